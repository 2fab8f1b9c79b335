import { readBoard, readRecords } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { validateDraft } from '../importWorker.ts'
import { readFile } from '../readFile.ts'

function read(file: object, name: string) {
	const { boards, skipped, source } = readFile(Buffer.from(JSON.stringify(file)), name)
	const doc = boards[0]?.doc ?? expect.fail()
	return { ...readBoard(doc), records: readRecords(doc), board: boards[0], skipped, source }
}

describe('[IMP2h] a JSON Canvas', () => {
	const canvas = {
		nodes: [
			{ id: 'g', type: 'group', x: 0, y: 0, width: 900, height: 600, label: 'Rules' },
			{ id: 'a', type: 'text', x: 40, y: 60, width: 250, height: 60, text: 'Permits\n- slow', color: '1' },
			{ id: 'b', type: 'text', x: 1000, y: 60, width: 250, height: 60, text: 'Office', color: '#08b94e' },
			{ id: 'c', type: 'link', x: 1000, y: 300, width: 400, height: 400, url: 'https://example.org' },
			{ id: 'd', type: 'file', x: 0, y: 900, width: 400, height: 400, file: 'Notes/plan.md' },
			{ id: 'e', type: 'text', x: 'far', y: 0 },
		],
		edges: [
			{ id: 'x', fromNode: 'b', fromSide: 'left', toNode: 'a', toSide: 'right', label: 'addresses' },
			{ id: 'y', fromNode: 'c', toNode: 'b', label: 'see' },
			{ id: 'z', fromNode: 'd', toNode: 'b' },
		],
	}

	it('becomes cards for texts and URLs at their positions, clusters for groups and links for edges', () => {
		const { cards, clusters, links, records, skipped, source, board } = read(canvas, 'map.canvas')
		expect([source, board?.title]).toEqual(['drawing', 'map'])
		const cardOf = (text: string) => cards.find((card) => card.text.startsWith(text)) ?? expect.fail()
		expect(cardOf('Permits')).toMatchObject({ kind: 'obstacle', text: 'Permits\n- slow', cluster: clusters[0]?.id })
		expect(cardOf('Office')).toMatchObject({ kind: 'solution' })
		expect(cardOf('https')).toMatchObject({ kind: 'note' })
		expect(clusters).toMatchObject([{ title: 'Rules' }])
		expect(records[cardOf('Permits').id]).toMatchObject({ xy: [40, 60], parentId: clusters[0]?.id })
		expect(records[cardOf('Office').id]).toMatchObject({ xy: [1000, 60] })
		expect(cardOf('plan')).toMatchObject({ kind: 'note', text: 'plan' })
		expect(links).toHaveLength(3)
		for (const link of [
			{ from: cardOf('Office').id, to: cardOf('Permits').id, meaning: 'addresses' },
			{ from: cardOf('https').id, to: cardOf('Office').id },
		])
			expect(links).toContainEqual(expect.objectContaining(link))
		expect(skipped).toEqual([
			{ entry: 'Notes/plan.md', reason: 'content_left_out' },
			{ reason: 'not_readable' },
			{ entry: 'see', reason: 'label_lost' },
		])
		expect(board && validateDraft(board).skipped).toEqual([])
	})

	it('has a link in the direction in which its edge points', () => {
		const node = (id: string) => ({ id, type: 'text', x: 0, y: 0, width: 250, height: 60, text: id })
		const edges = [{ fromNode: 'a', toNode: 'b', fromEnd: 'arrow', toEnd: 'none' }]
		const { cards, links } = read({ nodes: [node('a'), node('b')], edges }, 'map.canvas')
		const textOf = (id: string) => cards.find((card) => card.id === id)?.text
		expect(links.map(({ from, to }) => [textOf(from), textOf(to)])).toEqual([['b', 'a']])
	})

	it('has headings as bold lines', () => {
		const node = { id: 'a', type: 'text', x: 0, y: 0, width: 250, height: 60, text: '# Permits #\n## **now**\n#tag' }
		expect(read({ nodes: [node] }, 'map.canvas').cards[0]?.text).toBe('**Permits**\n**now**\n#tag')
	})

	it('[IMP4] may have a colour that is named like a property of every object (seed 770435712)', () => {
		const nodes = ['constructor', '__proto__', 'toString'].map((color, at) => ({
			...{ id: `n${at}`, type: 'text', x: at * 300, y: 0, width: 200, height: 100 },
			...{ text: color, color },
		}))
		expect(read({ nodes }, 'map.canvas').cards.map(({ kind }) => kind)).toEqual(['note', 'note', 'note'])
	})
})

describe('[IMP2h] a drawing of Excalidraw', () => {
	const element = (id: string, type: string, rest: object) => ({
		id,
		type,
		x: 0,
		y: 0,
		width: 200,
		height: 80,
		...rest,
	})
	const drawing = {
		type: 'excalidraw',
		version: 2,
		elements: [
			element('f', 'frame', { width: 800, height: 500, name: 'Rules' }),
			element('r', 'rectangle', { x: 50, y: 60, backgroundColor: '#ffc9c9' }),
			element('rt', 'text', { containerId: 'r', text: 'Per-\nmits', originalText: 'Permits' }),
			element('t', 'text', { x: 1000, text: 'Office', backgroundColor: 'transparent' }),
			element('a', 'arrow', { startBinding: { elementId: 't' }, endBinding: { elementId: 'r' } }),
			element('at', 'text', { containerId: 'a', text: 'by 2027' }),
			element('b', 'arrow', { startBinding: null, endBinding: { elementId: 'r' } }),
			element('e', 'ellipse', {}),
			element('d', 'freedraw', {
				x: 10,
				points: [
					[0, 0, 0.5],
					[30, 40, 0.5],
				],
			}),
			element('i', 'image', { x: 2000, fileId: 'p' }),
			element('gone', 'text', { text: 'deleted', isDeleted: true }),
			{ id: 'broken' },
		],
		files: { p: { mimeType: 'image/png', dataURL: 'data:image/png;base64,AAAA' } },
	}

	it('becomes cards for texts and shapes with a text, links for arrows, clusters for frames, and images and strokes', () => {
		const { cards, clusters, links, images, records, skipped, board } = read(drawing, 'map.excalidraw')
		const cardOf = (text: string) => cards.find((card) => card.text === text) ?? expect.fail()
		expect(cardOf('Permits')).toMatchObject({ kind: 'obstacle', cluster: clusters[0]?.id })
		expect(cardOf('Office')).toMatchObject({ kind: 'note' })
		expect([cards.length, clusters.length, images.length]).toEqual([2, 1, 1])
		expect(links).toMatchObject([{ from: cardOf('Office').id, to: cardOf('Permits').id }])
		expect(Object.values(records).filter(({ type }) => type === 'draw')).toMatchObject([{ xy: [10, 0] }])
		expect(board?.images.size).toBe(1)
		expect(skipped).toEqual([
			{ reason: 'not_readable' },
			{ entry: 'ellipse e', reason: 'not_for_boards' },
			{ entry: 'by 2027', reason: 'label_lost' },
			{ entry: 'arrow b', reason: 'link_without_end' },
		])
		expect(board && validateDraft(board).skipped).toEqual([])
	})
})

describe('[IMP2n] a drawing of Excalidraw', () => {
	const text = (id: string, text: string, more: object = {}) => {
		return { id, type: 'text', x: 20, y: 20, width: 60, height: 20, text, ...more }
	}
	const shape = (id: string, more: object = {}) => {
		return { id, type: 'rectangle', x: 0, y: 0, width: 200, height: 100, ...more }
	}
	const arrow = (from: string, to: string) => ({
		...{ id: `${from}${to}`, type: 'arrow', x: 0, y: 0 },
		...{ startBinding: { elementId: from }, endBinding: { elementId: to } },
	})
	const readElements = (type: string, ...elements: object[]) => {
		const { cards, links, records, skipped } = read({ type, elements }, 'a.excalidraw')
		const textOf = (id: string) => cards.find((card) => card.id === id)?.text
		const summary = cards.map(({ kind, text, source }) => [kind, text, source].filter(Boolean).join(': ')).sort()
		return { cards: summary, links: links.map((link) => [textOf(link.from), textOf(link.to)]), records, skipped }
	}

	it('has one card for each group of a shape and its text, with its colour and the arrows to either', () => {
		const g = { groupIds: ['g'] }
		const { cards, links, skipped } = readElements(
			'excalidraw',
			shape('r', { ...g, backgroundColor: '#ffc9c9' }),
			text('t', 'Permits', g),
			shape('pin', { ...g, x: 300, width: 10, height: 10 }),
			shape('r2', { groupIds: ['h'], x: 500, backgroundColor: '#b2f2bb' }),
			text('t2', 'One office', { groupIds: ['h'], x: 520 }),
			text('t3', 'Alone', { x: 900 }),
			arrow('t2', 't'),
			arrow('r2', 'r'),
			arrow('pin', 't3'),
		)
		expect(cards).toEqual(['note: Alone', 'obstacle: Permits', 'solution: One office'])
		expect(links).toEqual(
			expect.arrayContaining([
				['One office', 'Permits'],
				['Permits', 'Alone'],
			]),
		)
		expect([links.length, skipped]).toEqual([3, []])
	})

	it('has a card for each of several shapes with texts in one group', () => {
		const g = { groupIds: ['g'] }
		const { cards } = readElements(
			'excalidraw/clipboard',
			shape('a', g),
			shape('b', { ...g, x: 300 }),
			text('ta', 'Permits', g),
			text('tb', 'Money', { ...g, x: 320 }),
			text('beside', 'Title', { ...g, y: 400 }),
		)
		expect(cards).toEqual(['note: Money', 'note: Permits', 'note: Title'])
	})

	it('has addresses of elements as sources, and links for those of other elements, or lists them', () => {
		const address = (of: string) => `https://excalidraw.com/?element=${of}`
		const { cards, links, skipped } = readElements(
			'excalidraw',
			text('a', 'Plan', { link: 'https://example.org/plan' }),
			text('b', 'See', { link: '[[note]]', x: 400 }),
			text('c', 'Next', { link: address('r'), x: 800 }),
			text('d', 'Last', { link: address('g'), x: 1200 }),
			text('e', 'Lost', { link: address('gone'), x: 1600 }),
			shape('r', { groupIds: ['g'], y: 300 }),
			text('t', 'Permits', { groupIds: ['g'], y: 320 }),
		)
		const addressed = cards.filter((card) => card.includes('https:'))
		expect(addressed).toEqual(['note: Plan: https://example.org/plan'])
		expect(links.sort()).toEqual([
			['Last', 'Permits'],
			['Next', 'Permits'],
		])
		expect(skipped).toEqual([
			{ entry: '[[note]]', reason: 'address_left_out' },
			{ entry: address('gone'), reason: 'address_left_out' },
		])
	})

	it('[IMP4] keeps the address of a text that lies in a shape, unless the shape has one (seed 3, turn 665)', () => {
		const inShape = { groupIds: ['g'], link: 'https://example.org/text' }
		const one = readElements('excalidraw', shape('r', { groupIds: ['g'] }), text('t', 'Permits', inShape))
		expect(one.cards).toEqual(['note: Permits: https://example.org/text'])
		const own = shape('r', { groupIds: ['g'], link: 'https://example.org/shape' })
		const two = readElements('excalidraw', own, text('t', 'Permits', inShape))
		expect(two.cards).toEqual(['note: Permits: https://example.org/shape'])
		expect(two.skipped).toEqual([{ entry: 'https://example.org/text', reason: 'address_left_out' }])
	})

	it('keeps rotations around the middle, and the direction of arrows that point to their start', () => {
		const { records, links, skipped } = readElements(
			'excalidraw',
			shape('a', { angle: Math.PI / 2 }),
			text('ta', 'Permits', { containerId: 'a' }),
			text('b', 'Office', { x: 400 }),
			{ ...arrow('a', 'b'), startArrowhead: 'arrow', endArrowhead: null },
			{
				...shape('l', { width: 100, height: 0, angle: Math.PI / 2 }),
				type: 'line',
				points: [
					[0, 0],
					[100, 0],
				],
			},
		)
		const turned = Object.values(records).find(({ rotation = 0 }) => Number(rotation) > 1)
		expect(turned).toMatchObject({ type: 'card', rotation: Math.PI / 2, xy: [150, -50] })
		expect(links).toEqual([['Office', 'Permits']])
		const line = JSON.stringify(Object.values(records).find(({ type }) => type === 'draw'))
		expect(line).toContain('{"x":50,"y":-50,')
		expect(skipped).toEqual([])
	})

	it('may be a library, whose items are clusters in rows', () => {
		const items = [
			{
				name: 'Streets',
				elements: [shape('a', { backgroundColor: '#ffc9c9' }), text('t', 'Permits', { containerId: 'a' })],
			},
			{ name: '', elements: [text('t', 'Office', { x: 5000, y: -900 }), { id: 'broken' }] },
		]
		const library = { type: 'excalidrawlib', version: 2, libraryItems: items }
		const { cards, clusters, records, skipped } = read(library, 'a.excalidrawlib')
		expect(clusters).toMatchObject([{ title: 'Streets' }])
		const [permits, office] = ['Permits', 'Office'].map((text) => cards.find((card) => card.text === text))
		expect(permits).toMatchObject({ kind: 'obstacle', cluster: clusters[0]?.id })
		expect(records[office?.id ?? '']).toMatchObject({ xy: [400, 40] })
		expect(skipped).toEqual([{ reason: 'not_readable' }])
		const former = { type: 'excalidrawlib', version: 1, library: items.map(({ elements }) => elements) }
		expect(
			read(former, 'a.excalidrawlib')
				.cards.map(({ text }) => text)
				.sort(),
		).toEqual(['Office', 'Permits'])
	})
})
