/*
 * A server that its parent process can measure. It answers "measure" with the heap after garbage
 * collection and the number of open sockets. "close" closes it; the process then ends by itself,
 * unless a timer, a socket or a thread is left. Its rooms close soon after they are empty. Run it
 * with --expose-gc.
 */
import { pino } from 'pino'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import { readConfig } from '../../dist/start/config.js'
import { serve } from '../../dist/start/serve.js'

const IDLE_MS = 500

const running = await serve(readConfig(process.env), pino({ level: 'silent' }), { ...BOUNDS, idleMs: IDLE_MS })
process.send?.({ port: running.port })
process.on('message', async (command) => {
	if (command === 'measure') return process.send?.(measure())
	await running.close()
	process.disconnect()
})

function measure() {
	globalThis.gc?.()
	const { heapUsed, arrayBuffers } = process.memoryUsage()
	const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
	return { heapBytes: heapUsed + arrayBuffers, sockets }
}
