import { type BoardRecord, isCard, JOINED_KEY, joinsOf, LOCKED_KEY, writeFields } from '@charrette/shared'
import type * as Y from 'yjs'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN, undoIfLast } from '../sync/undoHistory.ts'

type ShownRecords = ReadonlyMap<string, BoardRecord>
type EditedDocument = Pick<BoardDocument, 'records' | 'undo' | 'canWrite'>

/**
 * Joins cards into the first of them (JOIN1), with those that are joined into them already. Locked
 * cards are left out. Returns the undo; null if nothing was joined.
 */
export function joinCards(
	document: EditedDocument,
	shown: ShownRecords,
	cards: readonly string[],
): (() => void) | null {
	const [head, ...joined] = cards.filter((id) => canJoin(shown.get(id)))
	const all = joined.flatMap((id) => [id, ...idsOfJoins(shown, id)])
	return writeStep(document, all, (id) => writeFields(document.records, id, { [JOINED_KEY]: head }))
}

/** Shows the cards again that are joined into a card. Returns the undo; null if there are none. */
export function takeApart(document: EditedDocument, shown: ShownRecords, head: string): (() => void) | null {
	// In a circle of joined cards, the head is joined, too.
	const all = [head, ...idsOfJoins(shown, head)].filter((id) => document.records.get(id)?.has(JOINED_KEY))
	return writeStep(document, all, (id) => writeFields(document.records, id, { [JOINED_KEY]: undefined }))
}

const idsOfJoins = (shown: ShownRecords, id: string) => joinsOf(shown.get(id)).map((card) => card.id as string)

/** Whether a record is a card that is not locked. */
export function canJoin(card: BoardRecord | undefined): boolean {
	return isCard(card) && !card.isLocked && card.meta[LOCKED_KEY.slice('meta.'.length)] !== true
}

/** Writes cards as one step of undo. Returns the undo; null if nothing can be written. */
function writeStep(
	{ records, undo, canWrite }: EditedDocument,
	cards: readonly string[],
	write: (card: string) => void,
): (() => void) | null {
	if (!canWrite.get() || cards.length === 0) return null
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => {
		for (const card of cards) write(card)
	}, LOCAL_ORIGIN)
	undo.startStep()
	return undoIfLast(undo)
}
