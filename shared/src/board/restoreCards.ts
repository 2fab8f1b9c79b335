import type { TLArrowBinding, TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import type { Records } from './boardDocument.ts'
import { recordsOf } from './boardDocument.ts'
import { boardContent, isCard, pagePosition } from './readBoard.ts'
import { copyRecord, restoreRecord } from './restoreBoard.ts'
import type { BoardRecord } from './schema.ts'

type Shown = ReadonlyMap<string, BoardRecord>

/**
 * Brings these cards back as they were in `past`, and leaves the rest of the document as it is (REST3). Ids are kept; a
 * card that is there gets its old words, kind and place back. Each lies in its cluster where that still exists, else
 * where it was on the page. The links between them, and to cards that are there, come with them. What `past` has no card
 * of is left out.
 */
export function restoreCards(doc: Y.Doc, past: Y.Doc, cards: readonly string[]): void {
	const [now, then] = [recordsOf(doc), recordsOf(past)]
	const [board, pastBoard] = [shownOf(now), shownOf(then)]
	const chosen = new Set(cards.filter((id) => isCard(pastBoard.get(id))))
	doc.transact(() => {
		for (const id of chosen) {
			bring(id, now, then)
			placeOnBoard(id, { now, board, pastBoard })
		}
		for (const id of linksToBring({ board, pastBoard, chosen })) {
			bring(id, now, then)
			if (id.startsWith('shape:')) placeOnBoard(id, { now, board, pastBoard })
		}
	}, 'server')
}

function shownOf(records: Records): Shown {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection.shown
}

function bring(id: string, now: Records, then: Records): void {
	const [existing, record] = [now.get(id), then.get(id)]
	if (!record) return
	if (existing) restoreRecord(existing, record)
	else now.set(id, copyRecord(record))
}

/** A shape whose cluster is gone lies on the page, where it was seen. */
function placeOnBoard(id: string, { now, board, pastBoard }: { now: Records; board: Shown; pastBoard: Shown }): void {
	const record = now.get(id)
	const shape = pastBoard.get(id) as TLShape | undefined
	if (!record || !shape || !pastBoard.has(shape.parentId) || board.has(shape.parentId)) return
	const { x, y } = pagePosition(shape, pastBoard)
	record.delete('parentId')
	record.set('xy', [x, y])
}

/** The records of links that end at a chosen card, with both their cards there, and that the board does not have. */
function linksToBring({
	board,
	pastBoard,
	chosen,
}: {
	board: Shown
	pastBoard: Shown
	chosen: ReadonlySet<string>
}): string[] {
	const ends = ({ from, to }: { from: string; to: string }) => `${from} ${to}`
	const there = new Set(boardContent(board, () => undefined).links.map(ends))
	const isThere = (card: string) => chosen.has(card) || isCard(board.get(card))
	const links = boardContent(pastBoard, () => undefined).links.filter(
		(link) =>
			(chosen.has(link.from) || chosen.has(link.to)) &&
			isThere(link.from) &&
			isThere(link.to) &&
			!there.has(ends(link)),
	)
	const arrows = new Set(links.map(({ id }) => id))
	const bindings = [...pastBoard.values()].filter(
		(record) => record.typeName === 'binding' && arrows.has((record as TLArrowBinding).fromId),
	)
	return [...arrows, ...bindings.map(({ id }) => id)]
}
