import {
	BOARD_SCHEMA_VERSION,
	buildCard,
	buildCluster,
	buildImage,
	buildLine,
	buildLink,
	CARD_KINDS,
	coverageOf,
	LOCALES,
	type Locale,
	OBSTACLE_CATEGORIES,
	putRecord,
	readBoard,
	readRecords,
	recordsOf,
} from '@charrette/shared'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { readFile } from '../../import/readFile.ts'
import type { ExportedBoard } from '../ExportedBoard.ts'
import { toExcalidraw } from './toExcalidraw.ts'

const index = 'a1' as never
const path = (digit: string) => `/api/images/${digit.repeat(40)}`
const png = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#08f' } })
	.png()
	.toBuffer()

/** Texts that are hard to write and to break into lines. */
const TEXTS = [
	'许可太慢，跨部门协调难：谁来签字？'.repeat(20),
	'التنسيق بين الإدارات صعب می‌خواهم',
	'👩🏽‍🔬 🇨🇴 𠮷野家 ก็ได้ कार्य',
	'</script> "quotes" \\ \\u0000 ]]>',
	'two\nlines\n\n\tand a tab',
	'  spaces around  ',
	'',
	' ',
	'x'.repeat(4000),
	'- **bold**\n- https://a.org/x_y',
]

/** Returns a board with these cards in and beside clusters, each linked to the next one. */
function boardOf(texts: readonly string[]): ExportedBoard {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const cards = texts.map((text, at) => {
		const kind = CARD_KINDS[at % CARD_KINDS.length] ?? 'note'
		const category = kind === 'obstacle' ? (OBSTACLE_CATEGORIES[at % OBSTACLE_CATEGORIES.length] ?? null) : null
		const parent = ['shape:k', 'shape:in', undefined][at % 3]
		// Every third card lies above a cluster, but belongs to none.
		const card = buildCard(
			`c${at}`,
			{ x: at * 50, y: 40, index, ...(parent && { parent }) },
			{
				...{ kind, text, category, city: at % 2 ? 'Łódź "2"' : '' },
			},
		)
		const details = { description: 'More\n=1', source: 'https://a.org', image: path('b'), imageAlt: 'Fila' }
		return { ...card, meta: { authorName: '李 "Ana"', ...(at === 0 && details) } }
	})
	doc.transact(() => {
		for (const record of [
			buildCluster('k', { x: 100, y: 200, index }, { title: '规则 "2025"\n<b>', w: 900, h: 400 }),
			buildCluster('in', { x: 20, y: 20, index, parent: 'shape:k' }, { title: '', w: 300, h: 200 }),
			buildCluster('void', { x: 0, y: 2000, index }, { title: 'Empty', w: 300, h: 200 }),
			...cards,
			...cards
				.slice(1)
				.flatMap(({ id }, at) =>
					buildLink(`l${at}`, { from: id, to: `shape:c${at}` }, index).map((record) =>
						record.typeName === 'shape' && at % 2 ? { ...record, meta: { meaning: 'enables' } } : record,
					),
				),
			buildLine('pen', { x: 0, y: 700, index }, [
				[0, 0],
				[300, 20],
			]),
			buildImage('photo', { x: 40, y: 80, index, parent: 'shape:k' }, { w: 60, h: 40, path: path('a'), alt: '队列' }),
			buildImage('lost', { x: 40, y: 80, index }, { w: 60, h: 40, path: path('c'), alt: '' }),
		])
			putRecord(records, record as never)
	})
	const content = readBoard(doc)
	return {
		board: { title: 'Board' },
		content: { ...content, coverage: coverageOf(content.cards, content.links) },
		document: { schema: BOARD_SCHEMA_VERSION, records: readRecords(doc) },
		readImage: async (id: string) => (id.startsWith('c') ? null : { type: 'image/png', bytes: png }),
	} as unknown as ExportedBoard
}

async function fileOf(board: ExportedBoard, locale: Locale = 'en'): Promise<string> {
	const chunks = []
	for await (const chunk of toExcalidraw(board, { locale, origin: 'https://charrette.example' })) chunks.push(chunk)
	return chunks.join('')
}

/**
 * Returns the content of a board, sorted by id. Images are identified by their alt text, since an
 * import gives them new ids.
 */
function meaningOf({ cards, links, clusters, images }: ReturnType<typeof readBoard>) {
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
	return {
		cards: cards.map(({ image, ...card }) => ({ ...card, image: image?.alt })).sort(byId),
		links: links.sort(byId),
		clusters: clusters.map(({ id, title, cards: members }) => ({ id, title, cards: members.toSorted() })).sort(byId),
		images: images.map(({ id, alt, cluster }) => ({ id, alt, cluster })).filter(({ id }) => id !== 'shape:lost'),
	}
}

function readBack(file: string) {
	const { boards, skipped } = readFile(Buffer.from(file), 'Board.excalidraw')
	expect(skipped).toEqual([])
	return boards[0] ?? expect.fail()
}

describe('[FILE7] a drawing of Excalidraw', () => {
	it.each(LOCALES)('restores the same cards, links, clusters and images on import (%s)', async (locale) => {
		const board = boardOf(TEXTS)
		const { doc, images } = readBack(await fileOf(board, locale))
		expect(meaningOf(readBoard(doc))).toEqual(meaningOf(board.content))
		expect([...images.values()].map((bytes) => Buffer.compare(bytes, png))).toEqual([0])
		expect(readRecords(doc)).toMatchObject({ 'shape:c0': { xy: [0, 40], parentId: 'shape:k' } })
		expect(readRecords(doc)).toMatchObject({ 'shape:c2': { xy: [100, 40] }, 'shape:pen': { xy: [0, 700] } })
	})

	it('restores every text on import', async () => {
		const texts = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 6 })
		await fc.assert(
			fc.asyncProperty(texts, async (written) => {
				const board = boardOf(written)
				expect(meaningOf(readBoard(readBack(await fileOf(board)).doc))).toEqual(meaningOf(board.content))
			}),
			{ numRuns: 60 },
		)
	})

	it('has the format that Excalidraw documents, and bound elements that refer to each other', async () => {
		const file = drawing.parse(JSON.parse(await fileOf(boardOf(TEXTS))))
		const byId = new Map(file.elements.map((element) => [element.id, element]))
		expect(byId.size).toBe(file.elements.length)
		for (const element of file.elements) {
			for (const { id, type } of element.boundElements)
				expect(byId.get(id)).toMatchObject(type === 'text' ? { type, containerId: element.id } : { type })
			for (const id of boundTo(element))
				expect(byId.get(id)?.boundElements).toContainEqual({ id: element.id, type: element.type })
		}
	})

	it('has every frame after its members, and every shape of the board once', async () => {
		const file = drawing.parse(JSON.parse(await fileOf(boardOf(TEXTS))))
		for (const [at, { frameId }] of file.elements.entries())
			if (frameId) expect(file.elements.findIndex(({ id }) => id === frameId)).toBeGreaterThan(at)
		for (const element of file.elements)
			if (element.type === 'image') expect(file.files).toHaveProperty([element.fileId])
		const types = file.elements.map(({ type }) => type)
		for (const [type, count] of Object.entries({ rectangle: 10, arrow: 9, frame: 3, freedraw: 1, image: 2 }))
			expect(types.filter((one) => one === type)).toHaveLength(count)
	})

	it('wraps every text to fit into its card', async () => {
		const { elements } = drawing.parse(JSON.parse(await fileOf(boardOf(TEXTS))))
		for (const text of elements) {
			if (text.type !== 'text' || !text.containerId) continue
			const container = elements.find(({ id }) => id === text.containerId) ?? expect.fail()
			if (container.type !== 'rectangle') continue
			expect(text.y).toBeGreaterThan(container.y + 15)
			expect(text.y + text.height).toBeLessThan(container.y + container.height)
			expect(text.x + text.width).toBeLessThanOrEqual(container.x + container.width)
			expect(text.text.replace(/\s/g, '')).toBe(text.originalText.replace(/\s/g, ''))
		}
	})

	it('names no author if the content has none', async () => {
		const board = boardOf(['Permits'])
		const cards = board.content.cards.map(({ author, ...card }) => card)
		expect(await fileOf({ ...board, content: { ...board.content, cards } })).not.toContain('Ana')
	})
})

const base = {
	...{ id: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number(), angle: z.number() },
	...{ strokeColor: z.string(), backgroundColor: z.string(), strokeWidth: z.number(), roughness: z.number() },
	fillStyle: z.enum(['hachure', 'cross-hatch', 'solid', 'zigzag']),
	strokeStyle: z.enum(['solid', 'dashed', 'dotted']),
	roundness: z.object({ type: z.union([z.literal(1), z.literal(2), z.literal(3)]) }).nullable(),
	...{ opacity: z.number().min(0).max(100), groupIds: z.array(z.string()), frameId: z.string().nullable() },
	boundElements: z.array(z.strictObject({ id: z.string(), type: z.enum(['text', 'arrow']) })),
	...{ seed: z.int(), version: z.int(), versionNonce: z.int(), updated: z.int(), isDeleted: z.literal(false) },
	...{ link: z.null(), locked: z.boolean(), index: z.null(), customData: z.record(z.string(), z.unknown()).optional() },
}
const point = z.tuple([z.number(), z.number()])
const bound = z.strictObject({ elementId: z.string(), focus: z.number(), gap: z.number() })
const arrowhead = z.enum(['arrow', 'bar', 'dot', 'triangle']).nullable()
/** Returns the ids of the elements that this one is bound to. */
function boundTo(element: z.output<typeof drawing>['elements'][number]): string[] {
	if (element.type === 'text') return element.containerId ? [element.containerId] : []
	return element.type === 'arrow' ? [element.startBinding.elementId, element.endBinding.elementId] : []
}

/** The types of `packages/element/src/types.ts`, version 0.18. */
const drawing = z.strictObject({
	type: z.literal('excalidraw'),
	version: z.literal(2),
	source: z.url(),
	elements: z.array(
		z.discriminatedUnion('type', [
			z.strictObject({ ...base, type: z.literal('rectangle') }),
			z.strictObject({ ...base, type: z.literal('frame'), name: z.string().min(1).nullable() }),
			z.strictObject({
				...base,
				type: z.literal('text'),
				...{ text: z.string().min(1), originalText: z.string(), fontSize: z.number(), fontFamily: z.int() },
				...{ textAlign: z.enum(['left', 'center', 'right']), verticalAlign: z.enum(['top', 'middle', 'bottom']) },
				...{ containerId: z.string().nullable(), lineHeight: z.number(), autoResize: z.boolean() },
			}),
			z.strictObject({
				...base,
				type: z.literal('arrow'),
				...{ points: z.array(point).min(2), lastCommittedPoint: point.nullable(), elbowed: z.literal(false) },
				...{ startBinding: bound, endBinding: bound, startArrowhead: arrowhead, endArrowhead: arrowhead },
			}),
			z.strictObject({
				...base,
				type: z.literal('freedraw'),
				...{ points: z.array(point), pressures: z.array(z.number()), simulatePressure: z.boolean() },
				lastCommittedPoint: point.nullable(),
			}),
			z.strictObject({
				...base,
				type: z.literal('image'),
				...{ fileId: z.string(), status: z.literal('saved'), scale: point, crop: z.null() },
			}),
		]),
	),
	appState: z.strictObject({ gridSize: z.number(), viewBackgroundColor: z.string() }),
	files: z.record(
		z.string(),
		z.strictObject({ id: z.string(), mimeType: z.string(), dataURL: z.string(), created: z.number() }),
	),
})
