import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type NamedTable, SEATING_SIZES, seatingPages } from './seatingPages.ts'

const tablesOf = (count: number, people: number, name = 'Ana María Ruiz'): NamedTable[] =>
	Array.from({ length: count }, (_, at) => ({
		title: `Group ${at + 1}`,
		names: Array.from({ length: people }, (_, person) => `${name} ${person}`),
	}))

it('[SEAT5] few people are shown large, on one page', () => {
	expect(seatingPages(tablesOf(3, 4))).toMatchObject({ size: 0, pages: { length: 1 } })
	expect(seatingPages(tablesOf(6, 6))).toMatchObject({ size: 1, pages: { length: 1 } })
	expect(seatingPages([])).toMatchObject({ size: 0, pages: [[[]]] })
})

it('[SEAT5] a hall of 24 tables is shown on few pages, at the smallest size', () => {
	const { size, pages } = seatingPages(tablesOf(24, 9))
	expect([size, pages.length]).toEqual([2, 3])
})

it('[SEAT5] every name is shown once, in order, and no column is higher than the page', () => {
	const anyName = fc.string({ minLength: 1, maxLength: 60 })
	const anyTable = fc.record({ title: anyName, names: fc.array(anyName, { maxLength: 40 }) })
	fc.assert(
		fc.property(fc.array(anyTable, { maxLength: 30 }), (tables) => {
			const { size, pages } = seatingPages(tables)
			const parts = pages.flat(2)
			expect(parts.flatMap(({ title, names }) => names.map((name) => [title, name]))).toEqual(
				tables.flatMap(({ title, names }) => names.map((name) => [title, name])),
			)
			const fits = SEATING_SIZES[size]
			for (const page of pages) expect(page.length).toBeLessThanOrEqual(fits?.columns ?? 0)
			for (const column of pages.flat()) {
				const lines = column.reduce((sum, { names }) => sum + names.length + 1, 0)
				expect(lines).toBeLessThanOrEqual(fits?.lines ?? 0)
			}
		}),
	)
})

it('[SEAT5] a table that continues in the next column has several names in both', () => {
	const parts = seatingPages(tablesOf(24, 12)).pages.flat(2)
	for (const { names } of parts) expect(names.length).toBeGreaterThanOrEqual(3)
	expect(parts.some(({ isContinued }) => isContinued)).toBe(true)
})
