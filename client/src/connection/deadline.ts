/** The time that a call may still take; its signal aborts the call at its end, or when the caller does. */
export interface Deadline {
	signal: AbortSignal
	/** The call may take this long from now on. */
	extend(ms: number): void
	/** The call is over. */
	end(): void
}

/** Creates a deadline that has not begun, for a call that the caller can abort with `outer`. */
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
