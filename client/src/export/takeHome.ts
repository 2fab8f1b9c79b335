import { type BoardId, fileName, findBoard, type Locale, shownNames, type Workshop } from '@charrette/shared'
import { fetchBoardContent, fetchExport, fetchFonts } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { saveFile } from '../ui/saveFile.ts'
import type { BoardRead } from './closedBoard.ts'
import type { Format } from './formats.ts'
import type { OnProgress, PictureWish } from './PictureWish.ts'

/** The board to take home. */
export interface TakeHome {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Gives it to be drawn: as it is open, or fetched for that. */
	read: (locale: Locale) => BoardRead | Promise<BoardRead>
}

/** How it is to be taken home. */
export interface Taking {
	format: Format
	wish: PictureWish
	locale: Locale
	onProgress: OnProgress
	signal: AbortSignal
}

/** The picture that is taken with one press: whole, with names, as large as it is on a good screen. */
export const USUAL_WISH: PictureWish = { chosen: null, names: true, scale: 2, ground: 'paper', paper: 'board' }

/** Makes a file of the board and saves it; gives its name. Null where there is nothing on the board. Throws if it is called off, or fails. */
export async function takeHome(home: TakeHome, taking: Taking): Promise<string | null> {
	const { blob, name } = (await (taking.format.by === 'server' ? fetchFile : drawFile)(home, taking)) ?? {}
	if (!blob || !name) return null
	taking.signal.throwIfAborted()
	saveFile(blob, name)
	return name
}

async function fetchFile({ credentials, board }: TakeHome, { format, wish, locale, signal }: Taking) {
	if (format.by !== 'server') return null
	const { chosen: cards, names: authors } = wish
	return fetchExport(credentials, { board, format: format.id, locale, authors, cards, signal })
}

async function drawFile({ credentials, workshop, board, read }: TakeHome, taking: Taking) {
	const { format, wish, locale, onProgress, signal } = taking
	if (format.by !== 'browser') return null
	// Only who wants a picture fetches what draws it.
	const { drawBoard } = await import('./drawBoard.ts')
	signal.throwIfAborted()
	const title = findBoard(workshop, board)?.board.title ?? ''
	const about = { workshop: workshop.title, title, at: Date.now(), locale }
	const names = new Map(shownNames(workshop))
	const content = format.id === 'pptx' ? await fetchBoardContent(credentials, board) : undefined
	const [picture] = await drawBoard({
		board: { ...(await read(locale)), names, locale, signal, fetchFonts: (fonts) => fetchFonts(credentials, fonts) },
		about,
		pictures: [{ format: format.id, wish }],
		content,
		onProgress,
	})
	return picture && { blob: picture.blob, name: fileName(about, picture.ending) }
}
