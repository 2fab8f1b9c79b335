/** Restoring an earlier version (REST1): as an edit of the open document, or as a new document that replaces it. */
import type { TLArrowBinding, TLShape } from '@tldraw/tlschema'
import { isEqual } from '@tldraw/utils'
import { simpleDiffString } from 'lib0/diff'
import * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import { type RecordMap, type Records, recordsOf } from './boardDocument.ts'
import { boardContent, isCard, pagePosition } from './readBoard.ts'
import type { BoardRecord } from './schema.ts'

/** Edits a document until it equals a snapshot, changing only what differs. */
export function restoreBoard(doc: Y.Doc, snapshot: Y.Doc): void {
	const [now, then] = [recordsOf(doc), recordsOf(snapshot)]
	doc.transact(() => {
		for (const id of [...now.keys()]) if (!then.has(id)) now.delete(id)
		for (const [id, record] of then) {
			const existing = now.get(id)
			if (existing instanceof Y.Map) restoreRecord(existing, record)
			else now.set(id, copyRecord(record))
		}
	}, 'server')
}

/** A new document with the content of a snapshot, without its history and client ids. */
export function rebuildBoard(snapshot: Y.Doc): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const [id, record] of recordsOf(snapshot)) records.set(id, copyRecord(record))
		for (const [key, value] of snapshot.getMap('meta')) doc.getMap('meta').set(key, value)
	})
	return doc
}

/** Copies a record, for another key or document. */
export function copyRecord(record: RecordMap): RecordMap {
	const copyOf = (value: unknown) => (value instanceof Y.Text ? new Y.Text(value.toString()) : value)
	return new Y.Map([...record].map(([key, value]) => [key, copyOf(value)]))
}

/** Edits a record until it equals another, changing only what differs. */
function restoreRecord(now: RecordMap, then: RecordMap): void {
	for (const key of [...now.keys()]) if (!then.has(key)) now.delete(key)
	for (const [key, value] of then) {
		const current = now.get(key)
		if (value instanceof Y.Text && current instanceof Y.Text) restoreText(current, value.toString())
		else if (value instanceof Y.Text) now.set(key, new Y.Text(value.toString()))
		else if (!isEqual(current, value)) now.set(key, value)
	}
}

function restoreText(text: Y.Text, then: string): void {
	const { index, remove, insert } = simpleDiffString(text.toString(), then)
	if (remove > 0) text.delete(index, remove)
	if (insert) text.insert(index, insert)
}

type Shown = ReadonlyMap<string, BoardRecord>

/**
 * Restores some cards from a snapshot and leaves the rest of the document unchanged (REST3). Ids are kept; an existing card gets
 * its old text, kind and position. A card goes into its cluster if that still exists, else to its position on the page.
 * Links between restored cards, and to existing cards, are restored, too. Ids that are no cards of the snapshot are ignored.
 */
export function restoreCards(doc: Y.Doc, snapshot: Y.Doc, cards: readonly string[]): void {
	const [now, then] = [recordsOf(doc), recordsOf(snapshot)]
	const [board, snapshotBoard] = [shownOf(now), shownOf(then)]
	const chosen = new Set(cards.filter((id) => isCard(snapshotBoard.get(id))))
	doc.transact(() => {
		for (const id of chosen) {
			restoreOne(id, now, then)
			placeOnBoard(id, { now, board, snapshotBoard })
		}
		for (const id of linksToRestore({ board, snapshotBoard, chosen })) {
			restoreOne(id, now, then)
			if (id.startsWith('shape:')) placeOnBoard(id, { now, board, snapshotBoard })
		}
	}, 'server')
}

function shownOf(records: Records): Shown {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection.shown
}

function restoreOne(id: string, now: Records, then: Records): void {
	const [existing, record] = [now.get(id), then.get(id)]
	if (!record) return
	if (existing) restoreRecord(existing, record)
	else now.set(id, copyRecord(record))
}

/** Moves a shape whose cluster is gone to its old position on the page. */
function placeOnBoard(
	id: string,
	{ now, board, snapshotBoard }: { now: Records; board: Shown; snapshotBoard: Shown },
): void {
	const record = now.get(id)
	const shape = snapshotBoard.get(id) as TLShape | undefined
	if (!record || !shape || !snapshotBoard.has(shape.parentId) || board.has(shape.parentId)) return
	const { x, y } = pagePosition(shape, snapshotBoard)
	record.delete('parentId')
	record.set('xy', [x, y])
}

/** The records of missing links that touch a chosen card and have both their cards. */
function linksToRestore({
	board,
	snapshotBoard,
	chosen,
}: {
	board: Shown
	snapshotBoard: Shown
	chosen: ReadonlySet<string>
}): string[] {
	const ends = ({ from, to }: { from: string; to: string }) => `${from} ${to}`
	const there = new Set(boardContent(board, () => undefined).links.map(ends))
	const isThere = (card: string) => chosen.has(card) || isCard(board.get(card))
	const links = boardContent(snapshotBoard, () => undefined).links.filter(
		(link) =>
			(chosen.has(link.from) || chosen.has(link.to)) &&
			isThere(link.from) &&
			isThere(link.to) &&
			!there.has(ends(link)),
	)
	const arrows = new Set(links.map(({ id }) => id))
	const bindings = [...snapshotBoard.values()].filter(
		(record) => record.typeName === 'binding' && arrows.has((record as TLArrowBinding).fromId),
	)
	return [...arrows, ...bindings.map(({ id }) => id)]
}
