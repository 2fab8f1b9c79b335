import { readBoard, readRecords } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { validateDraft } from '../importWorker.ts'
import { readFile } from '../readFile.ts'
import { textOfHtml } from './htmlText.ts'

function read(file: object) {
	const { boards, skipped, source, marks } = readFile(Buffer.from(JSON.stringify(file)), 'board.json')
	const contents = boards.map((board) => {
		expect(validateDraft(board).skipped).toEqual([])
		const { cards, clusters, links } = readBoard(board.doc)
		const titles = new Map(clusters.map(({ id, title }) => [id, title]))
		const records = readRecords(board.doc)
		const textOf = (id: string) => cards.find((card) => card.id === id)?.text
		return {
			title: board.title,
			cards: cards.map(({ kind, text, cluster = '' }) => `${titles.get(cluster) ?? ''}/${kind}: ${text}`).sort(),
			links: links.map(({ from, to, meaning }) => `${textOf(from)} ${meaning} ${textOf(to)}`).sort(),
			recordOf: (text: string) => records[cards.find((card) => card.text === text)?.id ?? ''],
			cardOf: (text: string) => cards.find((card) => card.text === text),
		}
	})
	return { boards: contents, skipped, source, marks }
}

describe('[IMP2q] the items of a Miro board', () => {
	const at = (x: number, y: number, relativeTo = 'canvas_center') => ({ x, y, origin: 'center', relativeTo })
	const size = { width: 200, height: 100 }
	const inFrame = { id: '1', links: { self: 'https://api.miro.com/v2/boards/b/items/1' } }
	const items = [
		{ id: '1', type: 'frame', data: { title: 'Rules' }, position: at(0, 0), geometry: { width: 1000, height: 600 } },
		{
			...{ id: '2', type: 'sticky_note', parent: inFrame, position: at(200, 100, 'parent_top_left'), geometry: size },
			data: { content: '<p>Permits &amp; <strong>fees</strong></p><p>take long</p>', shape: 'square' },
			style: { fillColor: 'light_pink' },
		},
		{
			...{ id: '3', type: 'shape', position: at(900, 0), geometry: { ...size, rotation: 90 } },
			data: { content: '<p><a href="https://example.org/office">Office</a></p>', shape: 'rectangle' },
			style: { fillColor: '#8fd14f' },
		},
		{ id: '4', type: 'shape', data: { content: '', shape: 'star' }, position: at(0, 900), geometry: size },
		{ id: '5', type: 'text', data: { content: 'Title' }, position: at(0, -500), geometry: { width: 300 } },
		{
			...{ id: '6', type: 'card', position: at(900, 400), geometry: size },
			data: { title: 'Fund', description: '<ul><li>who</li><li>when</li></ul>', dueDate: '2026-05-01' },
		},
		{ id: '7', type: 'image', data: { title: 'Photo', imageUrl: 'https://x' }, position: at(0, 0), geometry: size },
		{ id: '8', type: 'sticky_note', data: { content: '' }, position: at(0, 0), geometry: size },
		{ type: 'sticky_note', data: { content: 'No id' } },
		{
			id: '9',
			type: 'mindmap_node',
			data: { nodeView: { data: { content: 'Map' } } },
			position: at(2000, 0),
			geometry: size,
		},
		{
			...{
				id: '10',
				type: 'mindmap_node',
				parent: { id: '9' },
				position: at(300, 50, 'parent_center'),
				geometry: size,
			},
			data: { nodeView: { data: { content: 'Topic' } } },
		},
	]
	const cap = (startStrokeCap: string, endStrokeCap: string) => ({ startStrokeCap, endStrokeCap })
	const connectors = [
		{
			...{ id: 'a', startItem: { id: '3' }, endItem: { id: '2' }, captions: [{ content: '<p>addresses</p>' }] },
			...{ type: 'connector', style: cap('none', 'stealth') },
		},
		{
			id: 'b',
			startItem: { id: '5' },
			endItem: { id: '6' },
			captions: [{ content: 'by 2027' }],
			style: cap('arrow', 'none'),
		},
		{ id: 'c', startItem: { id: '3' }, style: cap('none', 'stealth') },
	]

	it('become cards in the clusters of their frames, with links for connectors and mind maps', () => {
		const { boards, skipped, source } = read({ data: items, connectors: { data: connectors }, type: 'cursor-list' })
		const [board] = boards
		expect([source, board?.title]).toEqual(['drawing', 'board'])
		expect(board?.cards).toEqual([
			'/note: Fund',
			'/note: Map',
			'/note: Title',
			'/note: Topic',
			'/solution: Office',
			'Rules/obstacle: Permits & **fees**\ntake long',
		])
		expect(board?.links).toEqual([
			'Fund relatesTo Title',
			'Map relatesTo Topic',
			'Office addresses Permits & **fees**\ntake long',
		])
		// Its middle is at (-300, -200), in the frame from (-500, -300).
		expect(board?.recordOf('Permits & **fees**\ntake long')).toMatchObject({ xy: [100, 50] })
		expect(board?.recordOf('Office')).toMatchObject({ rotation: Math.PI / 2, xy: [950, -100] })
		expect(board?.recordOf('Topic')).toMatchObject({ xy: [2200, 0] })
		expect(board?.cardOf('Fund')).toMatchObject({ description: '- who\n- when' })
		expect(board?.cardOf('Office')).toMatchObject({ source: 'https://example.org/office' })
		expect(skipped).toEqual([
			{ entry: '4', reason: 'not_for_boards' },
			{ entry: 'image Photo', reason: 'no_picture' },
			{ entry: '8', reason: 'no_text' },
			{ entry: 'by 2027', reason: 'label_lost' },
			{ entry: 'c', reason: 'link_without_end' },
		])
	})

	it('can be in pages, as the API returns them', () => {
		const pages = { items: [{ data: items.slice(0, 3) }, { data: items.slice(3) }], connectors: [{ data: connectors }] }
		expect(read(pages).boards[0]?.cards).toHaveLength(6)
	})
})

describe('[IMP2q] the widgets of a mural', () => {
	const widget = (id: string, type: string, more: object) => ({
		id,
		type,
		x: 0,
		y: 0,
		width: 138,
		height: 138,
		...more,
	})
	const pink = { style: { backgroundColor: '#FFC2E8FF' } }
	const value = [
		widget('0-1', 'area', { x: 100, y: 100, width: 900, height: 600, title: 'Rules' }),
		widget('0-2', 'sticky note', { x: 40, y: 60, parentId: '0-1', text: 'Permits', tags: ['t1'], ...pink }),
		widget('0-3', 'sticky note', {
			x: 1500,
			htmlText: '<div>One <b>office</b></div>',
			text: 'One office',
			tags: ['t2'],
		}),
		widget('0-4', 'arrow', { startRefId: '0-3', endRefId: '0-2', label: { labels: [{ text: 'addresses' }] } }),
		widget('0-5', 'comment', { message: 'Really?' }),
		widget('0-6', 'title', { y: 900, text: 'Our city', hyperlink: 'https://example.org' }),
		widget('0-7', 'inking', {}),
	]
	const tags = {
		value: [
			{ id: 't1', text: 'Law' },
			{ id: 't2', text: 'Solution' },
		],
	}

	it('become cards in the clusters of their areas, with links for arrows; comments are listed', () => {
		const { boards, skipped, marks } = read({ value, tags })
		expect(boards[0]?.cards).toEqual(['/note: Our city', '/solution: One **office**', 'Rules/obstacle: Permits'])
		expect(boards[0]?.links).toEqual(['One **office** addresses Permits'])
		expect(boards[0]?.recordOf('Permits')).toMatchObject({ xy: [40, 60] })
		expect(boards[0]?.cardOf('Our city')).toMatchObject({ source: 'https://example.org' })
		expect(marks?.map(({ type, name }) => `${type} ${name}`)).toContain('label Law')
		expect(skipped).toEqual([
			{ entry: 'Really?', reason: 'comment_left_out' },
			{ entry: 'inking 0-7', reason: 'not_for_boards' },
		])
	})
})

describe('[IMP2q] a FigJam file', () => {
	const box = (x: number, y: number, width = 240, height = 240) => ({ absoluteBoundingBox: { x, y, width, height } })
	const solid = (r: number, g: number, b: number) => ({ fills: [{ type: 'SOLID', color: { r, g, b, a: 1 } }] })
	const sticky = (id: string, characters: string, more: object) => ({
		id,
		type: 'STICKY',
		name: '',
		characters,
		...more,
	})
	const end = (endpointNodeId: string) => ({ endpointNodeId, magnet: 'AUTO' })
	const page = {
		...{ id: '0:1', type: 'CANVAS', name: 'Page 1' },
		children: [
			{
				...{ id: '1', type: 'SECTION', name: 'Rules', ...box(0, 0, 900, 600) },
				children: [sticky('2', 'Permits', { ...box(100, 100), ...solid(1, 0.76, 0.74) })],
			},
			sticky('3', 'Office', { ...box(1500, 0), ...solid(0.7, 0.94, 0.6) }),
			{ id: '4', type: 'CONNECTOR', connectorStart: end('3'), connectorEnd: end('2'), characters: 'blocks' },
			{ id: '5', type: 'STAMP', name: 'Heart' },
			{ id: '6', type: 'GROUP', children: [{ id: '7', type: 'TEXT', characters: 'Title', ...box(0, -200) }] },
		],
	}
	const file = (...children: object[]) => ({
		name: 'Workshop',
		editorType: 'figjam',
		document: { id: '0:0', type: 'DOCUMENT', children },
	})

	it('becomes a board for each page: sections as clusters, connectors as links', () => {
		const { boards, skipped } = read(file(page, { ...page, name: 'Second' }))
		expect(boards.map(({ title }) => title)).toEqual(['Page 1', 'Second'])
		expect(boards[0]?.cards).toEqual(['/note: Title', '/solution: Office', 'Rules/obstacle: Permits'])
		expect(boards[0]?.links).toEqual(['Office addresses Permits'])
		expect(boards[0]?.recordOf('Permits')).toMatchObject({ xy: [100, 100] })
		expect(skipped.slice(0, 2)).toEqual([
			{ entry: 'stamp Heart', reason: 'not_for_boards' },
			{ entry: 'blocks', reason: 'label_lost' },
		])
	})
})

describe('[IMP2q] the markup of other whiteboards', () => {
	it.each([
		['<p>A</p><p>B<br/>C</p>', 'A\nB\nC'],
		['<ol><li>A</li><li><strong> B </strong>c</li></ol>', '- A\n- **B** c'],
		['1 &lt; 2 &#38; &#x1F600; &unknown; &#xFFFFFF;', '1 < 2 & 😀 &unknown; &#xFFFFFF;'],
		['<script>alert(1)</script><img src=x onerror="a()">ok', 'alert(1)ok'],
		['<b'.repeat(50_000), '<b'.repeat(50_000)],
	])('%.40s is text', (html, text) => {
		expect(textOfHtml(html).text).toBe(text)
	})

	it('has addresses that are not in the text', () => {
		const html = '<a href="https://a.org/?x=1&amp;y=2">A</a> <a href="https://b.org">https://b.org</a>'
		expect(textOfHtml(html).addresses).toEqual(['https://a.org/?x=1&y=2'])
	})
})
