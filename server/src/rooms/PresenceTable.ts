import type { PresenceIdentity, RoomId } from '@charrette/shared'
import { ID_PATTERN, LIMITS, MAX_LASER_POINTS, REACTIONS, RECORD_ID_PATTERN } from '@charrette/shared'
import { z } from 'zod'
import { decodePresence, type PresenceEntry } from './frameCodec.ts'

const MAX_LIVE_RECORDS = 500
/**
 * An unchanged state is sent again only after this time, for peers that forget a client after 30 s
 * of silence.
 */
const RENEW_MS = 10_000
/**
 * The server's clocks are multiples of this. A stock client echoes what it hears of itself, with
 * the clock it heard, and would so undo what it has sent since; its own next state has a clock in
 * between.
 */
const CLOCK_STEP = 64

const coordinate = z.number().min(-1e7).max(1e7).transform(Math.round)
const recordId = z.string().max(80)
/** Field names of records, without those of an object's prototype. */
const fieldName = z.string().regex(/^(?!constructor$|prototype$)[A-Za-z][A-Za-z0-9_.]{0,79}$/)
const fieldValue = z.unknown().refine((value) => isNestedWithin(value, LIMITS.maxValueDepth))

/**
 * The fields of a gesture in progress (DOC3). Size and names are checked here; each client
 * validates the values.
 */
const live = z
	.record(z.string().regex(RECORD_ID_PATTERN), z.record(fieldName, fieldValue))
	.refine((records) => Object.keys(records).length <= MAX_LIVE_RECORDS)
	.refine((records) => Buffer.byteLength(JSON.stringify(records)) <= LIMITS.maxLiveBytes)

const reaction = z.object({
	emoji: z.enum(REACTIONS),
	x: coordinate,
	y: coordinate,
	n: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})

/** The fields that a member may set in a board's or a private room; others are dropped. */
const BOARD_FIELDS = z.object({
	cursor: z.object({ x: coordinate, y: coordinate }).nullish().catch(null),
	selection: z.array(recordId).max(50).optional().catch([]),
	typing: recordId.nullish().catch(null),
	viewport: z.object({ x: coordinate, y: coordinate, w: coordinate, h: coordinate }).optional().catch(undefined),
	following: z.string().max(80).nullish().catch(null),
	laser: z
		.array(coordinate)
		.max(MAX_LASER_POINTS * 2)
		.optional()
		.catch(undefined),
	reaction: reaction.nullish().catch(null),
	live: live.optional().catch(undefined),
})
const signal = z.boolean().optional().catch(undefined)
/** The same for a workshop's room. */
const WORKSHOP_FIELDS = z.object({
	board: z.string().regex(ID_PATTERN).nullish().catch(null),
	done: signal,
	help: signal,
})

/** Whether a JSON value is nested no deeper than this. */
function isNestedWithin(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true
	return depth > 0 && Object.values(value).every((inner) => isNestedWithin(inner, depth - 1))
}

/** A member, as presence sees it. */
export interface PresentMember {
	/** The Yjs client id that this socket speaks for: the first that it named. */
	clientId: number | null
	readonly person: PresenceIdentity
	/** The owner of its edits (GATE1). */
	readonly owner: string
	hasSynced: boolean
}

/** What a member may claim in its presence. */
interface PresencePermissions {
	canUseClient(client: number): boolean
	canEditRecord(record: string): boolean
	/** Called when a state that was not read at once turns out to be no JSON. */
	onUnreadable?(cause: unknown): void
}

/** A state that a present member has sent, not yet read. */
interface UnreadState {
	member: PresentMember
	entry: PresenceEntry
	permissions: PresencePermissions
}

interface StoredPresence {
	member: PresentMember
	/** What the member sent, validated. */
	state: object
	/** What is sent to others. */
	json: string
	clock: number
	sentAt: number
}

/**
 * The presence of a room, owned by the server (PRES1): one entry a member, with the server's own
 * clock. A state of a present member is read when it is asked for: of those that a member sends meanwhile, only the last.
 */
export class PresenceTable {
	readonly #entries = new Map<number, StoredPresence>()
	readonly #unread = new Map<number, UnreadState>()
	readonly #changed = new Map<number, PresenceEntry>()
	readonly #fields: typeof BOARD_FIELDS | typeof WORKSHOP_FIELDS
	#clock = 0
	#areNamesHidden = false

	constructor(room: RoomId) {
		this.#fields = room.startsWith('workshop:') ? WORKSHOP_FIELDS : BOARD_FIELDS
	}

	/**
	 * Applies an awareness update of a member: its own entry alone, with its identity from the
	 * session. The client's clock only serves to detect an echo. Throws if the bytes are no awareness
	 * update.
	 */
	apply(member: PresentMember, update: Uint8Array, permissions: PresencePermissions): void {
		for (const entry of decodePresence(update)) {
			if (!this.#canSpeakFor(member, entry) || !permissions.canUseClient(entry.clientId)) continue
			if (this.#entries.has(entry.clientId) && entry.json !== 'null')
				this.#unread.set(entry.clientId, { member, entry, permissions })
			else this.#applyEntry(member, entry, permissions)
		}
	}

	/** Removes the entry of a member that left. */
	remove(member: PresentMember): void {
		const { clientId } = member
		if (clientId === null || this.#entries.get(clientId)?.member !== member) return
		this.#entries.delete(clientId)
		this.#unread.delete(clientId)
		this.#changed.set(clientId, { clientId, clock: this.#nextClock(), json: 'null' })
	}

	/** Hides or shows the names of participants. Returns whether entries have to be sent again. */
	hideNames(areHidden: boolean): boolean {
		if (areHidden === this.#areNamesHidden) return false
		this.#read()
		this.#areNamesHidden = areHidden
		for (const [clientId, { member, state }] of this.#entries) this.#set(clientId, member, state)
		return this.#changed.size > 0
	}

	/** The member who speaks for a client id; undefined if nobody does. */
	speakerOf(client: number): PresentMember | undefined {
		return this.#entries.get(client)?.member
	}

	/** The entries of all present members. */
	all(): PresenceEntry[] {
		this.#read()
		return [...this.#entries].map(([clientId, { clock, json }]) => ({ clientId, clock, json }))
	}

	/** The entries that have changed since the last call. */
	takeChanged(): PresenceEntry[] {
		this.#read()
		const changed = [...this.#changed.values()]
		this.#changed.clear()
		return changed
	}

	#read(): void {
		const unread = [...this.#unread.values()]
		this.#unread.clear()
		for (const { member, entry, permissions } of unread) {
			try {
				this.#applyEntry(member, entry, permissions)
			} catch (cause) {
				permissions.onUnreadable?.(cause)
			}
		}
	}

	/** Whether an entry is of the member's own client id, and not an echo of what the server sent. */
	#canSpeakFor(member: PresentMember, { clientId, clock }: PresenceEntry): boolean {
		const speaker = this.#entries.get(clientId)?.member
		if ((speaker && speaker !== member) || clientId !== (member.clientId ?? clientId)) return false
		return speaker === undefined || clock === 0 || clock % CLOCK_STEP !== 0
	}

	#applyEntry(member: PresentMember, { clientId, json }: PresenceEntry, permissions: PresencePermissions): void {
		if (json.length > LIMITS.maxPresenceBytes + LIMITS.maxLiveBytes) return
		const state: unknown = JSON.parse(json)
		if (state === null) this.remove(member)
		if (state === null || typeof state !== 'object') return
		if (json.length > LIMITS.maxPresenceBytes && isTooLarge(state)) return
		member.clientId = clientId
		this.#set(clientId, member, withAllowedLive(this.#fields.parse(state), permissions))
	}

	#set(clientId: number, member: PresentMember, state: object): void {
		const json = JSON.stringify({ user: this.#visibleIdentity(member.person), ...state })
		const known = this.#entries.get(clientId)
		if (known?.json === json && performance.now() - known.sentAt < RENEW_MS) return
		const clock = this.#nextClock()
		this.#entries.set(clientId, { member, state, json, clock, sentAt: performance.now() })
		this.#changed.set(clientId, { clientId, clock, json })
	}

	#visibleIdentity(person: PresenceIdentity): PresenceIdentity {
		return this.#areNamesHidden && person.role === 'participant' ? { ...person, name: '', city: '' } : person
	}

	/** The next clocks are above this one, which other nodes have sent. */
	advanceTo(clock: number): void {
		if (clock > this.#clock) this.#clock = Math.ceil(clock / CLOCK_STEP) * CLOCK_STEP
	}

	/** Rises across restarts too, because peers remember the clocks they have seen. */
	#nextClock(): number {
		this.#clock = Math.max(this.#clock + CLOCK_STEP, Date.now() * CLOCK_STEP)
		return this.#clock
	}
}

/** Whether a state is too large without its live fields. */
function isTooLarge(state: object): boolean {
	return JSON.stringify({ ...state, live: undefined }).length > LIMITS.maxPresenceBytes
}

/** Drops the live fields of records that the member may not edit (SETUP1). */
function withAllowedLive(
	state: { live?: object | undefined; [field: string]: unknown },
	{ canEditRecord }: PresencePermissions,
): object {
	if (!state.live) return state
	return { ...state, live: Object.fromEntries(Object.entries(state.live).filter(([record]) => canEditRecord(record))) }
}
