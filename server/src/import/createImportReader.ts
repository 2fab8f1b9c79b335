import { createProcessPool } from '../workers/createProcessPool.ts'
import { WorkerEndedError } from '../workers/WorkerPool.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { ImportAnswer, ImportTask } from './importWorker.ts'
import type { AdaptedBoard, BoardsToAdapt, ParsedFile } from './ParsedFile.ts'
import type { ReadOptions } from './readFile.ts'

/** Time to read a file. @limit files: `damaged_file` */
const MAX_READ_MS = 30_000
/** Files that wait for it: a slow file delays the others. @limit files: `busy` */
const MAX_QUEUE = 8
/** Memory to read a file. @limit files: `damaged_file` */
const MAX_MEMORY_MB = 256
/** The process ends this long after the last file, which frees the memory that the file took. */
const IDLE_MS = 2000

/** Reads uploaded files, and adapts their boards to a workshop. */
export interface ImportReader {
	/**
	 * Reads the file at a path, of any supported format; `options` choose the columns of a table.
	 * Throws an `ImportRefusedError` if the file cannot be imported, and a `QueueFullError` if too
	 * many files are waiting.
	 */
	read(path: string, name: string, options?: ReadOptions): Promise<ParsedFile>
	/** Adapts boards of a file to a workshop, in their order. Throws the same errors as `read`. */
	adapt(boards: BoardsToAdapt): Promise<AdaptedBoard[]>
	/** Ends the process, including a read in progress. */
	close(): Promise<void>
}

/**
 * Reads files one at a time in a separate process, so that no room waits for a file, and the memory
 * that a file takes belongs to that process.
 */
export function createImportReader(maxRunMs = MAX_READ_MS): ImportReader {
	const pool = createProcessPool<ImportTask, ImportAnswer>({
		file: new URL('./importWorker.js', import.meta.url),
		task: 'runImportTask',
		maxRunMs,
		maxQueue: MAX_QUEUE,
		maxMemoryMb: MAX_MEMORY_MB,
		idleMs: IDLE_MS,
	})
	async function run(task: ImportTask): Promise<ImportAnswer> {
		const answer = await pool.run(task).catch((cause: unknown) => {
			throw cause instanceof WorkerEndedError ? new ImportRefusedError('too_much_inside', { cause }) : cause
		})
		if ('refusal' in answer) throw new ImportRefusedError(answer.refusal, { file: answer.unreadable })
		return answer
	}

	return {
		async read(path, name, options = {}) {
			const answer = await run({ type: 'read', file: { path, name, options } })
			return (answer as { file: ParsedFile }).file
		},
		async adapt(boards) {
			const answer = await run({ type: 'adapt', boards })
			return (answer as { boards: AdaptedBoard[] }).boards
		},
		close: () => pool.close(),
	}
}
