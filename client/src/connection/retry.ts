import { ApiError, type FailureCode, failureOf } from './http.ts'

/**
 * How often a failed call is retried, by its code: no answer (502 to 504 too) and a server that is
 * full recover by themselves.
 */
const MAX_RETRIES: Partial<Record<FailureCode, number>> = {
	offline: Number.POSITIVE_INFINITY,
	busy: Number.POSITIVE_INFINITY,
	storage_failed: Number.POSITIVE_INFINITY,
	internal: 3,
}
const MIN_RETRY_DELAY_MS = 500
const MAX_RETRY_DELAY_MS = 5000
/** A server that asks for more than this is asked again anyway. */
const MAX_RETRY_AFTER_MS = 60_000

/**
 * Whether a call that has failed `failures` times before is made again. A status of 4xx is final.
 */
export function isRetried(failures: number, error: unknown): boolean {
	return failures < (MAX_RETRIES[failureOf(error)] ?? 0)
}

/**
 * The delay before a retry, in ms: as long as the server asks for (Retry-After), else growing with
 * each failure; random so that not all clients retry at once.
 */
export function retryDelayMs(failures: number, error?: unknown, chance = Math.random()): number {
	const asked = error instanceof ApiError ? error.retryAfterMs : null
	if (asked !== null && asked > 0) return Math.min(asked, MAX_RETRY_AFTER_MS) * (1 + chance / 4)
	return Math.min(MIN_RETRY_DELAY_MS * 2 ** failures, MAX_RETRY_DELAY_MS) * (0.5 + chance / 2)
}

/** What `retryCall` reports. */
interface RetryCallbacks<Answer> {
	onAnswer(answer: Answer): void
	/** Each failure; `willRetry` if another try follows by itself. */
	onFailure(failure: FailureCode, willRetry: boolean): void
}

/**
 * Makes a call, and again as `isRetried` and `retryDelayMs` say, until it succeeds or fails for
 * good. Returns a function that stops it: nothing is reported after that.
 */
export function retryCall<Answer>(
	makeCall: () => Promise<Answer>,
	{ onAnswer, onFailure }: RetryCallbacks<Answer>,
	schedule: (run: () => void, ms: number) => () => void = scheduleTimeout,
): () => void {
	let isStopped = false
	let cancel = () => {}
	const attempt = (failures: number) =>
		makeCall().then(
			(answer) => {
				if (!isStopped) onAnswer(answer)
			},
			(thrown: unknown) => {
				if (isStopped) return
				const willRetry = isRetried(failures, thrown)
				onFailure(failureOf(thrown), willRetry)
				if (willRetry) cancel = schedule(() => void attempt(failures + 1), retryDelayMs(failures, thrown))
			},
		)
	void attempt(0)
	return () => {
		isStopped = true
		cancel()
	}
}

/**
 * Repeats a call while the server cannot be reached or is busy, and reports that it waits. For a job of many
 * calls: a pause of the server must not lose what is done already, nor leave a part out. Throws other failures, and the
 * signal's reason if the job is cancelled.
 */
export async function callWithRetry<Answer>(
	{ signal, onWaiting }: { signal: AbortSignal; onWaiting(isWaiting: boolean): void },
	call: () => Promise<Answer>,
): Promise<Answer> {
	for (let failures = 0; ; failures++) {
		try {
			const answer = await call()
			if (failures > 0) onWaiting(false)
			return answer
		} catch (thrown) {
			signal.throwIfAborted()
			// What is no failure of a call would fail again.
			if (!(thrown instanceof ApiError) || !isRetried(failures, thrown)) throw thrown
			onWaiting(true)
			await pause(retryDelayMs(failures, thrown), signal)
		}
	}
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const cancel = () => {
			clearTimeout(timer)
			reject(signal.reason)
		}
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', cancel)
			resolve()
		}, ms)
		signal.addEventListener('abort', cancel)
	})
}

function scheduleTimeout(run: () => void, ms: number): () => void {
	const timer = setTimeout(run, ms)
	return () => clearTimeout(timer)
}
