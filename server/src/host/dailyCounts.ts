/** Counts equal entries of the last day, in the memory of this process. */
export interface DailyCounts<Entry> {
	note(entry: Entry): void
	/** The entries of the last day, most frequent first; `lastAt` in ms since 1970. */
	lastDay(): (Entry & { count: number; lastAt: number })[]
}

interface DailyCountsOptions<Entry> {
	/** Limit of the entries that are counted separately. */
	max: number
	/** The entry as which further ones are counted together. */
	others: Entry
	now?: (() => number) | undefined
}

const HOUR_MS = 60 * 60 * 1000
const HOURS = 24

/** Creates counters by the hour. An entry that is a day old makes room for another one. */
export function createDailyCounts<Entry extends object>({
	max,
	others,
	now = Date.now,
}: DailyCountsOptions<Entry>): DailyCounts<Entry> {
	const counts = new Map<string, { entry: Entry; byHour: Map<number, number>; lastAt: number }>()

	function removeOld(): void {
		const oldest = Math.floor(now() / HOUR_MS) - HOURS + 1
		for (const [key, { byHour }] of counts) {
			for (const hour of byHour.keys()) if (hour < oldest) byHour.delete(hour)
			if (byHour.size === 0) counts.delete(key)
		}
	}

	return {
		note(noted) {
			const at = now()
			if (counts.size >= max) removeOld()
			const isKnown = counts.has(JSON.stringify(noted))
			const entry = isKnown || counts.size < max ? noted : others
			const key = JSON.stringify(entry)
			const counted = counts.get(key) ?? { entry, byHour: new Map<number, number>(), lastAt: at }
			counts.set(key, counted)
			const hour = Math.floor(at / HOUR_MS)
			counted.byHour.set(hour, (counted.byHour.get(hour) ?? 0) + 1)
			counted.lastAt = at
		},
		lastDay() {
			removeOld()
			return [...counts.values()]
				.map(({ entry, byHour, lastAt }) => ({
					...entry,
					count: [...byHour.values()].reduce((sum, count) => sum + count, 0),
					lastAt,
				}))
				.sort((a, b) => b.count - a.count)
		},
	}
}
