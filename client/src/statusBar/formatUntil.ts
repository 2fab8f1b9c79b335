/** Formats the end of a session's window in the time zone of this device: weekday, day and time. */
export function formatUntil(at: number, language: string): string {
	const date = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const
	return new Intl.DateTimeFormat(language, date).format(at)
}

/** Returns the time zone of this device, by its city and its offset: "Europe/Madrid (GMT+1)". */
export function describeTimeZone(at: number, language: string): string {
	const format = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' })
	const offset = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value
	return `${format.resolvedOptions().timeZone.replaceAll('_', ' ')} (${offset})`
}

/** Returns a time as the value of a field for date and time, in the time zone of this device. */
export function toLocalField(at: number): string {
	const date = new Date(at)
	return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
