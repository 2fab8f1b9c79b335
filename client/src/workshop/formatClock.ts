/** A time as a clock shows it: minutes and seconds, e.g. `06:42`; what has begun counts as a whole second. */
export function formatClock(ms: number): string {
	const seconds = Math.ceil(ms / 1000)
	const pad = (value: number) => String(value).padStart(2, '0')
	return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
}
