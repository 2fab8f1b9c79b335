import {
	archiveFolders,
	archiveReadMe,
	type BoardId,
	fileName,
	LIMITS,
	type Session,
	type Workshop,
} from '@charrette/shared'
import { TIME_ZONE } from '../../connection/api.ts'
import { failureOf, fetchFile } from '../../connection/http.ts'
import { textsIn } from '../../i18n/texts.ts'
import { zipFiles } from '../zipFiles.ts'
import { type Archive, type ArchiveJob, type CombinedFile, nameOfMissing } from './Archive.ts'
import { archiveBoard, fetchWithRetry } from './archiveBoard.ts'

/** What a ZIP takes beside the files in it, at most. */
const ZIP_OVERHEAD_BYTES = 1024 * 1024

/**
 * Makes a pack: a folder a board, and what there is of all of them together, in one ZIP. What cannot be made is left out and
 * told, in the pack too; a server that cannot be reached is waited for. Throws an `ApiError` where not one board can be had,
 * and the signal's reason when it is called off.
 */
export async function makeArchive(order: ArchiveJob): Promise<Archive> {
	const { workshop, sessions, options, locale, onProgress, signal } = order
	const at = Date.now()
	const boards = sessions.flatMap((session) => session.boards)
	const folders = archiveFolders(sessions)
	const all = boards.length + options.combined.size
	const zip = zipFiles(new Date(at))
	const pictures = new Map<string, Blob>()
	const pack: Pick<Archive, 'empty' | 'missing'> = { empty: [], missing: [] }
	const failures: unknown[] = []

	for (const [done, board] of boards.entries()) {
		onProgress({ board: board.title, done, all })
		const packed = await archiveBoard(order, board, at).catch((thrown: unknown) => {
			failures.push(thrown)
			return failureOf(thrown)
		})
		signal.throwIfAborted()
		if (typeof packed === 'string') pack.missing.push({ board: board.title, format: null, code: packed })
		if (packed === null) pack.empty.push(board)
		if (packed === null || typeof packed === 'string') continue
		for (const [name, file] of packed.files) await zip.add(`${folders.get(board.id)}/${name}`, file)
		if (packed.image) pictures.set(imageName(board.id), packed.image)
		pack.missing.push(...packed.missing.map((file) => ({ board: board.title, ...file })))
	}

	if (failures.length > 0 && failures.length === boards.length) throw failures[0]

	const drawn = await zipReportImages(pictures)
	for (const [place, whole] of [...options.combined].entries()) {
		onProgress({ board: null, done: boards.length + place, all })
		try {
			await zip.add(whole, await fetchCombinedFile(order, { whole, pictures: drawn }))
		} catch (thrown) {
			signal.throwIfAborted()
			pack.missing.push({ board: null, format: whole, code: failureOf(thrown) })
		}
	}
	const [only, ...others] = sessions
	const title = only && others.length === 0 ? only.title : workshop.title
	const readMe = archiveReadMe({
		workshop: workshop.title,
		title,
		at,
		locale,
		wholes: [...options.combined].filter((whole) => !pack.missing.some(({ format }) => format === whole)),
		hasJson: options.formats.has('json'),
		empty: pack.empty.map((board) => board.title),
		missing: pack.missing.map((file) => nameOfMissing(file, textsIn(locale, 'pack'))),
	})
	await zip.add('READ ME.txt', new Blob([readMe]))
	return { ...pack, blob: zip.finish(), name: fileName({ workshop: workshop.title, title, at }, 'zip') }
}

/** The pictures that a report may have, first come first; undefined where there are none. */
async function zipReportImages(pictures: ReadonlyMap<string, Blob>): Promise<Blob | undefined> {
	if (pictures.size === 0) return undefined
	const zip = zipFiles(new Date())
	let left = LIMITS.maxReportPictureBytes - ZIP_OVERHEAD_BYTES
	for (const [path, file] of pictures) {
		left -= file.size
		if (left > 0) await zip.add(path, file)
	}
	return zip.finish()
}

/** How the server knows of which board a picture is. */
function imageName(board: BoardId): string {
	return `${board}.png`
}

/** Fetches what the server writes of all boards together. `pictures` is a ZIP of the boards' pictures, for the report. */
async function fetchCombinedFile(
	order: ArchiveJob,
	{ whole, pictures }: { whole: CombinedFile; pictures: Blob | undefined },
): Promise<Blob> {
	const { credentials, workshop, sessions, options, locale, signal } = order
	const fetchAll = (path: string, bytes?: Blob) =>
		fetchWithRetry(order, () => fetchFile(path, credentials, { fallbackName: whole, signal, file: bytes }))
	const scope = scopeOf(workshop, sessions)
	const query = new URLSearchParams({ locale, authors: options.names ? '1' : '0', zone: TIME_ZONE })
	if (whole === 'viewer.html' || whole === 'workbook.xlsx')
		return (await fetchAll(`/api/${scope}/${whole}?${query}`)).blob
	query.set('format', whole === 'report.html' ? 'html' : 'docx')
	return (await fetchAll(`/api/${scope}/report?${query}`, pictures)).blob
}

/** Where on the server all of them lie. */
function scopeOf(workshop: Workshop, sessions: readonly Session[]): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? `sessions/${only.id}` : `workshops/${workshop.id}`
}
