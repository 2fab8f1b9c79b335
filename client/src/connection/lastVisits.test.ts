import type { BoardId, WorkshopId } from '@charrette/shared'
import { afterEach, expect, it } from 'vitest'
import { localStore } from './browserStorage.ts'
import { forgetVisits, noteVisit, readLastVisits } from './lastVisits.ts'
import { LOCAL_KEYS } from './storageKeys.ts'

const ana = { workshop: 'w' as WorkshopId, role: 'participant' } as const
const MINUTE_MS = 60_000
const note = (board: string, minute: number) => noteVisit(ana, board as BoardId, minute * MINUTE_MS)
const minutes = (which: 'at' | 'before') => {
	const visits = readLastVisits(ana, which)
	if (!visits) return null
	const boards = Object.entries(visits.boards).map(([board, at]) => `${board} ${at / MINUTE_MS}`)
	return [`w ${visits.workshop / MINUTE_MS}`, ...boards.sort()].join(', ')
}
afterEach(() => forgetVisits('w', 'participant'))

it('[VISIT1] a visit goes on until a pause of ten minutes; the end of the one before it stays known', () => {
	expect(minutes('before')).toBeNull()
	for (const minute of [100, 105, 112]) note('a', minute)
	expect([minutes('at'), minutes('before')]).toEqual(['w 112, a 112', 'w 100, a 100'])
	note('b', 200)
	note('a', 203)
	expect([minutes('at'), minutes('before')]).toEqual(['w 203, a 203, b 200', 'w 112, a 112, b 200'])
})

it('[VISIT1] a clock that was set back makes no visit earlier, and a damaged entry counts as none', () => {
	note('a', 100)
	note('a', 50)
	expect(minutes('at')).toBe('w 100, a 100')
	for (const damaged of ['{', '{"workshop":{}}', '{"workshop":{"at":1,"before":1},"boards":{"a":{"at":"x"}}}']) {
		localStore.write(LOCAL_KEYS.visits('w', 'participant'), damaged)
		expect(minutes('at')).toBeNull()
	}
})

it('[VISIT1] a device remembers the boards that were visited last', () => {
	for (let minute = 1; minute <= 70; minute++) note(`b${minute}`, minute)
	const boards = Object.keys(readLastVisits(ana, 'at')?.boards ?? {})
	expect([boards.length, boards.includes('b10'), boards.includes('b11')]).toEqual([60, false, true])
})
