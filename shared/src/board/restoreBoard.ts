/**
 * Restoring an earlier version (REST1): as an edit of the open document, or as a new document that
 * replaces it.
 */
import type { TLArrowBinding, TLShape } from '@tldraw/tlschema'
import { isEqual } from '@tldraw/utils'
import * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import { boardContent, isCard } from './boardContent.ts'
import { type RecordMap, type Records, recordsOf, withoutAuthorFields } from './boardDocument.ts'
import { joinsOf } from './joins.ts'
import { isNamedPlace, pagePosition } from './place.ts'
import { createRecord, plainEntries, writeField } from './recordTexts.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'
import { threadRecordsOn } from './threads.ts'

/** A record as it is after a restore; null content deletes it. */
export interface RecordGoal {
	id: string
	content: RecordContent | null
}

/** The fields of a record without Yjs types: texts are strings, and an empty one is no field. */
type RecordContent = Record<string, unknown>

/** Returns the records in which a document differs from a snapshot, as they are in the snapshot. */
export function planRestore(doc: Y.Doc, snapshot: Y.Doc): RecordGoal[] {
	const [now, then] = [recordsOf(doc), recordsOf(snapshot)]
	const deleted = [...now.keys()].filter((id) => !then.has(id)).map((id) => ({ id, content: null }))
	return [...deleted, ...[...then.keys()].map((id) => goalOf(id, then)).filter((goal) => !isReached(goal, now))]
}

/**
 * Edits a document in one transaction until these records match the plan, changing only
 * differences.
 */
export function restoreRecords(doc: Y.Doc, goals: readonly RecordGoal[]): void {
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const { id, content } of goals) {
			const existing = records.get(id)
			if (!content) records.delete(id)
			else if (existing instanceof Y.Map) restoreRecord(existing, content)
			else records.set(id, createRecord(content))
		}
	}, 'server')
}

/**
 * Creates a document with the content of a snapshot, without its history and client ids, and
 * without authors on request.
 */
export function rebuildBoard(snapshot: Y.Doc, { withAuthors } = { withAuthors: true }): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const [id, record] of recordsOf(snapshot)) records.set(id, copyRecord(record, { withAuthors }))
		for (const [key, value] of snapshot.getMap('meta')) doc.getMap('meta').set(key, value)
	})
	return doc
}

/**
 * Copies a record, so that it can be set under another key or in another document; without its
 * author and those of its translations on request.
 */
export function copyRecord(record: RecordMap, { withAuthors } = { withAuthors: true }): RecordMap {
	const fields = plainEntries(record)
	return createRecord(Object.fromEntries(withAuthors ? fields : withoutAuthorFields(fields)))
}

function goalOf(id: string, records: Records): RecordGoal {
	return { id, content: contentOf(records.get(id)) }
}

function isReached({ id, content }: RecordGoal, records: Records): boolean {
	return isEqual(contentOf(records.get(id)), content)
}

function contentOf(record: RecordMap | undefined): RecordContent | null {
	if (!(record instanceof Y.Map)) return null
	return withNamedFrame(Object.fromEntries(plainEntries(record)))
}

/**
 * Names the frame of a place that does not do so. The place that a restore writes then stays whole
 * if somebody else moves the shape at the same time (DOC1a).
 */
function withNamedFrame(fields: RecordContent): RecordContent {
	const { xy, parentId = PAGE_ID } = fields
	const named = Array.isArray(xy) && xy.length === 2 ? [...xy, parentId === PAGE_ID ? null : parentId] : xy
	return isNamedPlace(named) ? { ...fields, xy: named } : fields
}

/** Edits a record until it has this content, changing only differences. */
function restoreRecord(record: RecordMap, content: RecordContent): void {
	const present = contentOf(record)
	for (const field of Object.keys({ ...present, ...content }))
		if (!isEqual(present?.[field], content[field])) writeField(record, field, content[field])
}

type Shown = ReadonlyMap<string, BoardRecord>

/**
 * Plans to restore some cards from a snapshot and to leave the rest of the document unchanged
 * (REST3). Ids are kept. An existing card gets its old text, kind and position. A card goes into
 * its cluster if that still exists, else to its old position on the page. The cards that were
 * joined into it are restored with it. Links between restored
 * cards and to existing cards are restored, too, and so are missing threads and messages. Returns
 * null if one of the ids is not a card of the snapshot.
 */
export function planCardRestore(doc: Y.Doc, snapshot: Y.Doc, cards: readonly string[]): RecordGoal[] | null {
	const [now, then] = [recordsOf(doc), recordsOf(snapshot)]
	const [board, snapshotBoard] = [shownOf(now), shownOf(then)]
	if (!cards.every((id) => isCard(snapshotBoard.get(id)))) return null
	const chosen = new Set(cards.flatMap((id) => [id, ...joinsOf(snapshotBoard.get(id)).map((joined) => joined.id)]))
	const threads = threadRecordsOn(then, chosen).filter((id) => !now.has(id))
	const restored = [...chosen, ...linksToRestore({ board, snapshotBoard, chosen }), ...threads]
	return restored
		.filter((id) => then.has(id))
		.map((id) => placeOnBoard(goalOf(id, then), { board, snapshotBoard }))
		.filter((goal) => !isReached(goal, now))
}

function shownOf(records: Records): Shown {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection.shown
}

/** Moves the goal of a shape to its old position on the page if its cluster no longer exists. */
function placeOnBoard(goal: RecordGoal, { board, snapshotBoard }: { board: Shown; snapshotBoard: Shown }): RecordGoal {
	const shape = goal.id.startsWith('shape:') ? (snapshotBoard.get(goal.id) as TLShape | undefined) : undefined
	if (!goal.content || !shape || !snapshotBoard.has(shape.parentId) || board.has(shape.parentId)) return goal
	const { parentId: _, ...fields } = goal.content
	const { x, y } = pagePosition(shape, snapshotBoard)
	return { id: goal.id, content: { ...fields, xy: [x, y, null] } }
}

/**
 * Returns the ids of the arrows and bindings of missing links that touch a chosen card and whose
 * two cards exist after the restore.
 */
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
