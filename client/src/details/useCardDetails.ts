import {
	type BoardRecord,
	type CardDetails,
	type CardShape,
	type FieldChanges,
	isCard,
	type Records,
	readDetails,
	readRecord,
	validateRecord,
	writeFields,
} from '@charrette/shared'
import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Observable } from '../connection/observable.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN } from '../sync/undoHistory.ts'

export interface CardWithDetails {
	shape: CardShape
	details: CardDetails
}

/** Returns a card of the document and its details, kept up to date; null if the card is gone. */
export function useCardDetails({ records }: BoardDocument, card: string): CardWithDetails | null {
	const observed = useMemo(() => observeCard(records, card), [records, card])
	return useSyncExternalStore(observed.subscribe, observed.get)
}

function observeCard(records: Records, card: string): Observable<CardWithDetails | null> {
	/** The card as it was read last; null after a change. */
	let read: { card: CardWithDetails | null } | null = null
	return {
		get() {
			read ??= { card: readCardWithDetails(records, card) }
			return read.card
		},
		subscribe(onChange) {
			const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
				const isAbout = ({ path, changes }: Y.YEvent<Y.AbstractType<unknown>>) =>
					path[0] === card || (path.length === 0 && changes.keys.has(card))
				if (!events.some(isAbout)) return
				read = null
				onChange()
			}
			// The card may have changed since it was read.
			read = null
			records.observeDeep(observer)
			return () => records.unobserveDeep(observer)
		},
	}
}

function readCardWithDetails(records: Records, card: string): CardWithDetails | null {
	const map = records.get(card)
	const record: BoardRecord | string = map ? validateRecord(readRecord(card, map)) : ''
	return typeof record !== 'string' && isCard(record) ? { shape: record, details: readDetails(record.meta) } : null
}

/** Writes details of a card as one undo step. Does nothing if this person cannot write now. */
export function writeDetails({ records, undo, canWrite }: BoardDocument, card: string, changes: FieldChanges): void {
	if (!canWrite.get() || !records.has(card)) return
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => writeFields(records, card, changes), LOCAL_ORIGIN)
	undo.startStep()
}
