import { type AnnouncedDeletion, MAX_UNDONE_RECORDS, type Records, writeRecords } from '@charrette/shared'
import * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import { LOCAL_ORIGIN } from './undoHistory.ts'
import { typeOf } from './yjsItems.ts'

/** A deletion of more cards of others than this is announced (DOC6b). */
const MAX_SILENT_CARDS = 5
/** The number of deletions of others that can be undone here. */
const MAX_KEPT = 3

type BoardRecords = Parameters<typeof writeRecords>[1]
type Fields = BoardRecords[string]

/** The deletions of many cards on this board (DOC6b). */
export interface Deletions {
	/** This person's last deletion of many cards of others; null if there was none. */
	own: Observable<AnnouncedDeletion | null>
	/**
	 * Returns a function that restores another person's deletion with these records, as an edit of
	 * this person. Null if this device has not seen the deletion.
	 */
	restorer(records: readonly string[]): (() => void) | null
}

/**
 * Tracks deletions. Yjs stores the author of an edit, but not of a deletion, so the person who
 * deletes announces it (`BoardPresence.deleted`), and the others find the records by it. Register
 * this after the undo history, which then has the step of an announced deletion.
 */
export function trackDeletions(records: Records, author: string | null): Deletions {
	const doc = records.doc as Y.Doc
	const own = createObservable<AnnouncedDeletion | null>(null)
	let kept: BoardRecords[] = []
	doc.on('afterTransaction', (transaction: Y.Transaction) => {
		const [, changed] = [...transaction.changed].find(([type]) => type === (records as unknown)) ?? []
		const deleted = [...(changed ?? [])].flatMap((id) => (id !== null && !records.has(id) ? [id] : []))
		if (deleted.length <= MAX_SILENT_CARDS) return
		const found = Object.fromEntries(deleted.map((id) => [id, deletedFields(records, id, transaction)]))
		const cards = Object.values(found).filter(
			(fields) => fields['type'] === 'card' && (fields['meta.author'] ?? null) !== author,
		)
		if (transaction.origin === LOCAL_ORIGIN && cards.length > MAX_SILENT_CARDS)
			own.set({ records: deleted.slice(0, MAX_UNDONE_RECORDS), cards: cards.length, n: (own.get()?.n ?? 0) + 1 })
		if (!transaction.local) kept = [...kept, found].slice(-MAX_KEPT)
	})
	return {
		own,
		restorer(wanted) {
			const found = kept.find((deletion) => wanted.some((id) => Object.hasOwn(deletion, id)))
			return found ? () => doc.transact(() => writeRecords(doc, found), LOCAL_ORIGIN) : null
		},
	}
}

/** Returns the fields of a record as they were before the transaction that deleted it. */
function deletedFields(records: Records, id: string, transaction: Y.Transaction): Fields {
	const item = records._map.get(id)
	const fields: [string, unknown][] = []
	for (const [key, value] of (item && typeOf(item)?._map) ?? []) {
		if (!wasPresent(value, transaction)) continue
		const type = typeOf(value)
		fields.push([key, type ? textBefore(type, transaction) : value.content.getContent().at(-1)])
	}
	return Object.fromEntries(fields) as Fields
}

/** Returns the letters of a text as they were before a transaction. */
function textBefore(text: Y.AbstractType<unknown>, transaction: Y.Transaction): string {
	let letters = ''
	for (let item = text._start; item; item = item.right)
		if (item.content instanceof Y.ContentString && wasPresent(item, transaction)) letters += item.content.str
	return letters
}

const wasPresent = (item: Y.Item, { deleteSet }: Y.Transaction) => !item.deleted || Y.isDeleted(deleteSet, item.id)
