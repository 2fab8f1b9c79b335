import { type Board, type BoardFile, type FontWish, shownNames } from '@charrette/shared'
import { type FailureCode, failureOf, fetchFonts } from '../../session/api.ts'
import { readFile } from '../closedBoard.ts'
import { drawBoard } from '../drawBoard.ts'
import type { DrawnFormat, PictureFile } from '../PictureWish.ts'
import { USUAL_WISH } from '../takeHome.ts'
import { askPatiently } from './askPatiently.ts'
import type { PackOrder } from './Pack.ts'
import { type DrawnHere, isDrawn } from './packFormats.ts'

/** What was drawn of a board. */
interface DrawnBoard {
	pictures: PictureFile[]
	/** Its picture for the report. */
	page: Blob | null
	failed: { format: DrawnHere; code: FailureCode }[]
}

/** Draws a board that is not open here, from its file. */
export async function drawClosedBoard(
	pack: PackOrder,
	{ board, file, at }: { board: Board; file: BoardFile; at: number },
): Promise<DrawnBoard> {
	const { credentials, workshop, wish, locale, signal } = pack
	const about = { workshop: workshop.title, title: board.title, at, locale }
	const formats = [...wish.formats].filter(isDrawn)
	const isForReport = wish.wholes.has('report.html') || wish.wholes.has('report.docx')
	const wanted = [...(isForReport ? (['page'] as const) : []), ...formats]
	const failed = new Map<DrawnHere, FailureCode>()
	const giveUp = (missing: readonly DrawnFormat[], thrown: unknown) => {
		signal.throwIfAborted()
		for (const format of missing) if (format !== 'page') failed.set(format, failureOf(thrown))
	}
	const order = {
		board: {
			...readFile(file),
			names: new Map(shownNames(workshop)),
			locale,
			signal,
			fetchFonts: (fonts: FontWish) => fetchFonts(credentials, fonts),
		},
		about,
		content: file,
		pictures: wanted.map((format) => ({ format, wish: { ...USUAL_WISH, names: wish.names } })),
		onProgress: () => signal.throwIfAborted(),
		onFailed: (format: DrawnFormat, thrown: unknown) => {
			if (failureOf(thrown) === 'offline') throw thrown
			giveUp([format], thrown)
		},
	}
	const drawn =
		wanted.length === 0
			? []
			: await askPatiently(pack, () => drawBoard(order)).catch((thrown: unknown) => giveUp(formats, thrown))
	const pictures = drawn ?? []
	return {
		pictures: pictures.filter(({ format }) => format !== 'page'),
		page: pictures.find(({ format }) => format === 'page')?.blob ?? null,
		failed: [...failed].map(([format, code]) => ({ format, code })),
	}
}
