import type { PresenceIdentity, RoomId } from '@charrette/shared'
import { ID_PATTERN, LIMITS, MAX_LASER_POINTS, REACTIONS, RECORD_ID_PATTERN } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { z } from 'zod'
import type { PresenceEntry } from './frameCodec.ts'

const coordinate = z.number().min(-1e7).max(1e7).transform(Math.round)
const recordId = z.string().max(80)
/** Names as the document has them, which leaves out those of a prototype. */
const fieldName = z.string().regex(/^(?!constructor$|prototype$)[A-Za-z][A-Za-z0-9_.]{0,79}$/)
const fieldValue = z.unknown().refine((value) => isNestedWithin(value, LIMITS.maxValueDepth))
const MAX_LIVE_RECORDS = 500
/** What a member says again is told again only so long after it was told, for peers that forget whom they do not hear of for 30 s. */
const RENEW_MS = 10_000
/**
 * The server's clocks are multiples of this. A stock client says what it hears of itself, with the clock it heard, and would so
 * take back what it has said since; its own next word has a clock in between.
 */
const CLOCK_STEP = 64

/** What is in a member's hand (DOC3): judged here by its size and its names; each client that shows it validates the fields. */
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

/** What a member may say of itself, by the kind of its room; everything else it says is dropped. */
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
const WORKSHOP_FIELDS = z.object({
	board: z.string().regex(ID_PATTERN).nullish().catch(null),
	done: signal,
	help: signal,
})

/** Whether a JSON value is nested at most so deep. */
function isNestedWithin(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true
	return depth > 0 && Object.values(value).every((inner) => isNestedWithin(inner, depth - 1))
}

/** A member as its room's presence knows it. */
export interface PresentMember {
	/** The Yjs client id that this socket speaks for: the first it named. */
	clientId: number | null
	readonly person: PresenceIdentity
}

/** What a member may name: a client id as its own, a record as in its hand. */
interface PresencePermissions {
	canUseClient(client: number): boolean
	canEditRecord(record: string): boolean
}

/** What is in the hand without the records that may not be there (SETUP1). */
function withAllowedLive(
	said: { live?: object | undefined; [field: string]: unknown },
	{ canEditRecord }: PresencePermissions,
): object {
	if (!said.live) return said
	return { ...said, live: Object.fromEntries(Object.entries(said.live).filter(([record]) => canEditRecord(record))) }
}

/** The presence of a room, owned by the server (PRES1): one entry a member, under the server's own clock. */
export class PresenceTable {
	readonly #entries = new Map<
		number,
		{ owner: PresentMember; said: object; json: string; clock: number; toldAt: number }
	>()
	readonly #changed = new Map<number, PresenceEntry>()
	readonly #fields: typeof BOARD_FIELDS | typeof WORKSHOP_FIELDS
	#clock = 0
	#areNamesHidden = false

	constructor(room: RoomId) {
		this.#fields = room.startsWith('workshop:') ? WORKSHOP_FIELDS : BOARD_FIELDS
	}

	/**
	 * Takes a member's awareness update: its own entry alone, who it is from the session, its clock of no other use
	 * than to tell an echo. `may` says which client ids it may name, and which records it may have in its hand. Throws on bytes that are none.
	 */
	apply(member: PresentMember, update: Uint8Array, may: PresencePermissions): void {
		const decoder = decoding.createDecoder(update)
		const count = decoding.readVarUint(decoder)
		for (let i = 0; i < count; i++) {
			const clientId = decoding.readVarUint(decoder)
			const clock = decoding.readVarUint(decoder)
			const json = decoding.readVarString(decoder)
			if (this.#canSpeakFor(member, { clientId, clock }) && may.canUseClient(clientId))
				this.#applyEntry(member, { clientId, json }, may)
		}
	}

	/** Whether this is a member's own word: of its own client id, and not what it was told of itself. */
	#canSpeakFor(member: PresentMember, { clientId, clock }: { clientId: number; clock: number }): boolean {
		const owner = this.#entries.get(clientId)?.owner
		if ((owner && owner !== member) || clientId !== (member.clientId ?? clientId)) return false
		return owner === undefined || clock === 0 || clock % CLOCK_STEP !== 0
	}

	#applyEntry(
		member: PresentMember,
		{ clientId, json }: { clientId: number; json: string },
		may: PresencePermissions,
	): void {
		if (json.length > LIMITS.maxPresenceBytes + LIMITS.maxLiveBytes) return
		const said: unknown = JSON.parse(json)
		if (said === null) this.remove(member)
		if (said === null || typeof said !== 'object') return
		if (JSON.stringify({ ...said, live: undefined }).length > LIMITS.maxPresenceBytes) return
		member.clientId = clientId
		this.#set(clientId, member, withAllowedLive(this.#fields.parse(said), may))
	}

	/** Takes a member's entry away, because it left. */
	remove(member: PresentMember): void {
		const { clientId } = member
		if (clientId === null || this.#entries.get(clientId)?.owner !== member) return
		this.#entries.delete(clientId)
		this.#changed.set(clientId, { clientId, clock: this.#tick(), json: 'null' })
	}

	/** Shows participants without their names, or with them again. True if that is new to somebody. */
	hideNames(areHidden: boolean): boolean {
		if (areHidden === this.#areNamesHidden) return false
		this.#areNamesHidden = areHidden
		for (const [clientId, { owner, said }] of this.#entries) this.#set(clientId, owner, said)
		return this.#changed.size > 0
	}

	/** Everybody who is here now. */
	all(): PresenceEntry[] {
		return [...this.#entries].map(([clientId, { clock, json }]) => ({ clientId, clock, json }))
	}

	/** What changed since this was last asked. */
	takeChanged(): PresenceEntry[] {
		const changed = [...this.#changed.values()]
		this.#changed.clear()
		return changed
	}

	#set(clientId: number, owner: PresentMember, said: object): void {
		const json = JSON.stringify({ user: this.#visibleIdentity(owner.person), ...said })
		const known = this.#entries.get(clientId)
		if (known?.json === json && performance.now() - known.toldAt < RENEW_MS) return
		const clock = this.#tick()
		this.#entries.set(clientId, { owner, said, json, clock, toldAt: performance.now() })
		this.#changed.set(clientId, { clientId, clock, json })
	}

	#visibleIdentity(person: PresenceIdentity): PresenceIdentity {
		return this.#areNamesHidden && person.role === 'participant' ? { ...person, name: '', city: '' } : person
	}

	/** Rises over restarts too, since peers remember the clocks they have seen. */
	#tick(): number {
		this.#clock = Math.max(this.#clock + CLOCK_STEP, Date.now() * CLOCK_STEP)
		return this.#clock
	}
}
