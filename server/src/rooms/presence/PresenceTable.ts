import type { BoardId, PresenceIdentity, RoomId } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { decodePresence, type PresenceEntry } from '../members/frameCodec.ts'
import { readBoardFields, readUnsentCards, readWorkshopFields } from './presenceFields.ts'

/**
 * An unchanged state is sent again only after this time, for peers that forget a client after 30 s
 * of silence.
 */
const RENEW_MS = 10_000
/**
 * The server's clocks are multiples of this. A stock client echoes the entry that it receives about
 * itself, with the clock that it received, which would undo the states that it has sent since. Its
 * own next state has a clock between two multiples.
 */
const CLOCK_STEP = 64

/** A member, as presence sees it. */
export interface PresentMember {
	/** The Yjs client id of this socket: the first that it named. */
	clientId: number | null
	readonly person: PresenceIdentity
	/** The owner of its edits (GATE1). */
	readonly owner: string
}

/**
 * Checks of the claims that members make in their presence. All states of a room share one object,
 * since there are many.
 */
export interface PresencePermissions {
	canUseClient(member: PresentMember, client: number): boolean
	canEditRecord(member: PresentMember, record: string): boolean
	/** Called with each state in a workshop's room, and the private cards only on its device. */
	onUnsentCards?(member: PresentMember, unsent: ReadonlyMap<BoardId, number>): void
	/** Called when a state that was not read at once turns out to be malformed JSON. */
	onUnreadable?(member: PresentMember, cause: unknown): void
}

interface StoredPresence extends PresenceEntry {
	/** The validated state that is sent to others. */
	json: string
	member: PresentMember
	permissions: PresencePermissions
	sentAt: number
}

/**
 * The presence of a room, owned by the server (PRES1): one entry per member, with the server's own
 * clock. States of present members are parsed lazily: of the states that a member sends before the
 * presence is read, only the last one is parsed.
 */
export class PresenceTable {
	readonly #entries = new Map<number, StoredPresence>()
	/**
	 * Unparsed states of present members. This map and the next are replaced, not cleared: V8
	 * allocates the new table of a cleared map in the old generation if the map is there, and objects
	 * that a dead table in the old generation refers to are promoted with it.
	 */
	#unread = new Map<number, string>()
	#changed = new Map<number, PresenceEntry>()
	readonly #isWorkshop: boolean
	#clock = 0
	#areNamesHidden = false

	/**
	 * The time in ms, the same on all nodes (NODE6b), so that clocks also rise when a member moves to
	 * another node.
	 */
	readonly #now: () => number

	constructor(room: RoomId, now: () => number) {
		this.#now = now
		this.#isWorkshop = room.startsWith('workshop:')
	}

	/**
	 * Applies an awareness update of a member: only its own entry, with its identity from the
	 * session. The client's clock only serves to detect an echo. Throws if the bytes are not an
	 * awareness update.
	 */
	apply(member: PresentMember, update: Uint8Array, permissions: PresencePermissions): void {
		for (const entry of decodePresence(update)) {
			if (!this.#canHoldClientId(member, entry) || !permissions.canUseClient(member, entry.clientId)) continue
			if (this.#entries.has(entry.clientId) && entry.json !== 'null') this.#unread.set(entry.clientId, entry.json)
			else this.#applyEntry(member, entry, permissions)
		}
	}

	/**
	 * Takes an awareness update that is only the next state of a present member, which changes
	 * nothing for others until it is read. Returns false for any other update, which has to be
	 * applied in its turn. Throws if the bytes are not an awareness update.
	 */
	renew(member: PresentMember, update: Uint8Array): boolean {
		const entries = decodePresence(update)
		const [entry] = entries
		const known = entry && this.#entries.get(entry.clientId)
		if (!known || entries.length > 1 || known.member !== member || entry.json === 'null') return false
		if (!known.permissions.canUseClient(member, entry.clientId)) return false
		if (this.#canHoldClientId(member, entry)) this.#unread.set(entry.clientId, entry.json)
		return true
	}

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
		for (const entry of this.#entries.values()) {
			const { user: _, ...state } = JSON.parse(entry.json)
			this.#set(entry, state)
		}
		return this.#changed.size > 0
	}

	/** The present member that has a client id; undefined if there is none. */
	holderOf(client: number): PresentMember | undefined {
		return this.#entries.get(client)?.member
	}

	all(): PresenceEntry[] {
		this.#read()
		return [...this.#entries.values()]
	}

	/** The entries that have changed since the last call. */
	takeChanged(): PresenceEntry[] {
		this.#read()
		const changed = this.#changed
		if (changed.size > 0) this.#changed = new Map()
		return [...changed.values()]
	}

	#read(): void {
		if (this.#unread.size === 0) return
		const unread = this.#unread
		this.#unread = new Map()
		for (const [clientId, json] of unread) {
			const { member, permissions } = this.#entries.get(clientId) ?? {}
			if (!member || !permissions) continue
			try {
				this.#applyEntry(member, { clientId, json }, permissions)
			} catch (cause) {
				permissions.onUnreadable?.(member, cause)
			}
		}
	}

	/** Whether an entry has the member's own client id, and is not an echo of the server's entry. */
	#canHoldClientId(member: PresentMember, { clientId, clock }: PresenceEntry): boolean {
		const holder = this.#entries.get(clientId)?.member
		if ((holder && holder !== member) || clientId !== (member.clientId ?? clientId)) return false
		return holder === undefined || clock === 0 || clock % CLOCK_STEP !== 0
	}

	#applyEntry(
		member: PresentMember,
		{ clientId, json }: Pick<PresenceEntry, 'clientId' | 'json'>,
		permissions: PresencePermissions,
	): void {
		if (json.length > LIMITS.maxPresenceBytes + LIMITS.maxLiveBytes) return
		const state: unknown = JSON.parse(json)
		if (state === null) this.remove(member)
		if (state === null || typeof state !== 'object') return
		if (json.length > LIMITS.maxPresenceBytes && isTooLarge(state)) return
		member.clientId = clientId
		const sent = state as Readonly<Record<string, unknown>>
		if (this.#isWorkshop) permissions.onUnsentCards?.(member, readUnsentCards(sent))
		const fields = this.#isWorkshop
			? readWorkshopFields(sent)
			: readBoardFields(sent, (record) => permissions.canEditRecord(member, record))
		this.#set({ clientId, member, permissions }, fields)
	}

	#set(
		{ clientId, member, permissions }: Pick<StoredPresence, 'clientId' | 'member' | 'permissions'>,
		fields: object,
	): void {
		const json = JSON.stringify({ user: this.#visibleIdentity(member.person), ...fields })
		const known = this.#entries.get(clientId)
		const sentAt = performance.now()
		if (known?.json === json && sentAt - known.sentAt < RENEW_MS) return
		const entry = { clientId, clock: this.#nextClock(), json, member, permissions, sentAt }
		this.#entries.set(clientId, entry)
		this.#changed.set(clientId, entry)
	}

	#visibleIdentity(person: PresenceIdentity): PresenceIdentity {
		return this.#areNamesHidden && person.role === 'participant' ? { ...person, name: '', city: '' } : person
	}

	/**
	 * Returns the next clock. Clocks also rise across restarts, because peers remember the clocks
	 * that they have seen.
	 */
	#nextClock(): number {
		this.#clock = Math.max(this.#clock + CLOCK_STEP, this.#now() * CLOCK_STEP)
		return this.#clock
	}
}

function isTooLarge(state: object): boolean {
	return JSON.stringify({ ...state, live: undefined }).length > LIMITS.maxPresenceBytes
}
