/** Runs in a child process: opens boards and writes files of them. */
import { open } from 'node:fs/promises'
import { compareBoards, readThreads, recordsOf, type VisitChanges } from '@charrette/shared'
import type { Doc } from 'yjs'
import { AppError } from '../../errors.ts'
import { zipArchive } from '../../export/archive.ts'
import { withoutThreads } from '../../export/ExportedBoard.ts'
import { boardTexts } from '../../export/inLanguage.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import { writeExport } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import { gzipChunks } from '../../workers/gzip.ts'
import type { CallParent } from '../../workers/runTasks.ts'
import { attributeChanges } from '../history/compareSnapshots.ts'
import { changesAfterVisit, messagesAfterVisit } from '../history/readVisit.ts'
import { openCopiedBoard, openSnapshot, readSnapshot } from '../history/snapshotDocument.ts'
import { exportArchive } from './exportArchive.ts'
import type {
	ExportJob,
	ExportResult,
	ExportTask,
	ParentRequest,
	ParentResponse,
	ParentResponses,
} from './exportJob.ts'
import { type BoardReader, openContent, openExportedBoard } from './openExportedBoard.ts'
import { readReport } from './readReport.ts'

/** A larger result goes into a file, since a slow client may take minutes to receive it. */
const MAX_BYTES_IN_MEMORY = 1024 * 1024

/** Runs a task. An expected error becomes a refused result; only a bug is thrown. */
export async function runExportTask(
	{ job, file, isGzipped }: ExportTask,
	callServer: CallServer,
): Promise<ExportResult> {
	try {
		const written = writeJob(job, createReader(callServer))
		return await collect(isGzipped ? gzipChunks(written) : written, file)
	} catch (cause) {
		if (cause instanceof AppError) return { type: 'refused', code: cause.code, message: cause.message }
		throw cause
	}
}

type CallServer = CallParent<ParentRequest, ParentResponse>
type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

async function* writeJob(job: ExportJob, reader: BoardReader): AsyncGenerator<string | Uint8Array> {
	yield* await chunksOf(job, reader)
}

async function chunksOf(job: ExportJob, reader: BoardReader): Promise<Chunks> {
	switch (job.type) {
		case 'content':
			return [JSON.stringify(openContent(job.workshop, job.board, await reader.source(job.board)))]
		case 'board': {
			const [board] = await openBoards(job, reader)
			return board ? writeExport(job.format, board, job.meta) : []
		}
		case 'texts': {
			const [board] = await openBoards(job, reader)
			return board ? [JSON.stringify(boardTexts(board, job.meta.locale))] : []
		}
		case 'viewer': {
			const boards = await openBoards(job, reader)
			return toViewer(job.isShared ? boards.map(withoutThreads) : boards, job.meta)
		}
		case 'workbook':
			return [await toXlsx(await openBoards(job, reader), job.meta)]
		case 'archive':
			return zipArchive(exportArchive(job, reader), job.meta)
		case 'report':
			return [await writeReport(await readReport(job, reader), job.format)]
		case 'snapshot':
			return [JSON.stringify(contentOf(openSnapshot(job.state), job.names))]
		case 'changes':
			return [JSON.stringify(changesOf(job))]
		case 'visit':
			return [JSON.stringify(visitOf(job))]
	}
}

async function openBoards(job: Extract<ExportJob, { boards: unknown }>, reader: BoardReader) {
	const { workshop, authors, language } = job
	const opened = []
	for (const board of job.boards) {
		const cards = 'cards' in job ? job.cards : undefined
		opened.push(await openExportedBoard(reader, { workshop, board }, { authors, language, cards }))
	}
	return opened
}

/** Returns the content of a document, and destroys the document. */
function contentOf(doc: Doc, names: readonly [string, string][]) {
	try {
		return readSnapshot(doc, names)
	} finally {
		doc.destroy()
	}
}

function changesOf({ before, after, names, span, attributed }: Extract<ExportJob, { type: 'changes' }>) {
	const earlier = before && contentOf(openSnapshot(before), names)
	const later = 'copy' in after ? openCopiedBoard(after.copy) : openSnapshot(after.state)
	const changes = compareBoards(earlier, contentOf(later, names))
	return { ...span, changes: attributed ? attributeChanges(changes, attributed.attributions, attributed) : changes }
}

function visitOf(job: Extract<ExportJob, { type: 'visit' }>): VisitChanges {
	const { before, copy, names, attributions, since, participants } = job
	const later = openCopiedBoard(copy)
	const messages = messagesAfterVisit(readThreads(recordsOf(later)), job)
	const earlier = before && contentOf(openSnapshot(before), names)
	const changes = changesAfterVisit(compareBoards(earlier, contentOf(later, names)), job)
	const after = attributions.filter(({ at }) => at > since)
	return { changes: participants ? attributeChanges(changes, after, { participants }) : changes, messages }
}

/**
 * Creates a reader that requests boards and images from the server. The server responds to each
 * request with its own type.
 */
function createReader(callServer: CallServer): BoardReader {
	return {
		source: (board) => callServer({ type: 'board', board }) as Promise<ParentResponses['board']>,
		image: (id, width) => callServer({ type: 'image', id, width }) as Promise<ParentResponses['image']>,
		translations: (board, texts, to) =>
			callServer({ type: 'translations', board, texts, to }) as Promise<ParentResponses['translations']>,
	}
}

async function collect(chunks: AsyncIterable<string | Uint8Array>, path: string): Promise<ExportResult> {
	let kept: Uint8Array[] = []
	let size = 0
	let file: Awaited<ReturnType<typeof open>> | null = null
	try {
		for await (const chunk of chunks) {
			const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
			size += bytes.length
			kept.push(bytes)
			if (size <= MAX_BYTES_IN_MEMORY) continue
			file ??= await open(path, 'wx', 0o600)
			for (const part of kept) await file.writeFile(part)
			kept = []
		}
	} finally {
		await file?.close()
	}
	return file ? { type: 'file', file: path, size } : { type: 'bytes', bytes: new Uint8Array(Buffer.concat(kept)) }
}
