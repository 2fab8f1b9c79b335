import {
	type BoardRecord,
	type CardDetails,
	type CardShape,
	isCard,
	type Records,
	readDetails,
	readRecord,
	validateRecord,
	writeFields,
} from '@charrette/shared'
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN } from '../sync/undoHistory.ts'

export interface CardWithDetails {
	shape: CardShape
	details: CardDetails
}

/** Returns a card of the document and its details, kept up to date; null if the card is gone. */
export function useCardDetails({ records }: BoardDocument, card: string): CardWithDetails | null {
	const version = useRef(0)
	const subscribe = useCallback(
		(onChange: () => void) => {
			const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
				const isAbout = ({ path, changes }: Y.YEvent<Y.AbstractType<unknown>>) =>
					path[0] === card || (path.length === 0 && changes.keys.has(card))
				if (!events.some(isAbout)) return
				version.current++
				onChange()
			}
			records.observeDeep(observer)
			return () => records.unobserveDeep(observer)
		},
		[records, card],
	)
	const now = useSyncExternalStore(subscribe, () => version.current)
	return useMemo(() => readCardWithDetails(records, card), [records, card, now])
}

function readCardWithDetails(records: Records, card: string): CardWithDetails | null {
	const map = records.get(card)
	const record: BoardRecord | string = map ? validateRecord(readRecord(card, map)) : ''
	return typeof record !== 'string' && isCard(record) ? { shape: record, details: readDetails(record.meta) } : null
}

/** Writes details of a card as one undo step. Does nothing if this person cannot write now. */
export function writeDetails(
	{ records, undo, canWrite }: BoardDocument,
	card: string,
	changes: Record<string, string | undefined>,
): void {
	if (!canWrite.get() || !records.has(card)) return
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => writeFields(records, card, changes), LOCAL_ORIGIN)
	undo.startStep()
}
