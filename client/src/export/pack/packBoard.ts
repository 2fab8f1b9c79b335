import { type Board, type BoardFile, type BoardId, fileName } from '@charrette/shared'
import { type FailureCode, failureOf, fetchExport } from '../../session/api.ts'
import { askPatiently } from './askPatiently.ts'
import { drawClosedBoard } from './drawClosedBoard.ts'
import type { PackOrder } from './Pack.ts'
import { type BoardFormat, isDrawn } from './packFormats.ts'

/** The files of one board, by their names, and its picture for the report. */
export interface PackedBoard {
	files: Map<string, Blob>
	picture: Blob | null
	/** The formats in which it could not be made, and why. */
	missing: { format: BoardFormat; code: FailureCode }[]
}

/**
 * Makes the files of one board as it is now; null where there is nothing on it. What is drawn is drawn from its JSON: the
 * board is not opened, and nobody at it notices. Throws if the board cannot be had at all, or if the order is called off.
 */
export async function packBoard(order: PackOrder, board: Board, at: number): Promise<PackedBoard | null> {
	const { workshop, wish, signal } = order
	const json = await fetchBoard(order, board.id, 'json')
	const file = JSON.parse(await json.text()) as BoardFile
	if (Object.keys(file.document.records).length === 0) return null

	const packed: PackedBoard = { files: new Map(), picture: null, missing: [] }
	const keep = (blob: Blob, ending: string) =>
		packed.files.set(fileName({ workshop: workshop.title, title: board.title, at }, ending), blob)
	if (wish.formats.has('json')) keep(json, 'json')
	for (const format of wish.formats) {
		if (format === 'json' || isDrawn(format)) continue
		try {
			keep(await fetchBoard(order, board.id, format), format)
		} catch (thrown) {
			signal.throwIfAborted()
			packed.missing.push({ format, code: failureOf(thrown) })
		}
	}
	const drawn = await drawClosedBoard(order, { board, file, at })
	packed.picture = drawn.page
	for (const { blob, ending } of drawn.pictures) keep(blob, ending)
	packed.missing.push(...drawn.failed)
	return packed
}

async function fetchBoard(order: PackOrder, board: BoardId, format: ServerFormat): Promise<Blob> {
	const { credentials, wish, locale, signal } = order
	const what = { board, format, locale, authors: wish.names, signal }
	return (await askPatiently(order, () => fetchExport(credentials, what))).blob
}

type ServerFormat = Parameters<typeof fetchExport>[1]['format']
