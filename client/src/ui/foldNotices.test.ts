import { describe, expect, it } from 'vitest'
import { mostImportantNotice, type NoticeRank } from './foldNotices.ts'

const notices = (...ranks: NoticeRank[]) => ranks.map((rank, id) => ({ id, rank }))

describe('mostImportantNotice', () => {
	it('[NOTICE2] is a toast, else a call, a message, the state of the board', () => {
		expect(mostImportantNotice(notices('call', 'state', 'toast', 'message'))).toBe(2)
		expect(mostImportantNotice(notices('message', 'state', 'call'))).toBe(2)
		expect(mostImportantNotice(notices('state', 'message'))).toBe(1)
		expect(mostImportantNotice([])).toBeNull()
	})

	it('[NOTICE2] is the newest of its rank', () => {
		expect(mostImportantNotice(notices('toast', 'toast', 'state'))).toBe(1)
	})
})
