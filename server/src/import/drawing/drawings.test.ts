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
		expect(links).toHaveLength(2)
		for (const link of [
			{ from: cardOf('Office').id, to: cardOf('Permits').id, meaning: 'addresses' },
			{ from: cardOf('https').id, to: cardOf('Office').id },
		])
			expect(links).toContainEqual(expect.objectContaining(link))
		expect(skipped).toEqual([
			{ entry: 'Notes/plan.md', reason: 'not_for_boards' },
			{ reason: 'not_readable' },
			{ entry: 'see', reason: 'label_lost' },
			{ entry: 'z', reason: 'link_without_end' },
		])
		expect(board && validateDraft(board).skipped).toEqual([])
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
