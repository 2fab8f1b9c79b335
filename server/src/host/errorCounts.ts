import type { HostError } from '@charrette/shared'
import type { LoggerOptions } from 'pino'

/** Counts logged errors by their message and code, without the data that they concern (HOST6). */
export interface ErrorCounts {
	/** For pino: counts each line of level error or higher. */
	hooks: LoggerOptions['hooks']
	/** The errors of the last day, most frequent first. */
	lastDay(): HostError[]
}

const HOUR_MS = 60 * 60 * 1000
const HOURS = 24
/** Pino's number for errors; fatal errors have a higher number. */
const ERROR_LEVEL = 50
/**
 * Limit of the counted messages, which are constants in the code. Beyond it, the others are counted
 * together.
 */
const MAX_MESSAGES = 100
const OTHERS = 'other errors'

/** Creates counters in the memory of this process, by the hour. */
export function createErrorCounts(now: () => number = Date.now): ErrorCounts {
	const counts = new Map<string, { byHour: Map<number, number>; lastAt: number }>()

	function note(message: string): void {
		const at = now()
		const name = counts.has(message) || counts.size < MAX_MESSAGES ? message : OTHERS
		const entry = counts.get(name) ?? { byHour: new Map<number, number>(), lastAt: at }
		counts.set(name, entry)
		const hour = Math.floor(at / HOUR_MS)
		entry.byHour.set(hour, (entry.byHour.get(hour) ?? 0) + 1)
		entry.lastAt = at
		for (const old of entry.byHour.keys()) if (old <= hour - HOURS) entry.byHour.delete(old)
	}

	return {
		hooks: {
			logMethod(given, method, level) {
				if (level >= ERROR_LEVEL) note(messageOf(given))
				method.apply(this, given)
			},
		},
		lastDay() {
			const from = Math.floor(now() / HOUR_MS) - HOURS
			const found = [...counts].map(([message, { byHour, lastAt }]) => {
				const recent = [...byHour].filter(([hour]) => hour > from)
				return { message, count: recent.reduce((sum, [, count]) => sum + count, 0), lastAt }
			})
			return found.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
		},
	}
}

/** Returns the message of a line, followed by the code of a failed request. */
function messageOf(given: readonly unknown[]): string {
	const [first, second] = given
	if (typeof first === 'string') return first
	const message = typeof second === 'string' ? second : 'an error without a message'
	const code = typeof first === 'object' && first !== null && 'code' in first ? first.code : null
	return typeof code === 'string' ? `${message}: ${code}` : message
}
