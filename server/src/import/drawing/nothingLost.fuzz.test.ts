import { readBoard } from '@charrette/shared'
import { expect, it } from 'vitest'
import { readFile } from '../readFile.ts'

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const TURNS = 60
const MAX_ELEMENTS = 12

type Random = (below: number) => number

function createRandom(seed: number): Random {
	let state = seed >>> 0
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0
		return Math.floor((state / 2 ** 32) * below)
	}
}

/** Makes the elements of a file, each of whose texts is `T<number>T`. */
interface Source {
	name: string
	make: (random: Random, text: () => string) => object
}

const list = <One>(random: Random, make: (at: number) => One) =>
	Array.from({ length: 1 + random(MAX_ELEMENTS) }, (_, at) => make(at))
const pick = <One>(random: Random, of: readonly One[]) => of[random(of.length)] as One
const idOf = (random: Random) => `e${random(MAX_ELEMENTS)}`
const place = (random: Random) => ({ x: random(2000), y: random(2000), width: random(400), height: random(300) })

const SOURCES: readonly Source[] = [
	{
		name: 'a.excalidraw',
		make(random, text) {
			const types = ['text', 'text', 'rectangle', 'ellipse', 'arrow', 'frame', 'line', 'embeddable']
			const elements = list(random, (at) => {
				const type = pick(random, types)
				return {
					...{ id: `e${at}`, type, ...place(random), angle: random(2) },
					...(type === 'text' && { text: text(), containerId: random(3) === 0 ? idOf(random) : null }),
					...(type === 'frame' && { name: text() }),
					...{ groupIds: random(2) === 0 ? [`g${random(2)}`] : [], frameId: random(4) === 0 ? idOf(random) : null },
					link: pick(random, [null, `https://example.org/${text()}`, `[[${text()}]]`]),
					...{ startBinding: { elementId: idOf(random) }, endBinding: { elementId: idOf(random) } },
				}
			})
			// Only what becomes a card keeps its address.
			for (const one of elements) if (one.type !== 'text' || one.containerId) one.link = null
			return { type: 'excalidraw', elements }
		},
	},
	{
		name: 'a.canvas',
		make: (random, text) => ({
			nodes: list(random, (at) => ({
				...{ id: `e${at}`, type: pick(random, ['text', 'link', 'file', 'group', 'other']), ...place(random) },
				...{ text: text(), url: `https://example.org/${text()}`, file: `notes/${text()}.md`, label: text() },
			})).map(({ id, type, x, y, width, height, ...texts }) => {
				const own = { text: 'text', link: 'url', file: 'file', group: 'label' }[type] as keyof typeof texts
				return {
					id,
					type: type === 'other' ? 'text' : type,
					x,
					y,
					width,
					height,
					[own ?? 'text']: texts[own ?? 'text'],
				}
			}),
			edges: list(random, (at) => ({ id: `l${at}`, fromNode: idOf(random), toNode: idOf(random), label: text() })),
		}),
	},
	{
		name: 'a.json',
		make: (random, text) => ({
			data: list(random, (at) => ({
				...{ id: `e${at}`, type: pick(random, ['sticky_note', 'shape', 'text', 'card', 'frame', 'image', 'preview']) },
				...{ data: { title: text() }, parent: random(3) === 0 ? { id: idOf(random) } : null },
				...{ position: place(random), geometry: place(random) },
			})),
			connectors: list(random, (at) => ({
				...{ id: `l${at}`, startItem: { id: idOf(random) }, endItem: { id: idOf(random) } },
				captions: [{ content: `<p>${text()}</p>` }],
			})),
		}),
	},
	{
		name: 'b.json',
		make: (random, text) => ({
			value: list(random, (at) => {
				const type = pick(random, ['sticky note', 'text', 'shape', 'title', 'area', 'arrow', 'comment', 'file'])
				const field = { area: 'title', file: 'title', comment: 'message' }[type] ?? (random(2) ? 'text' : 'htmlText')
				return {
					...{ id: `e${at}`, type, ...place(random), parentId: random(3) === 0 ? idOf(random) : null },
					...(type === 'arrow' ? { label: { labels: [{ text: text() }] } } : { [field]: text() }),
					...{ startRefId: idOf(random), endRefId: idOf(random) },
				}
			}),
		}),
	},
	{
		name: 'c.json',
		make(random, text) {
			const types = ['STICKY', 'SHAPE_WITH_TEXT', 'TEXT', 'CONNECTOR', 'SECTION', 'STAMP']
			const nodes = (depth: number): object[] =>
				list(random, (at) => {
					const type = pick(random, types)
					const isNamed = type === 'SECTION' || type === 'STAMP'
					return {
						...{ id: `e${depth > 0 ? `${depth}-` : ''}${at}`, type, [isNamed ? 'name' : 'characters']: text() },
						...{ absoluteBoundingBox: place(random) },
						...{ connectorStart: { endpointNodeId: idOf(random) }, connectorEnd: { endpointNodeId: idOf(random) } },
						children: type === 'SECTION' && depth < 1 ? nodes(depth + 1) : [],
					}
				})
			return { document: { type: 'DOCUMENT', id: '0', children: [{ id: '1', type: 'CANVAS', children: nodes(0) }] } }
		},
	},
]

it.each(SOURCES)(`[IMP4] each text of $name is on a card, in a cluster, or listed (seed ${SEED})`, ({ name, make }) => {
	const random = createRandom(SEED)
	for (let turn = 0; turn < TURNS; turn++) {
		let made = 0
		const content = JSON.stringify(make(random, () => `T${made++}T`))
		const texts = content.match(/T\d+T/g) ?? []
		// A file without a text may be refused.
		if (texts.length === 0) continue
		const { boards, skipped } = readFile(Buffer.from(content), name)
		const kept = JSON.stringify([boards.map(({ doc }) => readBoard(doc, (_, title) => title)), skipped])
		for (const text of texts) expect(kept, `turn ${turn}: ${text} of ${content}`).toContain(text)
	}
})
