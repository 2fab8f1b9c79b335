import { ApiError, type FailureCode, failureOf } from './http.ts'

/**
 * The maximum number of retries of a failed call, by its code. A server that does not answer (502
 * to 504 too), or is full, recovers by itself.
 */
const MAX_RETRIES: Partial<Record<FailureCode, number>> = {
	offline: Number.POSITIVE_INFINITY,
	busy: Number.POSITIVE_INFINITY,
	storage_failed: Number.POSITIVE_INFINITY,
	internal: 3,
}
const MIN_RETRY_DELAY_MS = 500
const MAX_RETRY_DELAY_MS = 5000
/** The longest wait before a retry, even if the server asks for a longer one. */
const MAX_RETRY_AFTER_MS = 60_000

/**
 * Returns whether a call that has failed `failures` times before is retried. A 4xx status is final.
 */
export function isRetried(failures: number, error: unknown): boolean {
	return failures < (MAX_RETRIES[failureOf(error)] ?? 0)
}

/**
 * Returns the delay before a retry, in ms: the time that the server asks for (Retry-After), else
 * exponential backoff. Jitter keeps the clients from retrying at the same time.
 */
export function retryDelayMs(failures: number, error?: unknown, chance = Math.random()): number {
	const asked = error instanceof ApiError ? error.retryAfterMs : null
	if (asked !== null && asked > 0) return Math.min(asked, MAX_RETRY_AFTER_MS) * (1 + chance / 4)
	return Math.min(MIN_RETRY_DELAY_MS * 2 ** failures, MAX_RETRY_DELAY_MS) * (0.5 + chance / 2)
}

/** The callbacks of `retryCall`. */
interface RetryCallbacks<Answer> {
	onAnswer(answer: Answer): void
	/** Called for each failure; `willRetry` is true if another try follows. */
	onFailure(failure: FailureCode, willRetry: boolean): void
}

/**
 * Makes a call, and repeats it by the policy of `isRetried` and `retryDelayMs` until it succeeds or
 * cannot succeed any more. Returns a function that stops it: nothing is reported after that, and
 * nothing is called if it is stopped in the same step, as React's StrictMode stops the first run of
 * an effect.
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
	queueMicrotask(() => {
		if (!isStopped) void attempt(0)
	})
	return () => {
		isStopped = true
		cancel()
	}
}

/**
 * Repeats a call while the server cannot be reached or is busy, and reports while it waits. It is
 * for jobs of many calls: a pause of the server must not lose the finished part of the job, nor
 * leave a part out. Throws other failures, and the signal's reason if the job is cancelled.
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
			// Other errors are not failures of a call, and would occur again.
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
