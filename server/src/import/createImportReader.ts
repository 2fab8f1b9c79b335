import { Worker } from 'node:worker_threads'
import { ImportRefusedError } from './ImportRefusedError.ts'
import type { ReadAnswer } from './readWorker.ts'
import type { SettledFile } from './settleDraft.ts'

/** A file that takes longer is given up. */
const MAX_READ_MS = 30_000
/** What the thread may take of memory; what would need more is more than may come in at once. */
const MAX_MEMORY_MB = 1024
/** After so long without work the thread is let go, and its memory with it. */
const IDLE_MS = 30_000

/** Reads the files that people bring. */
export interface ImportReader {
	/** What is in a file. Throws an `ImportRefusedError` for one that is not taken. */
	read(bytes: Uint8Array, name: string): Promise<SettledFile>
	/** Ends it; what is being read is given up. */
	close(): Promise<void>
}

/**
 * Reads files one after the other, in a thread of its own that is started when it is needed: no room waits for a file, and
 * whatever one does to memory it does to that thread.
 */
export function createImportReader(maxReadMs = MAX_READ_MS): ImportReader {
	let worker: Worker | null = null
	let idle: ReturnType<typeof setTimeout> | null = null
	let last: Promise<unknown> = Promise.resolve()
	let isClosed = false

	async function end(): Promise<void> {
		if (idle) clearTimeout(idle)
		idle = null
		const ended = worker
		worker = null
		await ended?.terminate()
	}

	function start(): Worker {
		const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB }
		const started = new Worker(new URL('./readWorker.js', import.meta.url), { resourceLimits, env: {} })
		started.once('exit', () => {
			if (worker === started) worker = null
		})
		started.unref()
		return started
	}

	async function read(bytes: Uint8Array, name: string): Promise<SettledFile> {
		if (isClosed) throw new ImportRefusedError('damaged_file')
		if (idle) clearTimeout(idle)
		worker ??= start()
		const overdue = setTimeout(() => void end(), maxReadMs)
		try {
			const answer = await ask(worker, { bytes, name })
			if ('refusal' in answer) throw new ImportRefusedError(answer.refusal)
			return answer.file
		} finally {
			clearTimeout(overdue)
			idle = setTimeout(() => void end(), IDLE_MS).unref()
		}
	}

	return {
		read(bytes, name) {
			const turn = last.then(() => read(bytes, name))
			last = turn.catch(() => {})
			return turn
		},
		async close() {
			isClosed = true
			await end()
			await last
			await end()
		},
	}
}

/** Gives the thread a file and waits for its answer. One that takes more time or memory than there is was too much. */
function ask(worker: Worker, file: { bytes: Uint8Array; name: string }): Promise<ReadAnswer> {
	return new Promise((resolve, reject) => {
		const settle = (finish: () => void) => {
			worker.off('message', onAnswer)
			worker.off('error', onError)
			worker.off('exit', onExit)
			finish()
		}
		const tooMuch = (cause?: Error) => new ImportRefusedError('too_much_inside', { cause })
		const onAnswer = (answer: ReadAnswer) => settle(() => resolve(answer))
		const onError = (cause: Error & { code?: string }) =>
			settle(() => reject(cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(cause) : cause))
		const onExit = () => settle(() => reject(tooMuch()))
		worker.on('message', onAnswer)
		worker.on('error', onError)
		worker.on('exit', onExit)
		worker.postMessage(file)
	})
}
