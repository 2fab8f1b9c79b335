import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** The age from which the date is shown. */
const RECENT_MS = 7 * DAY_MS

/** Formats the age of a time, or from a week on its date; null for less than a minute. */
export function formatTime(at: number, now: number, language: string): string | null {
	const age = now - at
	if (age < MINUTE_MS) return null
	if (age >= RECENT_MS) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at)
	const units = [
		['day', DAY_MS],
		['hour', HOUR_MS],
		['minute', MINUTE_MS],
	] as const
	const [unit, length] = units.find(([, length]) => age >= length) ?? units[2]
	return new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' }).format(
		-Math.floor(age / length),
		unit,
	)
}

/** Returns the time, which changes once a minute. */
export function useMinutes(): number {
	const [now, setNow] = useState(Date.now)
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
		return () => clearInterval(timer)
	}, [])
	return now
}
