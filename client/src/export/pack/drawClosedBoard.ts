import { type Board, type BoardFile, recordsOf, shownNames, writeRecords } from '@charrette/shared'
import * as Y from 'yjs'
import { fetchFonts } from '../../session/api.ts'
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
	const doc = new Y.Doc()
	writeRecords(doc, file.document.records)
	const about = { workshop: workshop.title, title: board.title, at, locale }
	const formats = [...wish.formats].filter(isDrawn)
	const pictureWish = { ...USUAL_WISH, names: wish.names }
	const failed = new Set<DrawnHere>()
	const pictures = await drawBoard({
		board: {
			records: recordsOf(doc),
			names: new Map(shownNames(workshop)),
			dots: new Map(file.cards.flatMap(({ id, votes }) => (votes ? [[id, votes]] : []))),
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
	doc.destroy()
	return {
		pictures: pictures.filter(({ format }) => format !== 'page'),
		page: pictures.find(({ format }) => format === 'page')?.blob ?? null,
		failed: [...failed],
	}
}
