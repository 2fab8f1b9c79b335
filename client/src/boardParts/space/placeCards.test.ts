import type { BoardRecord, Rect } from '@charrette/shared'
import { buildCard, buildCluster, CARD_HEIGHT, CARD_WIDTH, FIRST_INDEX } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { placeCards } from './placeCards.ts'

const GAP = 24
const cardAt = (id: string, x: number, y: number, parent?: string, text = '') =>
	buildCard(id, { x, y, index: FIRST_INDEX, ...(parent ? { parent } : {}) }, { text })
const clusterAt = (id: string, x: number, y: number, w: number, h: number) =>
	buildCluster(id, { x, y, index: FIRST_INDEX }, { title: id, w, h })
const shown = (...records: BoardRecord[]) => new Map(records.map((record) => [record.id as string, record]))

function countOverlaps(rects: readonly Rect[]): number {
	return rects.filter((a, i) =>
		rects.some((b, j) => i < j && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h),
	).length
}

describe('positions of cards added in the list', () => {
	it('start near the origin of an empty board, and continue row by row', () => {
		const { rects, size } = placeCards(shown(), { cluster: null }, 12)
		expect(rects[0]).toEqual({ x: 48, y: 112, w: CARD_WIDTH, h: CARD_HEIGHT })
		expect(new Set(rects.map(({ x }) => x)).size).toBe(5)
		expect(new Set(rects.map(({ y }) => y)).size).toBe(3)
		expect(countOverlaps(rects)).toBe(0)
		expect(size).toBeNull()
	})

	it('follow the last card in reading order, without overlaps', () => {
		const board = shown(cardAt('first', 0, 0), cardAt('last', 0, 136), clusterAt('permits', 224, 100, 300, 300))
		const { rects } = placeCards(board, { cluster: null }, 1)
		expect(rects[0]?.y).toBeGreaterThanOrEqual(136)
		const taken = { x: 224, y: 100, w: 300, h: 300 }
		expect(countOverlaps([taken, ...rects])).toBe(0)
	})

	it('are below the clusters if every card is in one', () => {
		const board = shown(clusterAt('permits', 100, 50, 300, 300))
		expect(placeCards(board, { cluster: null }, 1).rects[0]).toMatchObject({ x: 100, y: 350 + GAP * 2 })
	})

	it('are in their cluster, which grows to hold them', () => {
		const cluster = clusterAt('permits', 500, 500, 248, 176)
		const board = shown(cluster, cardAt('one', 24, 40, cluster.id))
		const { rects, size } = placeCards(board, { cluster: cluster.id }, 2)
		expect(rects.map(({ x }) => x)).toEqual([24, 24])
		expect(rects.map(({ y }) => y)).toEqual([40 + 136, 40 + 272])
		expect(size).toEqual({ w: 248, h: 40 + 272 + CARD_HEIGHT + GAP })
	})

	it('[SETUP1] are in a locked cluster, which keeps its size', () => {
		const cluster = { ...clusterAt('permits', 500, 500, 248, 176), meta: { isSetUp: true } }
		const board = shown(cluster, cardAt('one', 24, 40, cluster.id))
		const { rects, size } = placeCards(board, { cluster: cluster.id }, 2)
		expect(size).toBeNull()
		for (const { y, h } of rects) expect(y + h).toBe(176 - GAP)
	})

	it('are right below a given card, or below the cards under it', () => {
		const from = cardAt('from', 300, 300)
		expect(placeCards(shown(from), { cluster: null, below: from.id }, 1).rects[0]).toMatchObject({ x: 300, y: 436 })
		const board = shown(from, cardAt('under', 310, 450))
		expect(placeCards(board, { cluster: null, below: from.id }, 1).rects[0]).toMatchObject({ x: 300, y: 586 })
	})

	it('leave space for a card that has grown with its text, in any script', () => {
		for (const text of ['permits take long and '.repeat(20), '审批需要很长时间'.repeat(20)]) {
			const tall = cardAt('tall', 0, 0, undefined, text)
			const [rect] = placeCards(shown(tall), { cluster: null, below: tall.id }, 1).rects
			expect(rect?.y).toBeGreaterThan(CARD_HEIGHT * 2)
		}
	})
})
