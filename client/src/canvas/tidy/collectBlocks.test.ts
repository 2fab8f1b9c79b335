import { expect, it } from 'vitest'
import { sortInReadingOrder } from './collectBlocks.ts'

const at = (id: string, x: number, y: number) => ({ id, x, y, w: 200, h: 112 })
const ids = (items: { id: string }[]) => items.map(({ id }) => id).join('')

it('sortInReadingOrder sorts by rows, even if their cards are not aligned', () => {
	expect(ids(sortInReadingOrder([at('d', 250, 140), at('b', 220, 4), at('c', 0, 150), at('a', 0, 30)]))).toBe('abcd')
})

it('sortInReadingOrder keeps the order of cards at the same position', () => {
	expect(ids(sortInReadingOrder([at('a', 0, 0), at('b', 0, 0), at('c', 0, 0)]))).toBe('abc')
})
