import { type BoardFile, type BoardId, type Locale, type Records, recordsOf, writeRecords } from '@charrette/shared'
import * as Y from 'yjs'
import { fetchExport } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'

/** A board to be drawn: its document's records, and the dots that its cards got in the newest vote, by card. */
export interface BoardRead {
	records: Records
	dots: ReadonlyMap<string, number>
}

/** Reads a board that is not open here from its file: it is not opened for that, and nobody at it notices. */
export function readFile({ document, cards }: BoardFile): BoardRead {
	const doc = new Y.Doc()
	writeRecords(doc, document.records)
	return {
		records: recordsOf(doc),
		dots: new Map(cards.flatMap(({ id, votes }) => (votes ? [[id, votes]] : []))),
	}
}

/** Fetches a board that is not open here, as it is now. */
export async function fetchClosedBoard(credentials: Credentials, board: BoardId, locale: Locale): Promise<BoardRead> {
	const { blob } = await fetchExport(credentials, { board, format: 'json', locale })
	return readFile(JSON.parse(await blob.text()) as BoardFile)
}
