import { describe, expect, it } from 'vitest'
import { expired, parseKeepRule } from './retention.ts'

const HOUR_MS = 60 * 60 * 1000
const backups = (hoursApart: number, number: number) =>
	Array.from({ length: number }, (_, index) => ({
		at: Date.parse('2026-11-27T12:00:00Z') - index * hoursApart * HOUR_MS,
	}))
const keptBy = (text: string, all = backups(6, 1200)) => {
	const rule = parseKeepRule(text)
	if (!rule) throw new Error(text)
	const gone = new Set(expired(all, rule))
	return all.filter((one) => !gone.has(one)).map(({ at }) => new Date(at).toISOString().slice(0, 13))
}

describe('[BACKUP5] retention of backups', () => {
	it('keeps the given number of newest backups', () => {
		expect(keptBy('3')).toEqual(['2026-11-27T12', '2026-11-27T06', '2026-11-27T00'])
	})

	it('keeps the newest backup of each of the given number of days, weeks from Monday, and months', () => {
		expect(keptBy('3d')).toEqual(['2026-11-27T12', '2026-11-26T18', '2026-11-25T18'])
		expect(keptBy('3w')).toEqual(['2026-11-27T12', '2026-11-22T18', '2026-11-15T18'])
		expect(keptBy('3m')).toEqual(['2026-11-27T12', '2026-10-31T18', '2026-09-30T18'])
		expect(keptBy('2, 2d 2w,2m')).toHaveLength(5)
	})

	it('counts only periods with a backup, so that a server that was off loses none', () => {
		expect(keptBy('3d', backups(24 * 10, 5))).toEqual(['2026-11-27T12', '2026-11-17T12', '2026-11-07T12'])
	})

	it('always keeps the newest backup', () => {
		expect(expired([], { newest: 0, days: 0, weeks: 0, months: 0 })).toEqual([])
		expect(expired([{ at: 1 }], { newest: 0, days: 0, weeks: 0, months: 0 })).toEqual([])
	})

	it('rejects texts that are not a rule', () => {
		for (const text of ['', '0', '-1', '7y', 'all', '7d;4w', '1.5d'])
			expect([text, parseKeepRule(text)]).toEqual([text, null])
	})
})
