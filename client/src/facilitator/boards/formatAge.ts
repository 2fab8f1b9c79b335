const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * Formats an age in ms in whole minutes or hours, for example "3 min. ago". Returns null for less
 * than a minute.
 */
export function formatAge(ms: number, language: string): string | null {
	if (ms < MINUTE_MS) return null
	const [unit, length] = ms < HOUR_MS ? (['minute', MINUTE_MS] as const) : (['hour', HOUR_MS] as const)
	return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(-Math.floor(ms / length), unit)
}
