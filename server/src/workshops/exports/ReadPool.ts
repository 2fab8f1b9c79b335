import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { findBoard, LIMITS } from '@charrette/shared'
import type { Logger } from 'pino'
import { AppError } from '../../errors.ts'
import type { ImageStore } from '../../ports/ImageStore.ts'
import type { Rooms } from '../../rooms/Rooms.ts'
import { createFileTranslator } from '../../translation/createFileTranslator.ts'
import type { Translations } from '../../translation/createTranslations.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'
import { WorkerEndedError } from '../../workers/WorkerPool.ts'
import { mayTranslate } from '../access.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { readCounts } from './boardCounts.ts'
import type { ExportJob, ExportResult, ExportTask, ParentRequest, ParentResponse } from './exportJob.ts'
import { type QueueOwner, ReadQueue } from './ReadQueue.ts'

const JOB_BOUNDS = {
	maxWorkers: 2,
	/** Time of a heavy read (HEAVY1). @limit server: `took_too_long` */
	maxRunMs: 120_000,
	maxQueue: 2,
	/** Memory of a heavy read, with the library for Word documents. @limit server: `took_too_long` */
	maxMemoryMb: 1024,
}

/** The bytes of a result, in memory or in a file that is removed after its use. */
export interface ReadBody {
	size: number
	stream(): Readable
	bytes(): Promise<Uint8Array>
}

interface ReadTask<Done> {
	owner: QueueOwner
	/** Aborts when the client disconnects, which ends the job, whether it waits or runs. */
	signal: AbortSignal
	/** Whether the result is compressed (gzip). */
	isGzipped?: boolean
	/** Called when it is this read's turn. */
	job(): ExportJob | Promise<ExportJob>
	use(body: ReadBody): Promise<Done>
}

/**
 * Runs exports, viewers, reports, archives, contents and comparisons in two processes (HEAVY1). The
 * server itself only copies the logs of boards, one after another, and streams the results.
 */
export interface ReadPool {
	/**
	 * Runs a job in its turn. Throws a `QueueFullError`, the `AppError` of a refused job, and the
	 * reason of `signal`.
	 */
	run<Done>(read: ReadTask<Done>): Promise<Done>
	/** Runs other work of this kind in its turn. */
	queue<Done>(owner: QueueOwner, signal: AbortSignal, work: () => Promise<Done>): Promise<Done>
	/** Returns the number of reads that wait, run and are being sent. */
	count: ReadQueue['count']
	close(): Promise<void>
}

type Written = Exclude<ExportResult, { type: 'refused' }>

interface ReadPoolDeps extends Pick<WorkshopDeps, 'results' | 'reactions' | 'workshops'> {
	rooms: Pick<Rooms, 'copy'>
	images: Pick<ImageStore, 'get'>
	boardTranslations: Pick<Translations, 'read'>
	log: Pick<Logger, 'error'>
	/** Time limit of a job in ms, if it differs from the usual one. */
	maxRunMs?: number
	/** Folder for results that are too large to be kept in memory; emptied at startup. */
	folder: string
}

/** Creates a pool whose processes start with the first job. */
export async function createReadPool(deps: ReadPoolDeps): Promise<ReadPool> {
	await rm(deps.folder, { recursive: true, force: true })
	await mkdir(deps.folder, { recursive: true, mode: 0o700 })
	const { maxRunMs = JOB_BOUNDS.maxRunMs } = deps
	const file = new URL('./exportWorker.js', import.meta.url)
	const pool = createProcessPool<ExportTask, ExportResult, ParentRequest, ParentResponse>({
		file,
		task: 'runExportTask',
		...JOB_BOUNDS,
		maxRunMs,
	})
	const queue = new ReadQueue()
	const translateFile = createFileTranslator(deps)

	async function respond(
		{ job, until, signal }: { job: ExportJob; until: number; signal: AbortSignal },
		request: ParentRequest,
	): Promise<ParentResponse> {
		if (request.type === 'image') return deps.images.get(request.id, request.width)
		const workshop = 'workshop' in job ? job.workshop : null
		const board = workshop && findBoard(workshop, request.board)?.board
		if (!workshop || !board) throw new AppError('not_found')
		if (request.type === 'translations') {
			const { texts, to } = request
			const { id, title: theme } = workshop
			const isAllowed = () => mayTranslate(deps, id)
			return translateFile({ place: board.id, workshop: id, theme, texts, to, isAllowed, until, signal })
		}
		return { copy: await deps.rooms.copy(board), ...(await readCounts(deps, workshop, board.id)) }
	}

	/** Runs a job in a process, and responds to its requests. */
	async function runJob(task: ExportTask, signal: AbortSignal): Promise<Written> {
		const run = { job: task.job, until: Date.now() + LIMITS.translateFileSeconds * 1000, signal }
		const options = { signal, respond: (request: ParentRequest) => respond(run, request) }
		const result = await pool.run(task, options).catch(refuseEnded)
		if (result.type === 'refused') throw new AppError(result.code, result.message)
		return result
	}

	return {
		async run({ owner, signal, isGzipped = false, job, use }) {
			const path = join(deps.folder, randomUUID())
			let isInMemory = false
			const read = async () => {
				const written = await runJob({ job: await job(), file: path, isGzipped }, signal)
				isInMemory = written.type === 'bytes'
				return bodyOf(written)
			}
			try {
				return await queue.run({ owner, signal, read, use })
			} finally {
				// A job that was aborted may have left a file, too.
				if (!isInMemory) await rm(path, { force: true })
			}
		},
		count: () => queue.count(),
		queue: (owner, signal, work) => queue.run({ owner, signal, read: work, use: async (done) => done }),
		async close() {
			await pool.close()
			await rm(deps.folder, { recursive: true, force: true })
		},
	}
}

/**
 * Throws an `AppError` for a job that reached a limit: it is a request for too much, not a bug
 * (HEAVY1c).
 */
function refuseEnded(cause: unknown): never {
	if (!(cause instanceof WorkerEndedError)) throw cause
	throw new AppError(cause.reason === 'closed' ? 'busy' : 'took_too_long')
}

function bodyOf(result: Written): ReadBody {
	if (result.type === 'bytes') {
		const { bytes } = result
		return { size: bytes.length, stream: () => Readable.from([bytes]), bytes: async () => bytes }
	}
	const { file, size } = result
	return { size, stream: () => createReadStream(file), bytes: () => readFile(file) }
}
