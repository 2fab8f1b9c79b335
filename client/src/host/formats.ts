import type { HostWorkshop } from '@charrette/shared'

const BYTE_UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Formats a size for reading: three digits and a unit. */
export function formatBytes(language: string, bytes: number): string {
	const power = Math.min(BYTE_UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
	const value = bytes / 1000 ** power
	const maximumFractionDigits = value >= 100 ? 0 : 1
	const unit = BYTE_UNITS[power - 1] ?? 'terabyte'
	return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(
		value,
	)
}

const STEPS = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const

/** Formats an age up to a month; after a month, the date. */
export function formatRelativeTime(language: string, at: number, now: number): string {
	const age = now - at
	if (age > 30 * 86_400_000) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at)
	const [unit, length] = STEPS.find(([, step]) => age >= step) ?? ['minute', 60_000]
	return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(age / length), unit)
}

/** Returns when a workshop is deleted if it is not used, in ms; null if never. */
export function deletionOf({ usedAt }: Pick<HostWorkshop, 'usedAt'>, retentionDays: number | null): number | null {
	return retentionDays === null ? null : usedAt + retentionDays * 86_400_000
}

/** Formats a share of 0 to 1. */
export function formatPercent(language: string, share: number): string {
	return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}
