import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ImageId } from '@charrette/shared'
import type { ImageReferences } from '../../ports/ImageStore.ts'
import type { FoundReferences } from './imageReferenceWorker.ts'

/** Finds the images that are named in this SQLite file, in a thread of its own: it reads all of it. */
export function openSqliteImageReferences(file: string): ImageReferences {
	let reader: Worker | null = null
	return {
		async find() {
			const worker = new Worker(new URL('./imageReferenceWorker.js', import.meta.url), { workerData: { file } })
			worker.unref()
			reader = worker
			// One that is ended, or falls over, has read nothing for sure.
			const answer = once(worker, 'message').then(([found]) => found as FoundReferences)
			const ended = once(worker, 'exit').then(() => null)
			const mentions = await Promise.race([answer, ended]).finally(() => worker.terminate())
			return mentions?.isComplete ? new Set(mentions.ids as ImageId[]) : null
		},
		async close() {
			await reader?.terminate()
		},
	}
}
