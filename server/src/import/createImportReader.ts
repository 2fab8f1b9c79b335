import { createProcessPool } from '../workers/createProcessPool.ts'
import { WorkerEndedError } from '../workers/WorkerPool.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { FileToRead, ImportAnswer, ParsedFile } from './importWorker.ts'
import type { ReadOptions } from './readFile.ts'

const MAX_READ_MS = 30_000
/** A file that takes long holds up the others: beyond these the server is busy. */
const MAX_QUEUE = 8
/** A file that needs more memory than this contains more than may be imported at once. */
const MAX_MEMORY_MB = 256
/** The process ends soon after the last file, with the memory of that. */
const IDLE_MS = 2000

/** Reads uploaded files. */
export interface ImportReader {
	/**
	 * Reads the file at a path, of any supported format; `options` choose the columns of a table. Throws an
	 * `ImportRefusedError` for a file that cannot be imported, and a `QueueFullError`.
	 */
	read(path: string, name: string, options?: ReadOptions): Promise<ParsedFile>
	/** Ends the reader and the file that it reads. */
	close(): Promise<void>
}

/**
 * Reads files one at a time in a process: no room waits for a file, and memory that a file takes is that
 * process's.
 */
export function createImportReader(maxRunMs = MAX_READ_MS): ImportReader {
	const pool = createProcessPool<FileToRead, ImportAnswer>({
		file: new URL('./importWorker.js', import.meta.url),
		task: 'runImportTask',
		maxRunMs,
		maxQueue: MAX_QUEUE,
		maxMemoryMb: MAX_MEMORY_MB,
		idleMs: IDLE_MS,
	})
	return {
		async read(path, name, options = {}) {
			const answer = await pool.run({ path, name, options }).catch((cause: unknown) => {
				throw cause instanceof WorkerEndedError ? new ImportRefusedError('too_much_inside', { cause }) : cause
			})
			if ('refusal' in answer) throw new ImportRefusedError(answer.refusal, { file: answer.unreadable })
			return answer.file
		},
		close: () => pool.close(),
	}
}
