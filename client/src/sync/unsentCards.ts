/**
 * The private documents that have cards only on this device (ROOM3k). Their copies are in
 * IndexedDB, and are read when a document is opened, so their numbers are in `localStorage` too.
 */
import { type BoardId, findBoard, type ParticipantId, parseRoomId, type RoomId, type Workshop } from '@charrette/shared'
import { useMemo, useSyncExternalStore } from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { createObservable } from '../connection/observable.ts'

const PREFIX = 'charrette.unsent.'
const changes = createObservable(0)

/** Stores the number of cards of a private room that are only on this device. */
export function storeUnsentCards(room: RoomId, cards: number): void {
	const key = PREFIX + room
	if ((localStore.read(key) ?? '0') === String(cards)) return
	if (cards > 0) localStore.write(key, String(cards))
	else localStore.remove(key)
	changes.set(changes.get() + 1)
}

/** Returns the number of cards of a private room that are only on this device. */
export function unsentCardsOf(room: RoomId): number {
	return Number(localStore.read(PREFIX + room))
}

/**
 * Returns, by board of a workshop, the number of the participant's private cards that are only on
 * this device.
 */
export function useUnsentCards(
	workshop: Workshop | null,
	participant: ParticipantId | null,
): ReadonlyMap<BoardId, number> {
	const json = useSyncExternalStore(changes.subscribe, () => {
		const found: [BoardId, number][] = []
		for (const key of workshop && participant ? localStore.keys(PREFIX) : []) {
			const room = parseRoomId(key.slice(PREFIX.length))
			if (room?.type !== 'private' || room.participant !== participant) continue
			if (workshop && findBoard(workshop, room.board)) found.push([room.board, Number(localStore.read(key))])
		}
		return JSON.stringify(found.sort())
	})
	return useMemo(() => new Map(JSON.parse(json) as [BoardId, number][]), [json])
}
