import * as Y from 'yjs'
import type { Records } from '../index.ts'
import { BoardProjection, buildCluster, pagePosition, putRecord, recordsOf, writeFields } from '../index.ts'

export const AT = { index: 'a1' as never }
export const CARD = 'shape:c'
const LOCAL = Symbol('local')

/** A copy of the board, with the undo of its person. */
export function createCopy(client: number) {
	const doc = new Y.Doc()
	doc.clientID = client
	const records = recordsOf(doc)
	const undo = new Y.UndoManager([records], {
		trackedOrigins: new Set([LOCAL]),
		captureTimeout: Number.MAX_SAFE_INTEGER,
	})
	return {
		doc,
		records,
		undo,
		edit(run: (records: Records) => void) {
			undo.stopCapturing()
			doc.transact(() => run(records), LOCAL)
		},
	}
}
export type Copy = ReturnType<typeof createCopy>

export function sync(...copies: readonly Copy[]): void {
	for (const from of copies)
		for (const to of copies) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'peer')
}

export function shownIn({ records }: Pick<Copy, 'records'>) {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection.shown
}

/** Returns where a shape is on the page, and its parent. */
export function placeIn(copy: Pick<Copy, 'records'>, id = CARD) {
	const shown = shownIn(copy)
	const shape = shown.get(id)
	if (shape?.typeName !== 'shape') return null
	const { x, y } = pagePosition(shape, shown)
	return [x, y, shape.parentId]
}

export const addCluster = (records: Records, id: string, x: number, y: number) =>
	putRecord(records, buildCluster(id, { ...AT, x, y }, { title: id, w: 300, h: 200 }))
/** Moves a card to a place on the page, in a cluster or not, as a gesture does. */
export function moveTo(records: Records, id: string, { x, y, frame }: { x: number; y: number; frame?: string }): void {
	const [left = 0, top = 0] = frame ? (placeIn({ records }, frame) ?? []) : []
	writeFields(records, id, { parentId: frame, xy: [x - Number(left), y - Number(top)] })
}
/** Removes a cluster and keeps its content in its place, as the list does. */
export function removeCluster(records: Records, id: string): void {
	const shown = shownIn({ records })
	for (const shape of shown.values())
		if (shape.typeName === 'shape' && shape.parentId === id) moveTo(records, shape.id, pagePosition(shape, shown))
	records.delete(id)
}
