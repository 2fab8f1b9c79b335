import { describe, expect, it } from 'vitest'
import type { Cover } from '../../ui/useCover.ts'
import { clearColumn, clearRow, computeInsets } from './insets.ts'

const size = { w: 1366, h: 768 }
const visible = { top: 0, bottom: 768 }
const HEADER: Cover = { kind: 'header', x: 16, y: 12, w: 1334, h: 110 }
const FOOTER: Cover = { kind: 'footer', x: 300, y: 684, w: 766, h: 68 }
const SEARCH: Cover = { kind: 'corner', x: 16, y: 130, w: 120, h: 44 }
const BARS = [HEADER, FOOTER, SEARCH]
const DETAILS: Cover = { kind: 'aside', x: 1010, y: 130, w: 340, h: 540 }
const NOTICE: Cover = { kind: 'notices', x: 400, y: 130, w: 560, h: 48 }

describe('computeInsets', () => {
	it('[INSET1] are those of the largest rectangle that no bar covers', () => {
		expect(computeInsets({ size, covers: [], visible })).toEqual({ top: 0, right: 0, bottom: 0, left: 0 })
		expect(computeInsets({ size, covers: BARS, visible })).toEqual({ top: 174, right: 0, bottom: 84, left: 0 })
	})

	it('[INSET1] leave a panel at the side, and begin below the notices', () => {
		expect(computeInsets({ size, covers: [...BARS, DETAILS], visible })).toEqual({
			top: 174,
			right: 356,
			bottom: 84,
			left: 0,
		})
		expect(computeInsets({ size, covers: [...BARS, NOTICE], visible })).toMatchObject({ top: 178, right: 0 })
	})

	it('[INSET1] leave the buttons at the side of a phone, which would cost more below the bars', () => {
		const phone = { size: { w: 390, h: 844 }, visible: { top: 0, bottom: 844 } }
		const covers: Cover[] = [
			{ kind: 'header', x: 8, y: 8, w: 374, h: 106 },
			{ kind: 'footer', x: 8, y: 770, w: 366, h: 64 },
			{ kind: 'corner', x: 8, y: 540, w: 54, h: 150 },
		]
		expect(computeInsets({ ...phone, covers })).toEqual({ top: 114, right: 0, bottom: 74, left: 62 })
	})

	it('[INSET1] end above a keyboard, and do not count what is behind it', () => {
		const insets = computeInsets({ size, covers: BARS, visible: { top: 0, bottom: 400 } })
		expect(insets).toEqual({ top: 122, right: 0, bottom: 368, left: 136 })
	})

	it('[INSET1a] ignore panels and notices that leave less than two fifths of the area', () => {
		const prompt: Cover = { kind: 'panel', x: 16, y: 128, w: 1334, h: 400 }
		expect(computeInsets({ size, covers: [...BARS, prompt], visible })).toEqual({
			top: 174,
			right: 0,
			bottom: 84,
			left: 0,
		})
	})
})

describe('the clear part of a column and of a row', () => {
	const canvas = { size, covers: [...BARS, DETAILS, NOTICE], visible }

	it('[INSET2] a column ends at the bars and notices that overlap it', () => {
		expect(clearColumn(canvas, [500, 700])).toEqual([178, 684])
		expect(clearColumn(canvas, [200, 290])).toEqual([122, 768])
		expect(clearColumn(canvas, [20, 100])).toEqual([174, 768])
	})

	it('[INSET2] a panel across the middle does not end a column, but a row', () => {
		expect(clearColumn(canvas, [1100, 1200])).toEqual([122, 768])
		expect(clearRow(canvas, [300, 400])).toEqual([0, 1010])
		expect(clearRow(canvas, [140, 160])).toEqual([136, 1010])
	})
})
