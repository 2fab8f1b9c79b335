const DAY_MS = 24 * 60 * 60 * 1000

/** Which backups are kept (BACKUP5). */
export interface KeepRule {
	/** So many of the newest. */
	newest: number
	/** The newest of each of so many days, weeks and months that have one. */
	days: number
	weeks: number
	months: number
}

/** When and where backups are made, and which are kept. */
export interface BackupSettings {
	folder: string
	everyMs: number
	keep: KeepRule
}

/** Parses `10` (the newest ten) or `7d,4w,6m` (of days, weeks and months), or both; null if it is neither. */
export function parseKeepRule(text: string): KeepRule | null {
	const rule: KeepRule = { newest: 0, days: 0, weeks: 0, months: 0 }
	for (const part of text.split(/[\s,]+/)) {
		const [, number, unit] = /^([1-9]\d{0,3})([dwm]?)$/.exec(part) ?? []
		if (!number) return null
		rule[FIELDS[unit as keyof typeof FIELDS]] = Number(number)
	}
	return rule
}

const FIELDS = { '': 'newest', d: 'days', w: 'weeks', m: 'months' } as const

/** The backups that are no longer kept, of these with the newest first. The newest always is. */
export function expired<Backup extends { at: number }>(backups: readonly Backup[], rule: KeepRule): Backup[] {
	const kept = new Set(backups.slice(0, Math.max(1, rule.newest)))
	keepPeriods(rule.days, (at) => Math.floor(at / DAY_MS))
	// The first of January 1970 was a Thursday; weeks begin on Monday.
	keepPeriods(rule.weeks, (at) => Math.floor((at / DAY_MS + 3) / 7))
	keepPeriods(rule.months, (at) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth())
	return backups.filter((backup) => !kept.has(backup))

	function keepPeriods(number: number, periodOf: (at: number) => number): void {
		const newestOf = new Map<number, Backup>()
		for (const backup of backups) {
			const period = periodOf(backup.at)
			if (newestOf.size < number && !newestOf.has(period)) newestOf.set(period, backup)
		}
		for (const backup of newestOf.values()) kept.add(backup)
	}
}
