/** Waits until `isSo` returns true. Returns false on a timeout. */
export async function until(isSo, timeoutMs = 30_000, everyMs = 5) {
	const end = performance.now() + timeoutMs
	while (!isSo()) {
		if (performance.now() > end) return false
		await pause(everyMs)
	}
	return true
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
