import type { Snapshot } from '@charrette/shared'
import { expect, it } from 'vitest'
import { groupByDay } from './snapshotTexts.ts'

it('puts moments under their days, by the zone of the device, newest first', () => {
	const at = (...date: [number, number, number]) => ({ id: date.join('-'), at: new Date(2026, 10, ...date).getTime() })
	const moments = [at(25, 0, 1), at(24, 23, 59), at(24, 8, 0), at(23, 12, 0)] as unknown as Snapshot[]
	const days = groupByDay(moments).map(({ at, moments: those }) => [at, those.map(({ id }) => id)])
	expect(days).toEqual([
		[moments[0]?.at, ['25-0-1']],
		[moments[1]?.at, ['24-23-59', '24-8-0']],
		[moments[3]?.at, ['23-12-0']],
	])
	expect(groupByDay([])).toEqual([])
})
