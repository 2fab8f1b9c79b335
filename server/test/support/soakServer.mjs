/*
 * A server that tells, over the channel to its parent, what it holds: "measure" is answered with the heap after garbage
 * collection and the documents and sockets alive in it; "close" with what is left when it has been closed. Its rooms are
 * let go of after a moment. Run it with --expose-gc.
 */
import { queryObjects } from 'node:v8'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { readConfig } from '../../dist/config.js'
import { TIMING } from '../../dist/rooms/timing.js'
import { serve } from '../../dist/serve.js'

const IDLE_MS = 500

const running = await serve(readConfig(process.env), pino({ level: 'silent' }), { ...TIMING, idleMs: IDLE_MS })
process.send?.({ port: running.port })
process.on('message', async (wish) => {
	if (wish === 'close') {
		await running.close()
		// What was closed is taken off the list in the turns of the loop that follow.
		for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
	}
	process.send?.(measure())
	if (wish === 'close') process.disconnect()
})

function measure() {
	globalThis.gc?.()
	const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
	const count = (/** @type {Function} */ type) => queryObjects(type, { format: 'count' })
	const resources = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap' && name !== 'TTYWrap')
	return { heapBytes: heapUsed + arrayBuffers, rss, docs: count(Y.Doc), sockets: count(WebSocket), resources }
}
