/**
 * The private documents that have cards only on this device (ROOM3k). Their copies are in
 * IndexedDB, and are read when a document is opened, so their numbers are in `localStorage` too.
 */
import { type BoardId, type ParticipantId, parseRoomId, type RoomId } from '@charrette/shared'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { createObservable } from '../connection/observable.ts'
import { LOCAL_KEYS, UNSENT_PREFIX } from '../connection/storageKeys.ts'
import { NONE_UNSENT, type UnsentCards } from '../connection/useWorkshop.ts'

const changes = createObservable(0)
/** A card that is saved within this time is not reported: each typed letter is unsaved at first. */
const REPORT_MS = 3000

/** Stores the number of cards of a private room that are only on this device. */
export function storeUnsentCards(room: RoomId, cards: number): void {
	const key = LOCAL_KEYS.unsent(room)
	if ((localStore.read(key) ?? '0') === String(cards)) return
	if (cards > 0) localStore.write(key, String(cards))
	else localStore.remove(key)
	changes.set(changes.get() + 1)
}

/** Returns the number of cards of a private room that are only on this device. */
export function unsentCardsOf(room: RoomId): number {
	return Number(localStore.read(LOCAL_KEYS.unsent(room)))
}

/** Returns, by board, the number of a participant's private cards that are only on this device. */
export function useUnsentCards(participant: ParticipantId | null): ReadonlyMap<BoardId, number> {
	const json = useSyncExternalStore(changes.subscribe, () => {
		const found: [BoardId, number][] = []
		for (const key of participant ? localStore.keys(UNSENT_PREFIX) : []) {
			const room = parseRoomId(key.slice(UNSENT_PREFIX.length))
			if (room?.type === 'private' && room.participant === participant)
				found.push([room.board, Number(localStore.read(key))])
		}
		return JSON.stringify(found.sort())
	})
	return useMemo(() => new Map(JSON.parse(json) as [BoardId, number][]), [json])
}

/**
 * Returns the numbers to report to the server (ROOM3k): those that have not changed for a while.
 */
export function useReportedCards(unsent: ReadonlyMap<BoardId, number>): UnsentCards {
	const [reported, setReported] = useState(NONE_UNSENT)
	useEffect(() => {
		if (unsent.size === 0) {
			setReported(NONE_UNSENT)
			return
		}
		const timer = setTimeout(() => setReported(Object.fromEntries(unsent)), REPORT_MS)
		return () => clearTimeout(timer)
	}, [unsent])
	return reported
}
