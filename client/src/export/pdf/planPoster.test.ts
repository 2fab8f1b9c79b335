import { describe, expect, it } from 'vitest'
import { type Area, landscapeSize, mmToPt, type PaperSize, portraitSize } from './paper.ts'
import { ORIENTATIONS, POSTER_SIZES, planPoster, planTiles, TILE_OVERLAP, tileName } from './planPoster.ts'

const BOARDS = [
	{ w: 300, h: 220 },
	{ w: 1200, h: 700 },
	{ w: 700, h: 9000 },
	{ w: 30_000, h: 900 },
]

describe('[EXP8] a poster', () => {
	it('shows the whole board below its title, within margins that a printer leaves blank', () => {
		for (const size of POSTER_SIZES)
			for (const orientation of ORIENTATIONS)
				for (const board of BOARDS) {
					const plan = planPoster(board, { size, orientation })
					const { window, origin, scale, heading } = plan
					expect(origin.x).toBeGreaterThanOrEqual(window.x - 0.001)
					expect(origin.y).toBeGreaterThanOrEqual(window.y - 0.001)
					expect(origin.x + board.w * scale).toBeLessThanOrEqual(window.x + window.w + 0.001)
					expect(origin.y + board.h * scale).toBeLessThanOrEqual(window.y + window.h + 0.001)
					expect(heading.y + heading.h).toBeLessThan(window.y)
					for (const blank of [heading.x, heading.y, plan.w - window.x - window.w, plan.h - window.y - window.h])
						expect(blank).toBeGreaterThanOrEqual(mmToPt(10) - 0.001)
				}
	})

	it('has the size of its paper, and the orientation in which the board is larger', () => {
		const wide = { w: 4000, h: 1500 }
		const best = planPoster(wide, { size: 'a1', orientation: 'best' })
		expect([best.w, best.h]).toEqual([landscapeSize('a1').w, landscapeSize('a1').h])
		const upright = planPoster(wide, { size: 'a1', orientation: 'portrait' })
		expect([upright.w, upright.h]).toEqual([portraitSize('a1').w, portraitSize('a1').h])
		expect(upright.scale).toBeLessThan(best.scale)
	})
})

const posters = POSTER_SIZES.flatMap((size) =>
	(['portrait', 'landscape'] as const).map((orientation) => planPoster({ w: 2000, h: 1400 }, { size, orientation })),
)
/**
 * Returns the part of the poster that a sheet shows, in points from the poster's upper left corner.
 */
const partOf = ({ shown, origin }: { shown: Area; origin: { x: number; y: number } }) => ({
	left: shown.x - origin.x,
	top: shown.y - origin.y,
	right: shown.x + shown.w - origin.x,
	bottom: shown.y + shown.h - origin.y,
})

function expectCover(spans: [from: number, to: number][], length: number): void {
	let covered: number = TILE_OVERLAP
	for (const [from, to] of spans) {
		expect(from).toBeCloseTo(covered - TILE_OVERLAP)
		covered = to
	}
	expect(covered).toBeCloseTo(length)
}

describe('[EXP8] the sheets of a poster', () => {
	it.each<PaperSize>(['a4', 'a3', 'letter'])('cover all of it, and overlap by a strip of 10 mm: %s', (paper) => {
		for (const poster of posters) {
			const tiles = planTiles(poster, paper)
			const { columns = 0, rows = 0 } = tiles[0] ?? {}
			expect(tiles.map(({ row, column }) => row * columns + column)).toEqual([...Array(columns * rows).keys()])
			const parts = tiles.map(partOf)
			// Each sheet begins where the strip of the previous one is, and the last one ends with the
			// poster.
			expectCover(
				parts.slice(0, columns).map(({ left, right }) => [left, right]),
				poster.w,
			)
			expectCover(
				parts.filter((_, at) => at % columns === 0).map(({ top, bottom }) => [top, bottom]),
				poster.h,
			)
			for (const [at, { left, top }] of parts.entries()) {
				expect(left).toBeCloseTo(parts[at % columns]?.left ?? -1)
				expect(top).toBeCloseTo(parts[at - (at % columns)]?.top ?? -1)
			}
		}
	})

	it('each show a part of the poster, within the blank edges of the sheet', () => {
		for (const poster of posters)
			for (const { w, h, shown, window } of planTiles(poster, 'a4')) {
				expect(shown.w).toBeGreaterThan(TILE_OVERLAP)
				expect(shown.h).toBeGreaterThan(TILE_OVERLAP)
				expect(shown.w).toBeLessThanOrEqual(window.w)
				for (const blank of [shown.x, shown.y, w - shown.x - shown.w, h - shown.y - shown.h])
					expect(blank).toBeGreaterThanOrEqual(mmToPt(10) - 0.001)
			}
	})

	it('have the orientation that needs fewer of them, and are named by row and column', () => {
		const [a1] = posters.filter(({ w, h }) => w === landscapeSize('a1').w && h === landscapeSize('a1').h)
		const tiles = planTiles(a1 ?? { w: 0, h: 0 }, 'a4')
		expect(tiles.length).toBeLessThanOrEqual(16)
		expect([tileName({ row: 0, column: 0 }), tileName({ row: 2, column: 4 })]).toEqual(['A1', 'C5'])
	})
})
