import { expect, it } from 'vitest'
import type { OutlineRow } from './outline.ts'
import { type ChunkKeys, chunkRows } from './rowChunks.ts'

const rowsOf = (ids: readonly number[]) =>
	ids.map((id): OutlineRow => ({ card: { id: `c${id}`, kind: 'note', text: '', city: '' }, links: [], isOpen: false }))
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

/**
 * Opens a list of these cards. Returns a function that changes the list and returns the cards that
 * are then in another chunk.
 */
function openList(start: readonly number[]) {
	const keys: ChunkKeys = new Map()
	chunkRows(rowsOf(start), keys)
	return (ids: readonly number[]) => {
		const before = new Map(keys)
		const chunks = chunkRows(rowsOf(ids), keys)
		expect(chunks.flatMap(({ rows }) => rows)).toEqual(rowsOf(ids))
		expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length)
		const moved = ids.filter((id) => before.has(`c${id}`) && before.get(`c${id}`) !== keys.get(`c${id}`))
		return { sizes: chunks.map(({ rows }) => rows.length), moved }
	}
}

it('[PHONE9] the rows of a list are in chunks of sixteen, and new rows at the end fill them up', () => {
	const list = openList(range(0, 500))
	expect(list(range(0, 500)).sizes).toEqual([...Array(31).fill(16), 4])
	expect(list(range(0, 520)).sizes).toEqual([...Array(32).fill(16), 8])
})

it('[PHONE9] a row stays in its chunk while others are added, removed, moved or filtered', () => {
	const list = openList(range(0, 100))
	expect(list([900, ...range(0, 20), 901, 902, ...range(20, 100)]).moved).toEqual([])
	expect(list([...range(1, 16), ...range(40, 100)]).moved).toEqual([])
	expect(list([3, 50, 99])).toEqual({ sizes: [1, 1, 1], moved: [] })
	expect(list(range(0, 100)).moved).toEqual([])
	// Only moved rows change their chunk: from the end to the start, from one chunk into the one
	// before, and back.
	expect(list([99, ...range(0, 99)]).moved).toEqual([99])
	expect(list([99, 0, 1, 20, ...range(2, 20), ...range(21, 99)]).moved).toEqual([20])
	expect(list([0, 1, ...range(3, 99), 2, 99]).moved.sort()).toEqual([2, 20, 99])
})
