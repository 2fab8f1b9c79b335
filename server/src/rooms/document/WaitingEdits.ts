import type { NackReason, ParticipantId, WaitingStructs } from '@charrette/shared'
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

/** Why edits are refused that the document may take later (GATE7c, THREAD2). */
const LATER_REASONS = ['boardFull', 'historyFull', 'tooManyMessages'] as const
type LaterReason = (typeof LATER_REASONS)[number]

/** Whether edits that were refused for this reason may be taken later. */
export function isForLater(reason: NackReason): reason is LaterReason {
	return LATER_REASONS.some((later) => later === reason)
}

/** A member with edits that the document had no space for, or that were too many messages. */
interface AwaitingSpace {
	readonly free: RemainingCapacity
	readonly reason: LaterReason
}

export interface WaitingEditsDeps {
	owners: ClientOwners
	capacity: BoardCapacity
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
	/** The members that wait for space, and were not asked since they were refused. */
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
	 * Ignores further updates of a member that the document cannot take now, until a step 2 contains
	 * all of them.
	 */
	addForSpace(member: Member, reason: LaterReason): void {
		member.hasSynced = false
		this.#forSpace.set(member, { free: this.#deps.capacity.remaining(), reason })
	}

	/**
	 * Call it when a member that may wait for space has sent an update, which is ignored. Asks for
	 * all its edits, of which this one may delete the excess.
	 */
	hasEdited(member: Member): void {
		if (this.#forSpace.delete(member)) this.askNow(member)
	}

	/** Asks the members whose edits the document may take now. Call it once a tick. */
	ask(): void {
		this.#askForStructs()
		this.askForSpace()
	}

	/**
	 * Asks the members that wait for space, if more is free than when they were refused (GATE7c), and
	 * those that may write messages again.
	 */
	askForSpace(): void {
		if (this.#forSpace.size === 0) return
		const { capacity } = this.#deps
		if ([...this.#forSpace.values()].some(({ reason }) => reason === 'historyFull')) capacity.measure()
		const { shapes, bytes, history } = capacity.remaining()
		for (const [member, { free, reason }] of this.#forSpace) {
			const hasSpace =
				shapes > free.shapes || bytes >= free.bytes + MIN_FREED_BYTES || history >= free.history + MIN_FREED_BYTES
			if (!(reason === 'tooManyMessages' ? member.budget.mayWriteMessages : hasSpace)) continue
			this.#forSpace.delete(member)
			this.askNow(member)
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
