import {
	type BoardDigest,
	type BoardId,
	type CloseCode,
	type Hint,
	type Presence,
	type PresenceIdentity,
	type PrivateCardCounts,
	type Signals,
	type Workshop,
	type WorkshopPresence,
	workshopRoom,
} from '@charrette/shared'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import { connectRoom, type RoomConnection } from './connectRoom.ts'
import type { Credentials } from './credentials.ts'
import { createObservable, type MutableObservable, type Observable } from './observable.ts'
import { createServerClock, type ServerClock } from './serverClock.ts'

/** Somebody who is here now, the board that is open before them, and what they signal. */
export type Person = PresenceIdentity & Signals & { board: BoardId | null }

export const NO_SIGNALS: Signals = { done: false, help: false }

export interface WorkshopState {
	/** The newest state the server pushed; null until the first. */
	workshop: Workshop | null
	people: Person[]
	/** How many cards are held in private at each board that has any. */
	privateCards: Partial<Record<BoardId, PrivateCardCounts>>
	status: 'connecting' | 'live' | 'offline' | 'refused'
	/** Why the server refused, when it did. */
	code: CloseCode | null
	/** How often each hint came: somebody has voted; this person's first card would be welcome. */
	hints: Record<Hint['type'], number>
	/** The server's time, by which the timer runs. */
	clock: ServerClock
	/** How each board stands, for those who are told; watched apart from the rest, as it changes every second. */
	digests: Observable<Digests>
}

/** The newest digest of each board that one was told of. */
export type Digests = ReadonlyMap<BoardId, BoardDigest>

const INITIAL_STATE: Omit<WorkshopState, 'clock' | 'digests'> = {
	workshop: null,
	people: [],
	privateCards: {},
	status: 'connecting',
	code: null,
	hints: { ballots: 0, nudge: 0 },
}

/** Each person once, however many tabs they have; a board that is open wins over none. */
function peopleIn(states: Iterable<unknown>): Person[] {
	const people = new Map<string, Person>()
	for (const state of states) {
		const { user, board = null, done = false, help = false } = state as Partial<Presence<WorkshopPresence>>
		if (!user) continue
		const key = user.participant ?? `${user.role} ${people.size}`
		const known = people.get(key)
		people.set(key, {
			...user,
			board: board ?? known?.board ?? null,
			done: done || known?.done === true,
			help: help || known?.help === true,
		})
	}
	return [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
}

/** What is said of this person; a signal that is not given is not sent. */
function presenceOf(board: BoardId | null, { done, help }: Signals): WorkshopPresence {
	return { board, ...(done && { done }), ...(help && { help }) }
}

/** Follows a workshop's room: its state, and who is here. Tells the others which board is open here, and the signals given. */
export function useWorkshop(
	credentials: Credentials,
	openBoard: BoardId | null,
	{ done, help }: Signals = NO_SIGNALS,
): WorkshopState {
	const { workshop, token } = credentials
	const [state, setState] = useState(INITIAL_STATE)
	const [clock] = useState(createServerClock)
	const [digests] = useState<MutableObservable<Digests>>(() => createObservable<Digests>(new Map()))
	const connection = useRef<RoomConnection | null>(null)
	const said = useRef<WorkshopPresence>({})
	said.current = presenceOf(openBoard, { done, help })

	useEffect(() => {
		setState(INITIAL_STATE)
		digests.set(new Map())
		const doc = new Y.Doc()
		const room = connectRoom({
			room: workshopRoom(workshop),
			token,
			doc,
			onClock: clock.noteServerTime,
			onDigests: (told) => digests.set(new Map([...digests.get(), ...told.map((one) => [one.board, one] as const)])),
			onHint: (json) => {
				const { type } = JSON.parse(json) as Hint
				setState((was) => ({ ...was, hints: { ...was.hints, [type]: was.hints[type] + 1 } }))
			},
			onPrivateCards: (json) =>
				setState((was) => ({ ...was, privateCards: JSON.parse(json) as WorkshopState['privateCards'] })),
			onState: (json) => setState((was) => ({ ...was, workshop: JSON.parse(json) as Workshop })),
		})
		connection.current = room
		room.awareness.setLocalState(said.current)
		const showPeople = () => {
			const others = [...room.awareness.getStates()].filter(([client]) => client !== doc.clientID)
			setState((was) => ({ ...was, people: peopleIn(others.map(([, presence]) => presence)) }))
		}
		const showStatus = () => {
			const now = room.status.get()
			if (now.state === 'closed') setState((was) => ({ ...was, status: 'refused', code: now.code }))
			else setState((was) => ({ ...was, status: now.state as WorkshopState['status'] }))
		}
		room.awareness.on('change', showPeople)
		const unsubscribe = room.status.subscribe(showStatus)
		return () => {
			unsubscribe()
			room.close()
			doc.destroy()
			connection.current = null
		}
	}, [workshop, token, clock, digests])

	useEffect(
		() => connection.current?.awareness.setLocalState(presenceOf(openBoard, { done, help })),
		[openBoard, done, help],
	)
	return { ...state, clock, digests }
}

/** How one board stands; null until one is told. The component renders anew when this board changes, not when others do. */
export function useDigest(digests: Observable<Digests>, board: BoardId): BoardDigest | null {
	return useSyncExternalStore(digests.subscribe, () => digests.get().get(board) ?? null)
}

/** How all boards stand that one was told of. */
export function useDigests(digests: Observable<Digests>): Digests {
	return useSyncExternalStore(digests.subscribe, digests.get)
}
