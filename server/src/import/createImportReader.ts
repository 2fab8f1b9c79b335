import { createProcessPool } from '../workers/createProcessPool.ts'
import { WorkerEndedError } from '../workers/WorkerPool.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { ImportAnswer, ImportTask } from './importWorker.ts'
import type { AdaptedBoard, BoardsToAdapt, ParsedFile } from './ParsedFile.ts'
import type { ReadOptions } from './readFile.ts'

const MAX_READ_MS = 30_000
/** A file that takes long holds up the others: beyond these the server is busy. */
const MAX_QUEUE = 8
/** A file that needs more memory than this contains more than may be imported at once. */
const MAX_MEMORY_MB = 256
/** The process ends soon after the last file, with the memory of that. */
const IDLE_MS = 2000

/** Reads uploaded files, and adapts what they contain to a workshop. */
export interface ImportReader {
	/**
	 * Reads the file at a path, of any supported format; `options` choose the columns of a table. Throws an
	 * `ImportRefusedError` for a file that cannot be imported, and a `QueueFullError`.
	 */
	read(path: string, name: string, options?: ReadOptions): Promise<ParsedFile>
	/** Adapts boards of a file to a workshop, in their order. Throws as `read`. */
	adapt(boards: BoardsToAdapt): Promise<AdaptedBoard[]>
	/** Ends the reader and the file that it reads. */
	close(): Promise<void>
}

/**
 * Reads files one at a time in a process: no room waits for a file, and memory that a file takes is that
 * process's.
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
