import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ImageId } from '@charrette/shared'
import type { ImageMentions } from '../../ports/ImageMentions.ts'
import type { Mentions } from './mentionReader.ts'

/** Finds the images that are named in this SQLite file, in a thread of its own: it reads all of it. */
export function openSqliteImageMentions(file: string): ImageMentions {
	let reader: Worker | null = null
	return {
		async find() {
			const worker = new Worker(new URL('./mentionReader.js', import.meta.url), { workerData: { file } })
			worker.unref()
			reader = worker
			// One that is ended, or falls over, has read nothing for sure.
			const answer = once(worker, 'message').then(([found]) => found as Mentions)
			const ended = once(worker, 'exit').then(() => null)
			const mentions = await Promise.race([answer, ended]).finally(() => worker.terminate())
			return mentions?.isWhole ? new Set(mentions.named as ImageId[]) : null
		},
		async close() {
			await reader?.terminate()
		},
	}
}
