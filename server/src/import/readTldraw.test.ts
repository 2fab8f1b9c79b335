import { readBoard, readRecords, recordsOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { readFile } from './readFile.ts'

const base = { typeName: 'shape', parentId: 'page:p', rotation: 0, index: 'a1', isLocked: false, opacity: 1, meta: {} }
const rich = (...lines: string[]) => ({
	type: 'doc',
	content: lines.map((text) => ({ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] })),
})
const shape = (id: string, type: string, rest: object) => ({
	...base,
	id: `shape:${id}`,
	type,
	x: 0,
	y: 0,
	props: {},
	...rest,
})
const bind = (arrow: string, card: string, terminal: string) => ({
	typeName: 'binding',
	id: `binding:${arrow}${terminal}`,
	type: 'arrow',
	fromId: `shape:${arrow}`,
	toId: `shape:${card}`,
	meta: {},
	props: { terminal, normalizedAnchor: { x: 0.1, y: 0.2 }, isPrecise: true, isExact: false },
})
const page = { typeName: 'page', id: 'page:p', name: 'Page 1', index: 'a1', meta: {} }

function read(records: object[]) {
	const file = { tldrawFileFormatVersion: 1, schema: { schemaVersion: 2, sequences: {} }, records }
	const { boards, skipped } = readFile(Buffer.from(JSON.stringify(file)), 'Ideas.tldr')
	return { boards, skipped, contents: boards.map(({ doc }) => readBoard(doc, (_, name) => name)) }
}

describe('a tldraw file', () => {
	it('[IMP2] turns notes, rectangles and texts into cards, arrows between them into links, frames into clusters, and keeps strokes', () => {
		const { contents, skipped, boards } = read([
			page,
			shape('f', 'frame', { x: 100, y: 100, props: { w: 600, h: 400, name: 'Rules' } }),
			shape('n', 'note', {
				parentId: 'shape:f',
				x: 10,
				y: 20,
				props: { richText: rich('Permits', '', '五个部门'), growY: 40 },
			}),
			shape('g', 'geo', { x: 900, y: 0, props: { w: 300, h: 90, text: 'of a former version', geo: 'ellipse' } }),
			shape('t', 'text', {
				x: 900,
				y: 300,
				props: {
					richText: {
						type: 'doc',
						content: [
							{
								type: 'bulletList',
								content: [
									{ type: 'listItem', content: rich('a').content },
									{ type: 'listItem', content: rich('b').content },
								],
							},
						],
					},
				},
			}),
			shape('l', 'arrow', { props: { text: 'addresses' } }),
			bind('l', 'g', 'start'),
			bind('l', 'n', 'end'),
			shape('old', 'arrow', {
				props: {
					start: { type: 'binding', boundShapeId: 'shape:g' },
					end: { type: 'binding', boundShapeId: 'shape:t' },
				},
			}),
			shape('d', 'draw', { props: { segments: [{ type: 'free', points: [{ x: 0, y: 0, z: 0.5 }] }], color: 'red' } }),
		])
		expect(skipped).toEqual([])
		expect(contents[0]?.cards.map(({ id, text, cluster }) => [id, text, cluster])).toEqual([
			['shape:g', 'of a former version', undefined],
			['shape:n', 'Permits\n\n五个部门', 'shape:f'],
			['shape:t', '- a\n- b', undefined],
		])
		expect(contents[0]?.links).toEqual([
			{ id: 'shape:l', from: 'shape:g', to: 'shape:n', meaning: 'addresses' },
			{ id: 'shape:old', from: 'shape:g', to: 'shape:t', meaning: 'relatesTo' },
		])
		const records = readRecords(boards[0]?.doc ?? expect.fail())
		expect(records['shape:n']).toMatchObject({ xy: [10, 20], wh: [200, 240] })
		expect(records['shape:d']).toMatchObject({ type: 'draw', 'props.color': 'red' })
		expect(records['binding:lstart']).toMatchObject({ 'props.normalizedAnchor': { x: 0.1, y: 0.2 } })
		expect(boards[0]?.title).toBe('Ideas')
	})

	it('[IMP2o] links in the direction of an arrow that points to its start', () => {
		const { boards, contents } = read([
			page,
			shape('a', 'note', { props: { text: 'Permits' } }),
			shape('b', 'note', { x: 400, props: { text: 'Office' } }),
			shape('l', 'arrow', { props: { bend: 30, arrowheadStart: 'arrow', arrowheadEnd: 'none' } }),
			bind('l', 'a', 'start'),
			bind('l', 'b', 'end'),
		])
		expect(contents[0]?.links).toMatchObject([{ from: 'shape:b', to: 'shape:a' }])
		expect(readRecords(boards[0]?.doc ?? expect.fail())['shape:l']).toMatchObject({ 'props.bend': -30 })
	})

	it('[IMP4] lists the label of an arrow if it is not a meaning', () => {
		const { contents, skipped } = read([
			page,
			shape('a', 'geo', { props: { w: 300, h: 90, text: 'a' } }),
			shape('b', 'geo', { x: 400, props: { w: 300, h: 90, text: 'b' } }),
			shape('l', 'arrow', { props: { text: 'by 2027' } }),
			bind('l', 'a', 'start'),
			bind('l', 'b', 'end'),
		])
		expect(contents[0]?.links).toMatchObject([{ from: 'shape:a', to: 'shape:b' }])
		expect(skipped).toEqual([{ entry: 'by 2027', reason: 'label_lost' }])
	})

	it('[IMP2] that we exported becomes the same board, without the paragraphs that the export added', () => {
		const charrette = {
			kind: 'obstacle',
			city: 'Bogotá',
			category: 'law',
			author: 'Ana',
			head: 'Obstacle · law',
			foot: 'Bogotá · Ana',
		}
		const props = { w: 260, h: 130, growY: 60, richText: rich('Obstacle · law', 'Permits', 'Bogotá · Ana') }
		const { contents, boards } = read([page, shape('c', 'geo', { meta: { charrette }, props })])
		expect(contents[0]?.cards).toEqual([
			{ id: 'shape:c', kind: 'obstacle', text: 'Permits', city: 'Bogotá', category: 'law', author: 'Ana' },
		])
		expect(
			recordsOf(boards[0]?.doc ?? expect.fail())
				.get('shape:c')
				?.get('wh'),
		).toEqual([260, 130])
	})

	it('[IMP2] becomes a board for each page, without groups', () => {
		const turned = shape('g', 'group', { x: 100, y: 100, rotation: Math.PI / 2 })
		const { contents, boards } = read([
			page,
			{ ...page, id: 'page:q', name: 'Later', index: 'a2' },
			turned,
			shape('c', 'note', { parentId: 'shape:g', x: 50, y: 0, props: { text: 'inside' } }),
			shape('e', 'note', { parentId: 'page:q', props: { text: 'later' } }),
		])
		expect(boards.map(({ title }) => title)).toEqual(['Page 1', 'Later'])
		expect(contents.map(({ cards }) => cards.map(({ text }) => text))).toEqual([['inside'], ['later']])
		const place = recordsOf(boards[0]?.doc ?? expect.fail())
			.get('shape:c')
			?.get('xy')
		expect((place as number[]).map(Math.round)).toEqual([100, 150])
	})

	it('[IMP4] lists what a board cannot contain, and imports the rest', () => {
		const { contents, skipped } = read([
			page,
			shape('ok', 'note', { props: { text: 'fine' } }),
			shape('v', 'video', {}),
			shape('e', 'embed', { props: { url: 'https://evil.example' } }),
			shape('r', 'geo', { props: { w: 10, h: 10 } }),
			shape('i', 'image', { props: { w: 1, h: 1, assetId: 'asset:x' } }),
			{ typeName: 'asset', id: 'asset:x', type: 'image', props: { src: 'https://tracker.example/p.png' } },
			shape('a', 'arrow', {}),
			shape('x', 'note', { x: 'NaN' }),
			shape('m', 'draw', { props: { segments: 'v4' } }),
			shape('u', 'note', { parentId: 'shape:w', props: { text: 'lost' } }),
			shape('w', 'group', { parentId: 'shape:w' }),
		])
		expect(contents[0]?.cards.map(({ text }) => text)).toEqual(['fine'])
		expect(contents[0]?.images).toEqual([])
		expect(new Map(skipped.map(({ entry, reason }) => [entry?.replace(/^\w+ /, ''), reason]))).toEqual(
			new Map([
				['shape:x', 'not_readable'],
				['shape:u', 'not_readable'],
				['shape:w', 'not_readable'],
				['shape:v', 'not_for_boards'],
				['shape:e', 'not_for_boards'],
				['shape:r', 'not_for_boards'],
				['shape:i', 'no_picture'],
				['shape:m', 'not_readable'],
				['shape:a', 'link_without_end'],
			]),
		)
	})
})
