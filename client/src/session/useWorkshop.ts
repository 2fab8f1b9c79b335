import type {
	BoardDigest,
	BoardId,
	CloseCode,
	HeldCards,
	Hint,
	Presence,
	PresenceIdentity,
	Signals,
	Workshop,
	WorkshopPresence,
} from '@charrette/shared'
import { workshopRoom } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import * as Y from 'yjs'
import type { Cell, Readable } from './cell.ts'
import { createCell } from './cell.ts'
import type { RoomConnection } from './connectRoom.ts'
import { connectRoom } from './connectRoom.ts'
import type { Credentials } from './credentials.ts'
import type { ServerClock } from './serverClock.ts'
import { createServerClock } from './serverClock.ts'

/** Somebody who is here now, the board that is open before them, and what they signal. */
export type Person = PresenceIdentity & Signals & { board: BoardId | null }

export const NO_SIGNALS: Signals = { done: false, help: false }

export interface WorkshopState {
	/** The newest state the server pushed; null until the first. */
	workshop: Workshop | null
	people: Person[]
	/** How many cards are held in private at each board that has any. */
	held: Partial<Record<BoardId, HeldCards>>
	status: 'connecting' | 'live' | 'offline' | 'refused'
	/** Why the server refused, when it did. */
	code: CloseCode | null
	/** How often each hint came: somebody has voted; this person's first card would be welcome. */
	hints: Record<Hint['type'], number>
	/** The server's time, by which the timer runs. */
	clock: ServerClock
	/** How each board stands, for those who are told; watched apart from the rest, as it changes every second. */
	digests: Readable<Digests>
}

/** The newest digest of each board that one was told of. */
export type Digests = ReadonlyMap<BoardId, BoardDigest>

const NOTHING_YET: Omit<WorkshopState, 'clock' | 'digests'> = {
	workshop: null,
	people: [],
	held: {},
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
function sayingOf(board: BoardId | null, { done, help }: Signals): WorkshopPresence {
	return { board, ...(done && { done }), ...(help && { help }) }
}

/** Follows a workshop's room: its state, and who is here. Tells the others which board is open here, and the signals given. */
export function useWorkshop(
	credentials: Credentials,
	openBoard: BoardId | null,
	{ done, help }: Signals = NO_SIGNALS,
): WorkshopState {
	const { workshop, token } = credentials
	const [state, setState] = useState(NOTHING_YET)
	const [clock] = useState(createServerClock)
	const [digests] = useState<Cell<Digests>>(() => createCell<Digests>(new Map()))
	const connection = useRef<RoomConnection | null>(null)
	const said = useRef<WorkshopPresence>({})
	said.current = sayingOf(openBoard, { done, help })

	useEffect(() => {
		setState(NOTHING_YET)
		digests.set(new Map())
		const doc = new Y.Doc()
		const room = connectRoom({
			room: workshopRoom(workshop),
			token,
			doc,
			onClock: clock.heard,
			onDigests: (told) => digests.set(new Map([...digests.get(), ...told.map((one) => [one.board, one] as const)])),
			onHint: (json) => {
				const { type } = JSON.parse(json) as Hint
				setState((was) => ({ ...was, hints: { ...was.hints, [type]: was.hints[type] + 1 } }))
			},
			onHeld: (json) => setState((was) => ({ ...was, held: JSON.parse(json) as WorkshopState['held'] })),
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
		() => connection.current?.awareness.setLocalState(sayingOf(openBoard, { done, help })),
		[openBoard, done, help],
	)
	return { ...state, clock, digests }
}
