import { type BoardId, fileName, LIMITS, packFolders, packReadMe } from '@charrette/shared'
import { textsIn } from '../../i18n/texts.ts'
import { failureOf } from '../../session/api.ts'
import { zipFiles } from '../zipFiles.ts'
import { fetchWhole } from './fetchWhole.ts'
import { nameOfMissing, type Pack, type PackOrder } from './Pack.ts'
import { packBoard } from './packBoard.ts'

/** What a ZIP takes beside the files in it, at most. */
const ZIP_FRAME_BYTES = 1024 * 1024

/**
 * Makes a pack: a folder a board, and what there is of all of them together, in one ZIP. What cannot be made is left out and
 * told, in the pack too; a server that cannot be reached is waited for. Throws an `ApiError` where not one board can be had,
 * and the signal's reason when it is called off.
 */
export async function makePack(order: PackOrder): Promise<Pack> {
	const { workshop, sessions, wish, locale, onProgress, signal } = order
	const at = Date.now()
	const boards = sessions.flatMap((session) => session.boards)
	const folders = packFolders(sessions)
	const all = boards.length + wish.wholes.size
	const zip = zipFiles(new Date(at))
	const pictures = new Map<string, Blob>()
	const pack: Pick<Pack, 'empty' | 'missing'> = { empty: [], missing: [] }
	const failures: unknown[] = []

	for (const [done, board] of boards.entries()) {
		onProgress({ board: board.title, done, all })
		const packed = await packBoard(order, board, at).catch((thrown: unknown) => {
			failures.push(thrown)
			return failureOf(thrown)
		})
		signal.throwIfAborted()
		if (typeof packed === 'string') pack.missing.push({ board: board.title, format: null, code: packed })
		if (packed === null) pack.empty.push(board)
		if (packed === null || typeof packed === 'string') continue
		for (const [name, file] of packed.files) await zip.add(`${folders.get(board.id)}/${name}`, file)
		if (packed.picture) pictures.set(pictureName(board.id), packed.picture)
		pack.missing.push(...packed.missing.map((file) => ({ board: board.title, ...file })))
	}

	if (failures.length > 0 && failures.length === boards.length) throw failures[0]

	const drawn = await zipForReport(pictures)
	for (const [place, whole] of [...wish.wholes].entries()) {
		onProgress({ board: null, done: boards.length + place, all })
		try {
			await zip.add(whole, await fetchWhole(order, { whole, pictures: drawn }))
		} catch (thrown) {
			signal.throwIfAborted()
			pack.missing.push({ board: null, format: whole, code: failureOf(thrown) })
		}
	}
	const [only, ...others] = sessions
	const title = only && others.length === 0 ? only.title : workshop.title
	const readMe = packReadMe({
		workshop: workshop.title,
		title,
		at,
		locale,
		wholes: [...wish.wholes].filter((whole) => !pack.missing.some(({ format }) => format === whole)),
		hasJson: wish.formats.has('json'),
		empty: pack.empty.map((board) => board.title),
		missing: pack.missing.map((file) => nameOfMissing(file, textsIn(locale, 'pack'))),
	})
	await zip.add('READ ME.txt', new Blob([readMe]))
	return { ...pack, blob: zip.finish(), name: fileName({ workshop: workshop.title, title, at }, 'zip') }
}

/** The pictures that a report may have, first come first; undefined where there are none. */
async function zipForReport(pictures: ReadonlyMap<string, Blob>): Promise<Blob | undefined> {
	if (pictures.size === 0) return undefined
	const zip = zipFiles(new Date())
	let left = LIMITS.maxReportPictureBytes - ZIP_FRAME_BYTES
	for (const [path, file] of pictures) {
		left -= file.size
		if (left > 0) await zip.add(path, file)
	}
	return zip.finish()
}

/** How the server knows of which board a picture is. */
function pictureName(board: BoardId): string {
	return `${board}.png`
}
