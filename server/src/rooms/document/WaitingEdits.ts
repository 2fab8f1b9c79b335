import type { ParticipantId, WaitingStructs } from '@charrette/shared'
import * as Y from 'yjs'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import type { LeftOut } from '../gate/checkUpdate.ts'
import { encodeNack, encodeStep1 } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { BoardCapacity, RemainingCapacity } from './BoardCapacity.ts'

/** Number of client ids of a kind that a nack names. */
const MAX_NAMED = 100
/**
 * A member that was refused for lack of bytes is asked again when this many more bytes are free.
 */
const MIN_FREED_BYTES = 1024
/**
 * Number of members that are asked at a time, since each answers with all edits that the document
 * lacks.
 */
const MAX_ASKED = 4

/** A member with edits that the document had no space for. */
interface AwaitingSpace {
	/** The free capacity when it was refused. */
	readonly free: RemainingCapacity
	/** Whether the edit history is full; if not, the board is. */
	readonly isForHistory: boolean
	/** Whether it has sent edits since then, which may have deleted the excess. */
	hasEdited: boolean
	/** When it was asked for all its edits, by `performance.now`; null before. */
	askedAt: number | null
}

export interface WaitingEditsDeps {
	owners: ClientOwners
	capacity: BoardCapacity
	/** Time to answer a request for edits. */
	replyMs: number
}

/**
 * The members with edits that the document could not take. They depend on structs that the document
 * lacks, and only other devices have (GATE6b), or the document has no space for them (GATE7c). Such
 * edits stay on the member's device. The member is asked for all its edits again when the structs
 * have arrived, or when there is space.
 */
export class WaitingEdits {
	readonly #doc: Y.Doc
	readonly #deps: WaitingEditsDeps
	/** The missing clocks, by client id; null once the member was asked again. */
	readonly #forStructs = new Map<Member, ReadonlyMap<number, number> | null>()
	/** The members that wait for space, in the order in which they were refused. */
	readonly #forSpace = new Map<Member, AwaitingSpace>()
	#areNamesHidden = false

	constructor(doc: Y.Doc, deps: WaitingEditsDeps) {
		this.#doc = doc
		this.#deps = deps
	}

	/** While names are hidden, members are not informed on whose device the structs are. */
	hideNames(areHidden: boolean): void {
		this.#areNamesHidden = areHidden
	}

	/** Whether a member waits for structs. */
	isForStructs(member: Member): boolean {
		return this.#forStructs.has(member)
	}

	/** Forgets what a member waited for: it has left, or its step 2 has all of its edits. */
	forget(member: Member): void {
		this.#forStructs.delete(member)
		this.#forSpace.delete(member)
	}

	/** Nacks the part of a step 2 that was left out. It is asked for again when it can be taken. */
	addLeftOut(member: Member, leftOut: LeftOut): void {
		const { missing, waiting, foreign, hasDeletes } = leftOut
		if (missing.size > 0) this.#forStructs.set(member, missing)
		this.#nack(member, { waiting, missing: new Map([...missing, ...foreign]), hasDeletes })
	}

	/** Nacks the structs of an update that wait, too. */
	addUpdate(member: Member, waiting: ReadonlyMap<number, number>): void {
		this.#nack(member, { waiting, missing: new Map(), hasDeletes: false })
	}

	/**
	 * Ignores further updates of a member that the document has no space for, until a step 2 contains
	 * all of them.
	 */
	addForSpace(member: Member, reason: 'boardFull' | 'historyFull'): void {
		member.hasSynced = false
		// Moves the member to the end of the order in which members are asked.
		this.#forSpace.delete(member)
		const free = this.#deps.capacity.remaining()
		this.#forSpace.set(member, { free, isForHistory: reason === 'historyFull', hasEdited: false, askedAt: null })
	}

	/** Call it when a member that may wait for space has sent an update, which is ignored. */
	hasEdited(member: Member): void {
		const awaiting = this.#forSpace.get(member)
		if (awaiting) awaiting.hasEdited = true
	}

	/** Asks the members whose edits the document may take now. Call it once a tick. */
	ask(): void {
		this.#askForStructs()
		this.askForSpace()
	}

	/**
	 * Asks the next members that wait for space, if more is free than when they were refused or if
	 * they have edited since (GATE7c).
	 */
	askForSpace(): void {
		if (this.#forSpace.size === 0) return
		const { capacity, replyMs } = this.#deps
		if ([...this.#forSpace.values()].some(({ isForHistory }) => isForHistory)) capacity.measure()
		const { shapes, bytes, history } = capacity.remaining()
		const now = performance.now()
		const isAsked = ({ askedAt }: AwaitingSpace) => askedAt !== null && now - askedAt < replyMs
		let left = MAX_ASKED - [...this.#forSpace.values()].filter(isAsked).length
		for (const [member, awaiting] of this.#forSpace) {
			if (left <= 0) return
			const { free, hasEdited, askedAt } = awaiting
			const hasMore =
				shapes > free.shapes || bytes >= free.bytes + MIN_FREED_BYTES || history >= free.history + MIN_FREED_BYTES
			if (askedAt !== null || !(hasEdited || hasMore)) continue
			awaiting.askedAt = now
			this.askNow(member)
			left--
		}
	}

	/** Asks a member for all edits that the document lacks. */
	askNow(member: Member): void {
		member.send(encodeStep1(Y.encodeStateVector(this.#doc)))
	}

	#askForStructs(): void {
		for (const [member, missing] of this.#forStructs) {
			if (!missing) continue
			const hasArrived = [...missing].some(([client, clock]) => Y.getState(this.#doc.store, client) > clock)
			if (!hasArrived) continue
			this.#forStructs.set(member, null)
			this.askNow(member)
		}
	}

	#nack(member: Member, { waiting, missing, hasDeletes }: Omit<LeftOut, 'foreign'>): void {
		const structs: WaitingStructs = {
			waiting: [...waiting].slice(0, MAX_NAMED),
			missing: [...missing].slice(0, MAX_NAMED).map(([client, clock]) => {
				const owner = this.#ownerOf(client)
				return owner === null ? { client, clock } : { client, clock, owner }
			}),
			hasDeletes,
		}
		member.send(encodeNack(member.received, 'waiting', structs))
	}

	#ownerOf(client: number): ParticipantId | null {
		const creator = this.#areNamesHidden ? 'unknown' : this.#deps.owners.creatorOf(client)
		return typeof creator === 'string' ? null : creator.participant
	}
}
