/** A hidden page paints no frames; it goes on at this pace. */
const LATEST_MS = 200

/** Calls back before the next paint, or soon when the page is hidden and paints nothing; returns its undo. */
export function onNextFrame(call: () => void): () => void {
	const frame = requestAnimationFrame(run)
	const timer = setTimeout(run, LATEST_MS)
	function cancel(): void {
		cancelAnimationFrame(frame)
		clearTimeout(timer)
	}
	function run(): void {
		cancel()
		call()
	}
	return cancel
}
