const DAY_MS = 24 * 60 * 60 * 1000

/** The rule that decides which backups are kept (BACKUP5). */
export interface KeepRule {
	/** Number of newest backups to keep. */
	newest: number
	/**
	 * Number of days, weeks and months for each of which the newest backup is kept. Periods without a
	 * backup do not count.
	 */
	days: number
	weeks: number
	months: number
}

/** When and where backups are made, and which of them are kept. */
export interface BackupSettings {
	folder: string
	everyMs: number
	keep: KeepRule
}

/**
 * Parses `10` (the newest ten), `7d,4w,6m` (of days, weeks and months), or both; null if the text
 * has neither form.
 */
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

/**
 * Returns the expired ones of these backups, which are sorted newest first. The newest never
 * expires.
 */
export function expired<Backup extends { at: number }>(backups: readonly Backup[], rule: KeepRule): Backup[] {
	const kept = new Set(backups.slice(0, Math.max(1, rule.newest)))
	keepPeriods(rule.days, (at) => Math.floor(at / DAY_MS))
	// 1 January 1970 was a Thursday; weeks begin on Monday.
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
