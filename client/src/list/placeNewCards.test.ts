import { type BoardRecord, buildCard, buildCluster, FIRST_INDEX } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { placeNewCards } from './placeNewCards.ts'

const AT = { x: 0, y: 0, index: FIRST_INDEX }
const OBSTACLES = { kind: 'obstacle', cluster: null } as const

/**
 * Returns a board with a column for obstacles at x = 1000, of this height, with these further
 * records.
 */
function boardWith(column: { h: number; isLocked: boolean }, further: readonly BoardRecord[] = []) {
	const frame = buildCluster('column', { ...AT, x: 1000 }, { title: 'Obstacles', w: 520, h: column.h })
	const meta = column.isLocked ? { isSetUp: true } : {}
	const records = [{ ...frame, meta } as BoardRecord, ...further]
	return new Map(records.map((record) => [record.id as string, record]))
}

describe('placeNewCards', () => {
	it('[TEMPLATE3] puts cards into the column of their kind, beside the cards in it', () => {
		const there = buildCard('there', { ...AT, x: 24, y: 40, parent: 'shape:column' }, { kind: 'obstacle', text: 'One' })
		const { places } = placeNewCards(boardWith({ h: 600, isLocked: true }, [there]), OBSTACLES, ['Two', 'Three'])
		expect(places.map(({ text, parent }) => [text, parent])).toEqual([
			['Two', 'shape:column'],
			['Three', 'shape:column'],
		])
		expect(places.map(({ x, y }) => [x, y])).toEqual([
			[248, 40],
			[24, expect.any(Number)],
		])
		expect(places[1]?.y).toBeGreaterThan(40)
	})

	it('[TEMPLATE3] puts cards that a locked column has no room for on the page; another column grows', () => {
		const texts = Array.from({ length: 5 }, (_, at) => `Card ${at}`)
		const locked = placeNewCards(boardWith({ h: 200, isLocked: true }), OBSTACLES, texts)
		expect(locked.places.map(({ parent }) => parent)).toEqual([
			...['shape:column', 'shape:column'],
			...['page:board', 'page:board', 'page:board'],
		])
		expect(locked.sizes.size).toBe(0)
		const unlocked = placeNewCards(boardWith({ h: 200, isLocked: false }), OBSTACLES, texts)
		expect(new Set(unlocked.places.map(({ parent }) => parent))).toEqual(new Set(['shape:column']))
		expect(unlocked.sizes.get('shape:column')?.h).toBeGreaterThan(200)
	})

	it('puts a card of another kind, and a card under another card, outside of the column', () => {
		const there = buildCard('there', AT, { kind: 'obstacle', text: 'One' })
		const board = boardWith({ h: 600, isLocked: true }, [there])
		expect(placeNewCards(board, { kind: 'case', cluster: null }, ['A']).places[0]?.parent).toBe('page:board')
		const below = placeNewCards(board, { ...OBSTACLES, below: 'shape:there' }, ['Two']).places[0]
		expect([below?.parent, below?.x]).toEqual(['page:board', 0])
	})
})
