import {
	applyJsonChange,
	type BoardDigest,
	type BoardId,
	CLOSE,
	type CloseCode,
	type Hint,
	type PersonStatus,
	type Presence,
	type PresenceIdentity,
	type PrivateCardCounts,
	translateTitles,
	type Workshop,
	type WorkshopPresence,
	workshopRoom,
} from '@charrette/shared'
import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import { compareNames } from '../i18n/compareNames.ts'
import { useLocale } from '../i18n/useTranslation.ts'
import { connectRoom, type RoomConnection } from './connectRoom.ts'
import type { Credentials } from './credentials.ts'
import { removeCopies, removeCopiesOf } from './forgetCopies.ts'
import { forgetVisits } from './lastVisits.ts'
import { createObservable, type MutableObservable, type Observable } from './observable.ts'
import { checkRelease } from './release.ts'
import { createServerClock, type ServerClock } from './serverClock.ts'
import { forgetStoredWorkshop, readStoredWorkshop, storeWorkshop } from './storedWorkshop.ts'

/** A person who is present now, with the board that they have open and their status. */
export type Person = PresenceIdentity & PersonStatus & { board: BoardId | null }

/** The numbers of this participant's private cards that are only on this device, by board. */
export type UnsentCards = NonNullable<WorkshopPresence['unsent']>

export const NONE_UNSENT: UnsentCards = {}

export const NO_STATUS: PersonStatus = { done: false, help: false }

export interface WorkshopState {
	/**
	 * The newest state from the server, with its built-in titles in the reader's language; null until
	 * the first state arrives.
	 */
	workshop: Workshop | null
	people: readonly Person[]
	/** The numbers of private cards, for each board that has any. */
	privateCards: Partial<Record<BoardId, PrivateCardCounts>>
	status: 'connecting' | 'live' | 'offline' | 'refused'
	/** The close code with which the server refused the connection; null if it did not. */
	code: CloseCode | null
	/**
	 * The number of times that each hint arrived: a person has voted (`ballots`), the facilitator
	 * reminds this person to write (`nudge`) or steps through the projector's scene (`next`,
	 * `previous`), or reactions at the open board changed (`reactions`).
	 */
	hints: Record<Hint['type'], number>
	/** The server's time, for the timer. */
	clock: ServerClock
	/**
	 * The digests of the boards, for facilitators and projectors. They are an observable of their own
	 * because they change every second.
	 */
	digests: Observable<Digests>
}

/** The newest digest of each board. */
export type Digests = ReadonlyMap<BoardId, BoardDigest>

/**
 * Presence and ballots may change a hundred times a second. They are collected for this time, so
 * that a page renders ten times a second at most (FAN6).
 */
const COLLECT_MS = 100

/** Close codes that mean that the person was removed, or the workshop was deleted. */
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
 * Joins a workshop's room and returns its state and the people present. Sends the board that this
 * person has open, their status, and the number of their private cards only on this device.
 */
export function useWorkshop(
	credentials: Credentials,
	openBoard: BoardId | null,
	{ done, help }: PersonStatus = NO_STATUS,
	unsent: UnsentCards = NONE_UNSENT,
): WorkshopState {
	const { workshop: id, token } = credentials
	const [state, setState] = useState(INITIAL_STATE)
	const [clock] = useState(createServerClock)
	const [digests] = useState<MutableObservable<Digests>>(() => createObservable<Digests>(new Map()))
	const connection = useRef<RoomConnection | null>(null)
	const presenceNow = useEffectEvent(() => presenceOf(openBoard, { done, help }, unsent))
	const store = useEffectEvent((workshop: Workshop) => storeWorkshop(credentials, workshop))
	const forget = useEffectEvent((code: CloseCode) => removeStored(credentials, code))

	useEffect(() => {
		setState(INITIAL_STATE)
		digests.set(new Map())
		const doc = new Y.Doc()
		let latest: Workshop | null = null
		const show = (workshop: Workshop) => {
			latest = workshop
			store(workshop)
			setState((was) => ({ ...was, workshop }))
		}
		const room = connectRoom({
			room: workshopRoom(id),
			token,
			doc,
			params: { changes: '1', workshop: id },
			onClock: clock.addServerTime,
			onDigests: (changed) =>
				digests.set(new Map([...digests.get(), ...changed.map((digest) => [digest.board, digest] as const)])),
			onHint: (json) => {
				const hint = JSON.parse(json) as Hint
				if (hint.type === 'reactions' && hint.board !== presenceNow().board) return
				const { type } = hint
				if (type === 'ballots') collect(1)
				else setState((was) => ({ ...was, hints: { ...was.hints, [type]: was.hints[type] + 1 } }))
			},
			onPrivateCards: (json) =>
				setState((was) => ({ ...was, privateCards: JSON.parse(json) as WorkshopState['privateCards'] })),
			onState: (json) => show(JSON.parse(json) as Workshop),
			onStateChanges(message) {
				if ('state' in message) show(message.state as Workshop)
				else if (latest) show(applyJsonChange(latest, message.change) as Workshop)
			},
		})
		connection.current = room
		room.awareness.setLocalState(presenceNow())
		let ballots = 0
		let timer: ReturnType<typeof setTimeout> | undefined
		const collect = (votes: number) => {
			ballots += votes
			timer ??= setTimeout(showCollected, COLLECT_MS)
		}
		const showCollected = () => {
			timer = undefined
			const others = [...room.awareness.getStates()].filter(([client]) => client !== doc.clientID)
			const found = peopleIn(others.map(([, state]) => state))
			const votes = ballots
			ballots = 0
			setState((was) => {
				const people = keepSame(was.people, found)
				const hints = votes > 0 ? { ...was.hints, ballots: was.hints.ballots + votes } : was.hints
				return people === was.people && hints === was.hints ? was : { ...was, people, hints }
			})
		}
		const showPeople = () => collect(0)
		let wasOffline = false
		const showStatus = () => {
			const now = room.status.get()
			// The server may have been updated meanwhile.
			if (now.state === 'live' && wasOffline) void checkRelease()
			wasOffline = now.state === 'offline' || (wasOffline && now.state !== 'live')
			if (now.state === 'closed') {
				if (ENDED.includes(now.code)) forget(now.code)
				setState((was) => ({ ...was, status: 'refused', code: now.code }))
			} else setState((was) => ({ ...was, status: now.state as WorkshopState['status'] }))
		}
		room.awareness.on('change', showPeople)
		const unsubscribe = room.status.subscribe(showStatus)
		return () => {
			unsubscribe()
			clearTimeout(timer)
			room.close()
			doc.destroy()
			connection.current = null
		}
	}, [id, token, clock, digests])

	useEffect(
		() => connection.current?.awareness.setLocalState(presenceOf(openBoard, { done, help }, unsent)),
		[openBoard, done, help, unsent],
	)
	const locale = useLocale()
	const workshop = useMemo(() => state.workshop && translateTitles(state.workshop, locale), [state.workshop, locale])
	return { ...state, workshop, clock, digests }
}

/** Removes what this device stores of a workshop, or of one person in it (OFFLINE6). */
function removeStored({ workshop, role, participant }: Credentials, code: CloseCode): void {
	if (code === CLOSE.noRoom) void removeCopies(workshop)
	else void removeCopiesOf(workshop, participant ?? role)
	forgetStoredWorkshop(workshop, role)
	forgetVisits(workshop, role)
}

/**
 * Returns the workshop from the server, or this browser's stored copy of it (OFFLINE2) if the
 * server cannot be reached and has not sent its state. The server's state then replaces the copy.
 */
export function useWorkshopOrStoredCopy(
	{ workshop: id, role }: Credentials,
	{ workshop, status }: Pick<WorkshopState, 'workshop' | 'status'>,
): Workshop | null {
	const locale = useLocale()
	const [copy, setCopy] = useState<{ of: string; workshop: Workshop | null } | null>(null)
	const of = `${id} ${role}`
	// A copy stays once it is shown: a page in use must not disappear while the connection is set up.
	if (!workshop && status === 'offline' && copy?.of !== of) setCopy({ of, workshop: readStoredWorkshop(id, role) })
	const stored = copy?.of === of ? copy.workshop : null
	const titled = useMemo(() => stored && translateTitles(stored, locale), [stored, locale])
	return workshop ?? titled
}

/**
 * Returns the people in these presence states, sorted by name. A person with several tabs counts
 * once, and a tab with an open board takes precedence over a tab without one.
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

/**
 * Returns `found` with the earlier objects of people who have not changed; `before` itself if
 * nobody has.
 */
function keepSame(before: readonly Person[], found: readonly Person[]): readonly Person[] {
	const known = new Map(before.map((person) => [personKey(person), person]))
	const people = found.map((person) => {
		const was = known.get(personKey(person))
		return was && areSamePeople(was, person) ? was : person
	})
	return people.length === before.length && people.every((person, at) => person === before[at]) ? before : people
}

const personKey = ({ participant, role, name }: Person) => participant ?? `${role} ${name}`

function areSamePeople(one: Person, other: Person): boolean {
	const names = Object.keys(one) as (keyof Person)[]
	return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}

/** Returns the presence of this person, without the fields that are off. */
function presenceOf(board: BoardId | null, { done, help }: PersonStatus, unsent: UnsentCards): WorkshopPresence {
	const hasUnsent = Object.keys(unsent).length > 0
	return { board, ...(done && { done }), ...(help && { help }), ...(hasUnsent && { unsent }) }
}

/**
 * Returns the digest of a board; null until it arrives. The component rerenders only when this
 * board's digest changes.
 */
export function useDigest(digests: Observable<Digests>, board: BoardId): BoardDigest | null {
	return useSyncExternalStore(digests.subscribe, () => digests.get().get(board) ?? null)
}

/** Returns the digests of all boards. */
export function useDigests(digests: Observable<Digests>): Digests {
	return useSyncExternalStore(digests.subscribe, digests.get)
}
