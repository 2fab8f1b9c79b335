import type { ClientError, HostError } from '@charrette/shared'
import type { LoggerOptions } from 'pino'
import { createDailyCounts, type DailyCounts } from './dailyCounts.ts'

/** Counts logged errors by their message and code, without the data that they concern (HOST6). */
export interface ErrorCounts {
	/** For pino: counts each line of level error or higher. */
	hooks: LoggerOptions['hooks']
	/** The errors of the last day, most frequent first. */
	lastDay(): HostError[]
}

/** Pino's number for errors; fatal errors have a higher number. */
const ERROR_LEVEL = 50
/** Distinct errors of the server that are counted. @limit host: counted as one */
const MAX_MESSAGES = 100

/** Counts the errors that clients report (HOST11). */
export type ClientErrorCounts = DailyCounts<ClientError>

/** Distinct errors of clients that are counted. @limit host: counted as one */
const MAX_CLIENT_ERRORS = 100

/** Creates counters of the errors of clients in the memory of this process. */
export function createClientErrorCounts(): ClientErrorCounts {
	const others: ClientError = { release: '', message: 'other errors', stack: '', route: '' }
	return createDailyCounts({ max: MAX_CLIENT_ERRORS, others })
}

/** Creates counters in the memory of this process. */
export function createErrorCounts(now?: () => number): ErrorCounts {
	const { note, lastDay } = createDailyCounts({ max: MAX_MESSAGES, others: { message: 'other errors' }, now })
	return {
		hooks: {
			logMethod(given, method, level) {
				if (level >= ERROR_LEVEL) note({ message: messageOf(given) })
				method.apply(this, given)
			},
		},
		lastDay,
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
