import type { IndexKey } from '@tldraw/utils'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { digestBoard, MAX_DIGEST_SHAPES, readDigestShapes } from './BoardDigest.ts'
import { BoardProjection } from './BoardProjection.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { putRecord } from './recordWrites.ts'
import type { BoardRecord } from './schema.ts'

const at = (x: number, y: number, parent?: string) => ({
	x,
	y,
	index: 'a1' as IndexKey,
	...(parent ? { parent } : {}),
})

function digestOf(records: readonly BoardRecord[]) {
	const doc = new Y.Doc()
	for (const record of records) putRecord(recordsOf(doc), record)
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return digestBoard(projection.shown)
}

describe('[FAN5] digestBoard', () => {
	const records = [
		buildCard('o', at(10, 20, 'shape:f'), { kind: 'obstacle', text: 'Permits' }, 'p1'),
		buildCard('s', at(-100, 388), { kind: 'solution', text: 'One-stop shop' }, 'p1'),
		buildCard('n', at(310, 388), { text: 'Note' }, 'no id: '),
		buildCluster('f', at(30, 40), { title: 'Law', w: 300, h: 300 }),
		...buildLink('l', { from: 'shape:s', to: 'shape:o' }, 'a9' as IndexKey),
	]

	it('has page positions, and clusters first', () => {
		const digest = digestOf(records)
		expect(digest.box).toEqual({ x: -100, y: 40, w: 610, h: 460 })
		const [cluster, ...cards] = readDigestShapes(digest)
		expect(cluster?.shape).toBe('cluster')
		const near = (value: number) => expect.closeTo(value, 2)
		expect(cards).toContainEqual({
			shape: 'obstacle',
			x: near(140 / 610),
			y: near(20 / 460),
			w: near(200 / 610),
			h: near(112 / 460),
		})
		expect(cards).toContainEqual(expect.objectContaining({ shape: 'solution', x: 0, y: near(348 / 460) }))
	})

	it('counts cards and coverage, and lists the authors', () => {
		const { cards, coverage, writers } = digestOf(records)
		expect(cards).toEqual({ obstacle: 1, solution: 1, case: 0, resource: 0, question: 0, action: 0, note: 1 })
		expect(coverage).toEqual({ obstacles: 1, answered: 1, open: 0, shared: 0 })
		expect(writers).toEqual(['p1'])
	})

	it('[SHARED1] counts the cards of obstacles that say the same, but such obstacles once', () => {
		const again = buildCard('p', at(0, 900), { kind: 'obstacle', text: 'permits!' }, 'p1')
		const { cards, coverage } = digestOf([...records, again])
		expect(cards.obstacle).toBe(2)
		expect(coverage).toEqual({ obstacles: 1, answered: 1, open: 0, shared: 0 })
	})

	it('is bounded in size, and counts everything', () => {
		const many = Array.from({ length: MAX_DIGEST_SHAPES + 50 }, (_, n) => buildCard(`c${n}`, at(n * 10, n), {}))
		const digest = digestOf(many)
		expect([...readDigestShapes(digest)]).toHaveLength(MAX_DIGEST_SHAPES)
		expect(digest.cards.note).toBe(MAX_DIGEST_SHAPES + 50)
	})

	it('is empty for an empty board', () => {
		const { box, shapes } = digestOf([])
		expect({ box, shapes: [...shapes] }).toEqual({ box: { x: 0, y: 0, w: 0, h: 0 }, shapes: [] })
	})
})
