import type { BoardId, SnapshotId } from '@charrette/shared'
import { expect, it } from 'vitest'
import { expiredSnapshots } from './expiredSnapshots.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface Taken {
	id: SnapshotId
	board: BoardId
	at: number
}

it('[HIST2] keeps all for two hours, one an hour for two days, and then one a day, whenever it runs', () => {
	let kept: Taken[] = []
	const start = 1_700_000_000_000
	const end = start + 6 * DAY
	let taken = 0
	for (let now = start; now <= end; now += 10 * MINUTE) {
		if (now < end - DAY / 2) kept.push({ id: `s${taken++}` as SnapshotId, board: 'b' as BoardId, at: now })
		if (taken % 5 === 0) kept = without(kept, expiredSnapshots(kept, now))
	}
	kept = without(kept, expiredSnapshots(kept, end))
	expect(expiredSnapshots(kept, end)).toEqual([])
	const ages = kept.map(({ at }) => end - at)
	expect(ages.filter((age) => age < 2 * HOUR)).toHaveLength(0)
	const hourly = ages.filter((age) => age < 2 * DAY)
	expect(hourly.length).toBeGreaterThanOrEqual(36)
	expect(hourly.length).toBeLessThanOrEqual(37)
	const days = kept.filter(({ at }) => end - at >= 2 * DAY).map(({ at }) => Math.floor(at / DAY))
	expect(new Set(days).size).toBe(days.length)
	expect(days.length).toBeGreaterThanOrEqual(4)
	expect(Math.min(...kept.map(({ at }) => at)) - start).toBeLessThan(DAY)
})

it('[HIST2] counts each board separately, and keeps the newest of an hour', () => {
	const now = 100 * DAY
	const two = (board: string) => [
		{ id: `${board}1` as SnapshotId, board: board as BoardId, at: now - 5 * HOUR },
		{ id: `${board}2` as SnapshotId, board: board as BoardId, at: now - 5 * HOUR + MINUTE },
	]
	expect(expiredSnapshots([...two('a'), ...two('b')], now).sort()).toEqual(['a1', 'b1'])
	expect(expiredSnapshots(two('a'), now - 3 * HOUR - 2 * MINUTE)).toEqual([])
	expect(expiredSnapshots(two('a'), now - 3 * HOUR + 2 * MINUTE)).toEqual(['a1'])
})

function without(kept: readonly Taken[], ids: readonly SnapshotId[]): Taken[] {
	return kept.filter(({ id }) => !ids.includes(id))
}
