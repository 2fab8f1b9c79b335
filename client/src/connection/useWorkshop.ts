import {
	type BoardDigest,
	type BoardId,
	CLOSE,
	type CloseCode,
	type Hint,
	type Presence,
	type PresenceIdentity,
	type PrivateCardCounts,
	type Signals,
	type Workshop,
	type WorkshopPresence,
	withTitlesIn,
	workshopRoom,
} from '@charrette/shared'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import { compareNames } from '../i18n/compareNames.ts'
import { useLocale } from '../i18n/useTranslation.ts'
import { connectRoom, type RoomConnection } from './connectRoom.ts'
import type { Credentials } from './credentials.ts'
import { createObservable, type MutableObservable, type Observable } from './observable.ts'
import { createServerClock, type ServerClock } from './serverClock.ts'
import { forgetStoredWorkshop, readStoredWorkshop, storeWorkshop } from './storedWorkshop.ts'

/** A person who is present now, with the board that they have open and their signals. */
export type Person = PresenceIdentity & Signals & { board: BoardId | null }

export const NO_SIGNALS: Signals = { done: false, help: false }

export interface WorkshopState {
	/** The newest state from the server, its given titles in the reader's language; null until the first arrives. */
	workshop: Workshop | null
	people: Person[]
	/** The numbers of private cards, for each board that has any. */
	privateCards: Partial<Record<BoardId, PrivateCardCounts>>
	status: 'connecting' | 'live' | 'offline' | 'refused'
	/** Why the server refused the connection; null if it did not. */
	code: CloseCode | null
	/**
	 * How often each hint arrived: somebody has voted (`ballots`), the facilitator reminds this
	 * person to write (`nudge`), or steps through the projector's scene (`next`, `previous`), or
	 * reactions at the open board changed (`reactions`).
	 */
	hints: Record<Hint['type'], number>
	/** The server's time, for the timer. */
	clock: ServerClock
	/**
	 * The digests of the boards, for facilitators and projectors; an observable of its own, since it
	 * changes every second.
	 */
	digests: Observable<Digests>
}

/** The newest digest of each board. */
export type Digests = ReadonlyMap<BoardId, BoardDigest>

/** The person was removed, or the workshop was deleted. */
const ENDED: readonly CloseCode[] = [CLOSE.noAccess, CLOSE.noRoom]

const INITIAL_STATE: Omit<WorkshopState, 'clock' | 'digests'> = {
	workshop: null,
	people: [],
	privateCards: {},
	status: 'connecting',
	code: null,
	hints: { ballots: 0, nudge: 0, next: 0, previous: 0, reactions: 0 },
}

/**
 * Joins a workshop's room: its state and the people present. Sends the board that this person has
 * open and their signals.
 */
export function useWorkshop(
	credentials: Credentials,
	openBoard: BoardId | null,
	{ done, help }: Signals = NO_SIGNALS,
): WorkshopState {
	const { workshop: id, token } = credentials
	const [state, setState] = useState(INITIAL_STATE)
	const [clock] = useState(createServerClock)
	const [digests] = useState<MutableObservable<Digests>>(() => createObservable<Digests>(new Map()))
	const connection = useRef<RoomConnection | null>(null)
	const reader = useRef(credentials)
	reader.current = credentials
	const presence = useRef<WorkshopPresence>({})
	presence.current = presenceOf(openBoard, { done, help })

	useEffect(() => {
		setState(INITIAL_STATE)
		digests.set(new Map())
		const doc = new Y.Doc()
		const room = connectRoom({
			room: workshopRoom(id),
			token,
			doc,
			onClock: clock.noteServerTime,
			onDigests: (changed) =>
				digests.set(new Map([...digests.get(), ...changed.map((digest) => [digest.board, digest] as const)])),
			onHint: (json) => {
				const hint = JSON.parse(json) as Hint
				if (hint.type === 'reactions' && hint.board !== presence.current.board) return
				const { type } = hint
				setState((was) => ({ ...was, hints: { ...was.hints, [type]: was.hints[type] + 1 } }))
			},
			onPrivateCards: (json) =>
				setState((was) => ({ ...was, privateCards: JSON.parse(json) as WorkshopState['privateCards'] })),
			onState(json) {
				const workshop = JSON.parse(json) as Workshop
				storeWorkshop(reader.current, workshop)
				setState((was) => ({ ...was, workshop }))
			},
		})
		connection.current = room
		room.awareness.setLocalState(presence.current)
		const showPeople = () => {
			const others = [...room.awareness.getStates()].filter(([client]) => client !== doc.clientID)
			setState((was) => ({ ...was, people: peopleIn(others.map(([, state]) => state)) }))
		}
		const showStatus = () => {
			const now = room.status.get()
			if (now.state === 'closed') {
				if (ENDED.includes(now.code)) forgetStoredWorkshop(id, reader.current.role)
				setState((was) => ({ ...was, status: 'refused', code: now.code }))
			} else setState((was) => ({ ...was, status: now.state as WorkshopState['status'] }))
		}
		room.awareness.on('change', showPeople)
		const unsubscribe = room.status.subscribe(showStatus)
		return () => {
			unsubscribe()
			room.close()
			doc.destroy()
			connection.current = null
		}
	}, [id, token, clock, digests])

	useEffect(
		() => connection.current?.awareness.setLocalState(presenceOf(openBoard, { done, help })),
		[openBoard, done, help],
	)
	const locale = useLocale()
	const workshop = useMemo(() => state.workshop && withTitlesIn(state.workshop, locale), [state.workshop, locale])
	return { ...state, workshop, clock, digests }
}

/**
 * The workshop from the server; while that cannot be reached and has not sent it, what this browser stores of it (OFFLINE2).
 * What the server sends then takes its place.
 */
export function useKnownWorkshop(
	{ workshop: id, role }: Credentials,
	{ workshop, status }: Pick<WorkshopState, 'workshop' | 'status'>,
): Workshop | null {
	const locale = useLocale()
	const copy = useRef<{ of: string; workshop: Workshop | null }>(null)
	const of = `${id} ${role}`
	// Once shown it stays, since a page that is being written on must not go when the connection comes.
	if (!workshop && status === 'offline' && copy.current?.of !== of)
		copy.current = { of, workshop: readStoredWorkshop(id, role) }
	const stored = copy.current?.of === of ? copy.current.workshop : null
	const titled = useMemo(() => stored && withTitlesIn(stored, locale), [stored, locale])
	return workshop ?? titled
}

/**
 * The people in these presence states, sorted by name. A person with several tabs counts once, and
 * an open board wins over none.
 */
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
	return [...people.values()].sort((a, b) => compareNames(a.name, b.name))
}

/** The presence of this person; signals that are off are left out. */
function presenceOf(board: BoardId | null, { done, help }: Signals): WorkshopPresence {
	return { board, ...(done && { done }), ...(help && { help }) }
}

/**
 * The digest of a board; null until it arrives. The component rerenders only when this board
 * changes.
 */
export function useDigest(digests: Observable<Digests>, board: BoardId): BoardDigest | null {
	return useSyncExternalStore(digests.subscribe, () => digests.get().get(board) ?? null)
}

/** The digests of all boards. */
export function useDigests(digests: Observable<Digests>): Digests {
	return useSyncExternalStore(digests.subscribe, digests.get)
}
