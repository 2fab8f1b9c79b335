import { once } from 'node:events'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { lowerThreadPriority } from './lowerThreadPriority.ts'

const MODULE = new URL('../../dist/workers/lowerThreadPriority.js', import.meta.url)

it('[HEAVY1] a worker thread has a lower priority than the thread of the event loop', async () => {
	const before = getPriority()
	lowerThreadPriority()
	const worker = new Worker(
		`import(${JSON.stringify(MODULE.href)}).then(({ lowerThreadPriority }) => {
			lowerThreadPriority()
			require('node:worker_threads').parentPort.postMessage(require('node:os').getPriority())
		})`,
		{ eval: true },
	)
	const [lowered] = await once(worker, 'message')
	await worker.terminate()
	expect(getPriority()).toBe(before)
	expect(lowered > before).toBe(process.platform === 'linux')
})
