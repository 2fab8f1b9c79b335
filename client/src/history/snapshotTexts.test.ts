import type { Snapshot } from '@charrette/shared'
import { expect, it } from 'vitest'
import { groupByDay } from './snapshotTexts.ts'

it('groups snapshots by the days of the device’s time zone, newest first', () => {
	const at = (...date: [number, number, number]) => ({ id: date.join('-'), at: new Date(2026, 10, ...date).getTime() })
	const snapshots = [at(25, 0, 1), at(24, 23, 59), at(24, 8, 0), at(23, 12, 0)] as unknown as Snapshot[]
	const days = groupByDay(snapshots).map(({ at, snapshots: those }) => [at, those.map(({ id }) => id)])
	expect(days).toEqual([
		[snapshots[0]?.at, ['25-0-1']],
		[snapshots[1]?.at, ['24-23-59', '24-8-0']],
		[snapshots[3]?.at, ['23-12-0']],
	])
	expect(groupByDay([])).toEqual([])
})
