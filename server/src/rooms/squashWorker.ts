/**
 * The thread that puts logs in one.
 *
 *     in:   { updates }   a room's updates        out: { state }   one that says the same, or null
 */
import { parentPort } from 'node:worker_threads'
import { squash } from './squash.ts'

export interface SquashAnswer {
	state: Uint8Array | null
}

parentPort?.on('message', ({ updates }: { updates: Uint8Array[] }) => {
	parentPort?.postMessage({ state: squash(updates) } satisfies SquashAnswer)
})
