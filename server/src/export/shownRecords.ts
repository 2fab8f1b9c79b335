import type { BoardRecord } from '@charrette/shared'
import { BoardProjection, recordsOf, writeRecords } from '@charrette/shared'
import * as Y from 'yjs'
import type { ExportedBoard } from './ExportedBoard.ts'

/** The shapes and bindings that a board shows, as every client projects them (DOC4). */
export function shownRecords({ document }: Pick<ExportedBoard, 'document'>): BoardRecord[] {
	const doc = new Y.Doc()
	writeRecords(doc, document.records)
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return [...projection.shown.values()]
}
