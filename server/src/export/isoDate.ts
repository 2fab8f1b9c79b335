/** The day in the server's time zone, as `2025-11-24`. */
export function isoDate(date: Date): string {
	const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
	return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
