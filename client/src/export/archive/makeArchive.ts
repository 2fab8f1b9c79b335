import {
	archiveFolders,
	archiveReadMe,
	type BoardId,
	type ExchangeFileName,
	fileName,
	LIMITS,
	type Session,
	type Workshop,
} from '@charrette/shared'
import { TIME_ZONE, textQuery } from '../../connection/api/exports.ts'
import { fetchFile } from '../../connection/fileTransfer.ts'
import { failureOf } from '../../connection/http.ts'
import { callWithRetry } from '../../connection/retry.ts'
import { textsIn } from '../../i18n/texts.ts'
import { zipFiles } from '../zipFiles.ts'
import { type Archive, type ArchiveJob, type CombinedFile, nameOfMissing } from './Archive.ts'
import { archiveBoard } from './archiveBoard.ts'

/** Upper bound of the bytes that a ZIP adds to the size of its files. */
const ZIP_OVERHEAD_BYTES = 1024 * 1024

/**
 * Creates an archive: a ZIP with a folder for each board, and the combined files. Files that cannot
 * be created are left out, and listed in the result and in the archive. While the server cannot be
 * reached, the job waits. Throws an `ApiError` if no board could be fetched, and the signal's
 * reason if the job is cancelled.
 */
export async function makeArchive(job: ArchiveJob): Promise<Archive> {
	const { workshop, sessions, options, locale, onProgress, signal } = job
	const at = Date.now()
	const boards = sessions.flatMap((session) => session.boards)
	const folders = archiveFolders(sessions)
	const all = boards.length + options.combined.size
	const zip = zipFiles(new Date(at))
	const images = new Map<string, Blob>()
	const result: Pick<Archive, 'empty' | 'missing'> = { empty: [], missing: [] }
	const failures: unknown[] = []

	for (const [done, board] of boards.entries()) {
		onProgress({ board: board.title, done, all })
		const archived = await archiveBoard(job, board, at).catch((thrown: unknown) => {
			failures.push(thrown)
			return failureOf(thrown)
		})
		signal.throwIfAborted()
		if (typeof archived === 'string') result.missing.push({ board: board.title, format: null, code: archived })
		if (archived === null) result.empty.push(board)
		if (archived === null || typeof archived === 'string') continue
		for (const [name, file] of archived.files) await zip.add(`${folders.get(board.id)}/${name}`, file)
		if (archived.image) images.set(reportImageName(board.id), archived.image)
		result.missing.push(...archived.missing.map((file) => ({ board: board.title, ...file })))
	}
	if (failures.length > 0 && failures.length === boards.length) throw failures[0]

	const reportImages = await zipReportImages(images)
	const included: CombinedFile[] = []
	for (const [index, file] of [...options.combined].entries()) {
		onProgress({ board: null, done: boards.length + index, all })
		const blob = await fetchCombinedFile(job, file, reportImages).catch((thrown: unknown) => {
			signal.throwIfAborted()
			result.missing.push({ board: null, format: file, code: failureOf(thrown) })
		})
		// A file of the exchange is empty if nothing was published, or if no idea has travelled.
		if (!blob || blob.size === 0) continue
		await zip.add(file, blob)
		included.push(file)
	}
	const [session, ...others] = sessions
	const title = session && others.length === 0 ? session.title : workshop.title
	const readMe = archiveReadMe({
		workshop: workshop.title,
		title,
		at,
		locale,
		wholes: included,
		hasJson: options.formats.has('json'),
		empty: result.empty.map((board) => board.title),
		missing: result.missing.map((file) => nameOfMissing(file, textsIn(locale, 'archive'))),
	})
	await zip.add('READ ME.txt', new Blob([readMe]))
	return { ...result, blob: zip.finish(), name: fileName({ workshop: workshop.title, title, at }, 'zip') }
}

/**
 * Creates a ZIP of the boards' images for the report, up to the size that the server accepts;
 * undefined if there are no images.
 */
async function zipReportImages(images: ReadonlyMap<string, Blob>): Promise<Blob | undefined> {
	if (images.size === 0) return undefined
	const zip = zipFiles(new Date())
	let bytesLeft = LIMITS.maxReportPictureBytes - ZIP_OVERHEAD_BYTES
	for (const [path, file] of images) {
		bytesLeft -= file.size
		if (bytesLeft > 0) await zip.add(path, file)
	}
	return zip.finish()
}

/** Returns the file name by which the server assigns an image to its board. */
function reportImageName(board: BoardId): string {
	return `${board}.png`
}

/** Downloads a file of all boards. `reportImages` is uploaded for the report. */
async function fetchCombinedFile(job: ArchiveJob, file: CombinedFile, reportImages: Blob | undefined): Promise<Blob> {
	const { credentials, workshop, sessions, options, locale, signal } = job
	const fetchBlob = async (path: string, body?: Blob) => {
		const request = { fallbackName: file, signal, file: body }
		return (await callWithRetry(job, () => fetchFile(path, credentials, request))).blob
	}
	const scope = scopeOf(workshop, sessions)
	const query = new URLSearchParams({ locale, authors: options.names ? '1' : '0', zone: TIME_ZONE })
	const texts = new URLSearchParams(textQuery(options.language))
	if (file === 'viewer.html' || file === 'workbook.xlsx') return fetchBlob(`/api/${scope}/${file}?${query}&${texts}`)
	if (isExchangeFile(file)) return fetchBlob(`/api/workshops/${workshop.id}/${EXCHANGE_PATHS[file]}?${query}`)
	query.set('format', file === 'report.html' ? 'html' : 'docx')
	return fetchBlob(`/api/${scope}/report?${query}&${texts}`, reportImages)
}

/** Returns the path of these sessions: of one session, or of the workshop. */
function scopeOf(workshop: Workshop, sessions: readonly Session[]): string {
	const [session, ...others] = sessions
	return session && others.length === 0 ? `sessions/${session.id}` : `workshops/${workshop.id}`
}

/** Paths of the exchange files, which cover the whole workshop. */
const EXCHANGE_PATHS: Record<ExchangeFileName, string> = {
	'practices.json': 'exchange.json',
	'collections.csv': 'collections.csv',
	'travels.svg': 'travels.svg',
	'travels.csv': 'travels.csv',
	'map.svg': 'travels-map.svg',
}

function isExchangeFile(file: CombinedFile): file is ExchangeFileName {
	return file in EXCHANGE_PATHS
}
