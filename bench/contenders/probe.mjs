import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/*
 * This probe is loaded into every server before the server's own code. It answers the bench's
 * questions about the event loop and memory.
 */
if (isMainThread && process.send) {
	const delay = monitorEventLoopDelay({ resolution: 10 })
	delay.enable()
	process.on('message', (question) => {
		if (question === 'gc') globalThis.gc?.()
		// The measured delay of a timer of 10 ms includes these 10 ms.
		const ms = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - 10)
		process.send?.({ p99: ms(delay.percentile(99)), max: ms(delay.max) })
		delay.reset()
	})
	process.channel?.unref()
	process.on('disconnect', () => process.exit())
}
