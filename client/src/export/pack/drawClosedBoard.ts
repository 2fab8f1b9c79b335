import { type Board, type BoardFile, shownNames } from '@charrette/shared'
import { fetchFonts } from '../../session/api.ts'
import { readFile } from '../closedBoard.ts'
import { drawBoard } from '../drawBoard.ts'
import type { PictureFile } from '../PictureWish.ts'
import { USUAL_WISH } from '../takeHome.ts'
import type { PackOrder } from './Pack.ts'
import { type DrawnHere, isDrawn } from './packFormats.ts'

/** What was drawn of a board. */
interface DrawnBoard {
	pictures: PictureFile[]
	/** Its picture for the report. */
	page: Blob | null
	failed: DrawnHere[]
}

/** Draws a board that is not open here, from its file. */
export async function drawClosedBoard(
	{ credentials, workshop, wish, locale, signal }: PackOrder,
	{ board, file, at }: { board: Board; file: BoardFile; at: number },
): Promise<DrawnBoard> {
	const about = { workshop: workshop.title, title: board.title, at, locale }
	const formats = [...wish.formats].filter(isDrawn)
	const pictureWish = { ...USUAL_WISH, names: wish.names }
	const failed = new Set<DrawnHere>()
	const pictures = await drawBoard({
		board: {
			...readFile(file),
			names: new Map(shownNames(workshop)),
			locale,
			signal,
			fetchFonts: (fonts) => fetchFonts(credentials, fonts),
		},
		about,
		content: file,
		pictures: (['page', ...formats] as const).map((format) => ({ format, wish: pictureWish })),
		onProgress: () => signal.throwIfAborted(),
		onFailed(format) {
			signal.throwIfAborted()
			if (format !== 'page') failed.add(format)
		},
	})
	return {
		pictures: pictures.filter(({ format }) => format !== 'page'),
		page: pictures.find(({ format }) => format === 'page')?.blob ?? null,
		failed: [...failed],
	}
}
