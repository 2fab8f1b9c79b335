import { describe, expect, it } from 'vitest'
import { OVERLAP_PT, type PagePlan, planPages } from './planPages.ts'

const READABLE_SCALE = 6 / 13
const shownIn = ({ window, origin, scale }: PagePlan) => ({
	left: (window.x - origin.x) / scale,
	right: (window.x + window.w - origin.x) / scale,
	top: (window.y - origin.y) / scale,
	bottom: (window.y + window.h - origin.y) / scale,
})

describe('[EXP4] the pages of a PDF', () => {
	it('are one page of the size of the board, within the limit of PDF readers', () => {
		expect(planPages({ w: 2000, h: 1000 }, 'board')).toMatchObject([{ w: 1500, h: 750, scale: 0.75 }])
		const [large] = planPages({ w: 40_000, h: 20_000 }, 'board')
		expect([large?.w, large?.h]).toEqual([14_400, 7200])
	})

	it('have the orientation of the board and show all of it', () => {
		for (const [board, isWide] of [
			[{ w: 1200, h: 700 }, true],
			[{ w: 700, h: 1200 }, false],
		] as const) {
			const pages = planPages(board, 'a4')
			expect(pages).toHaveLength(1)
			const [page] = pages as [PagePlan]
			expect(page.w > page.h).toBe(isWide)
			const shown = shownIn(page)
			expect([shown.left <= 0, shown.top <= 0]).toEqual([true, true])
			expect([shown.right >= board.w, shown.bottom >= board.h]).toEqual([true, true])
		}
	})

	it('are an overview and sheets if the text would be too small to read; they overlap and show all of the board', () => {
		const board = { w: 6000, h: 4000 }
		const [overview, ...sheets] = planPages(board, 'a3')
		expect(overview?.scale).toBeLessThan(READABLE_SCALE)
		expect(sheets.length).toBeGreaterThan(1)
		for (const { scale } of sheets) expect(scale).toBeGreaterThanOrEqual(READABLE_SCALE)
		const [first, next] = sheets as [PagePlan, PagePlan]
		expect((shownIn(first).right - shownIn(next).left) * first.scale).toBeCloseTo(OVERLAP_PT)
		const last = shownIn(sheets.at(-1) as PagePlan)
		expect(last.right).toBeGreaterThanOrEqual(board.w - 0.01)
		expect(last.bottom).toBeGreaterThanOrEqual(board.h - 0.01)
	})

	it('are limited in number', () => {
		expect(planPages({ w: 20_000, h: 15_000 }, 'a4').length).toBeLessThanOrEqual(49)
	})
})
