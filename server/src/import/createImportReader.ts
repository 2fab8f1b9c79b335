import type { TableOptions } from '@charrette/shared'
import { createWorkerPool, WorkerEndedError } from '../workers/createWorkerPool.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { FileToRead, ImportAnswer, ParsedFile } from './importWorker.ts'

/** A file that takes longer is given up. */
const MAX_READ_MS = 30_000
/** What the thread may take of memory; what would need more is more than may come in at once. */
const MAX_MEMORY_MB = 1024
const IDLE_MS = 30_000

/** Reads the files that people bring. */
export interface ImportReader {
	/** What is in a file; of a table, as its columns were chosen. Throws an `ImportRefusedError` for one that is not taken. */
	read(bytes: Uint8Array, name: string, choice?: TableOptions): Promise<ParsedFile>
	/** Ends it; what is being read is given up. */
	close(): Promise<void>
}

/**
 * Reads files one after the other, in a thread of its own that is started when it is needed: no room waits for a file, and
 * whatever one does to memory it does to that thread.
 */
export function createImportReader(maxReadMs = MAX_READ_MS): ImportReader {
	const options = { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB }, env: {} }
	const bounds = { idleMs: IDLE_MS, maxMs: maxReadMs, options }
	const file = new URL('./importWorker.js', import.meta.url)
	const thread = createWorkerPool<FileToRead, ImportAnswer>(file, bounds)
	return {
		async read(bytes, name, choice = {}) {
			const answer = await thread.run({ bytes, name, choice }).catch((cause: unknown) => {
				throw isTooMuch(cause) ? new ImportRefusedError('too_much_inside', { cause }) : cause
			})
			if ('refusal' in answer) throw new ImportRefusedError(answer.refusal)
			return answer.file
		},
		close: () => thread.close(),
	}
}

/** A file for which there was not enough time, or memory. */
function isTooMuch(cause: unknown): boolean {
	return (
		cause instanceof WorkerEndedError ||
		(cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
	)
}
