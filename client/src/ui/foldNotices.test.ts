import { describe, expect, it } from 'vitest'
import { foldNotices, maxNotices, type NoticeRank } from './foldNotices.ts'

const notices = (...ranks: NoticeRank[]) => ranks.map((rank, id) => ({ id, rank }))

describe('foldNotices', () => {
	it('[NOTICE2] shows all notices if they fit', () => {
		expect([...foldNotices(notices('state', 'toast'), 2)].sort()).toEqual([0, 1])
	})

	it('[NOTICE2] folds the state of the board first, then messages, then toasts', () => {
		const all = notices('toast', 'state', 'call', 'message')
		expect([...foldNotices(all, 3)].sort()).toEqual([0, 2, 3])
		expect([...foldNotices(all, 2)].sort()).toEqual([0, 2])
		expect([...foldNotices(all, 1)]).toEqual([2])
	})

	it('[NOTICE2] prefers the newest of a rank', () => {
		expect([...foldNotices(notices('toast', 'toast', 'toast'), 1)]).toEqual([2])
	})
})

describe('maxNotices', () => {
	it('[NOTICE2] is fewer on phones, and one on small ones, in landscape and above a keyboard', () => {
		expect(maxNotices({ height: 860, isNarrow: false, hasKeyboard: false })).toBe(3)
		expect(maxNotices({ height: 844, isNarrow: true, hasKeyboard: false })).toBe(2)
		expect(maxNotices({ height: 640, isNarrow: true, hasKeyboard: false })).toBe(1)
		expect(maxNotices({ height: 508, isNarrow: true, hasKeyboard: true })).toBe(1)
		expect(maxNotices({ height: 390, isNarrow: false, hasKeyboard: false })).toBe(1)
	})
})
