import { describe, expect, it } from 'vitest'
import { mmToPt } from './paper.ts'
import { CARD_COUNTS, CARD_PAPERS, planCardLayout, planCardSheet } from './planCards.ts'

const sheets = CARD_PAPERS.flatMap((paper) => CARD_COUNTS.map((count) => ({ paper, count })))

describe('[EXP9] a sheet of cards', () => {
	it.each(sheets)('has $count equal cards on $paper that touch, within its blank edges', ({ paper, count }) => {
		const { w, h, cells, cuts, grid } = planCardSheet({ paper, count })
		expect(cells).toHaveLength(count)
		expect(cells.reduce((sum, cell) => sum + cell.w * cell.h, 0)).toBeCloseTo(grid.w * grid.h)
		for (const { x, y, w: width, h: height } of cells) {
			for (const edge of [x, x + width]) expect(cuts.x.some((cut) => Math.abs(cut - edge) < 0.001)).toBe(true)
			for (const edge of [y, y + height]) expect(cuts.y.some((cut) => Math.abs(cut - edge) < 0.001)).toBe(true)
		}
		for (const blank of [grid.x, grid.y, w - grid.x - grid.w, h - grid.y - grid.h])
			expect(blank).toBeGreaterThanOrEqual(mmToPt(10) - 0.001)
	})

	it.each(sheets)(
		'has readable text on each of $count cards on $paper, which overlaps neither other parts nor the cuts',
		(sheet) => {
			const [cell] = planCardSheet(sheet).cells
			if (!cell) throw new Error('no cell')
			for (const hasImage of [true, false]) {
				const { frame, head, text, foot, image, sizes } = planCardLayout(cell, { hasImage })
				expect(frame.x).toBeGreaterThanOrEqual(mmToPt(2))
				expect(frame.x + frame.w).toBeLessThanOrEqual(cell.w - mmToPt(2))
				expect(frame.y + frame.h).toBeLessThanOrEqual(cell.h - mmToPt(2))
				expect(text.y).toBeGreaterThan(head.y + head.h)
				expect(text.y + text.h).toBeLessThan(foot.y)
				expect(foot.y + foot.h).toBeLessThan(frame.y + frame.h)
				expect(image ? image.x : frame.x + frame.w).toBeGreaterThan(text.x + text.w)
				if (image) expect(image.x + image.w).toBeLessThan(frame.x + frame.w)
				expect(sizes.smallest).toBeGreaterThanOrEqual(9)
				expect(sizes.small).toBeGreaterThanOrEqual(7.5)
				// Several lines, so that a long text has few parts.
				expect(text.h / (sizes.smallest * 1.35)).toBeGreaterThan(6)
			}
		},
	)
})
