/**
 * A time limit for a call. Its signal aborts the call when the time is over, or when the caller
 * aborts it.
 */
export interface Deadline {
	signal: AbortSignal
	/** Sets the remaining time of the call to `ms` from now. */
	extend(ms: number): void
	/** Ends the deadline: the call is over. */
	end(): void
}

/** Creates a deadline that has not started, for a call that the caller can abort with `outer`. */
export function createDeadline(outer?: AbortSignal): Deadline {
	const controller = new AbortController()
	let timer: ReturnType<typeof setTimeout> | undefined
	const onAbort = () => controller.abort(outer?.reason)
	if (outer?.aborted) onAbort()
	outer?.addEventListener('abort', onAbort)
	return {
		signal: controller.signal,
		extend(ms) {
			clearTimeout(timer)
			timer = setTimeout(() => controller.abort(new Error(`no progress in ${ms} ms`)), ms)
		},
		end() {
			clearTimeout(timer)
			outer?.removeEventListener('abort', onAbort)
		},
	}
}
