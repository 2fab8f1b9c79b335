import type { ParticipantId, WaitingStructs } from '@charrette/shared'
import * as Y from 'yjs'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import type { LeftOut } from '../gate/checkUpdate.ts'
import { encodeNack, encodeStep1 } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'

/** Number of client ids of a kind that a nack names. */
const MAX_NAMED = 100

/**
 * The members with edits that depend on structs which the document lacks, and only other devices
 * have (GATE6b). Such edits stay on the member's device. The member is informed which structs
 * are missing, and is asked for its edits again when these have arrived.
 */
export class WaitingEdits {
	readonly #doc: Y.Doc
	readonly #owners: ClientOwners
	/** The missing clocks, by client id; null once the member was asked again. */
	readonly #members = new Map<Member, ReadonlyMap<number, number> | null>()
	#areNamesHidden = false

	constructor(doc: Y.Doc, owners: ClientOwners) {
		this.#doc = doc
		this.#owners = owners
	}

	/** While names are hidden, members are not informed on whose device the structs are. */
	hideNames(areHidden: boolean): void {
		this.#areNamesHidden = areHidden
	}

	has(member: Member): boolean {
		return this.#members.has(member)
	}

	/** Forgets what a member waited for: it has left, or its step 2 has all of its edits. */
	delete(member: Member): void {
		this.#members.delete(member)
	}

	/** Nacks the part of a step 2 that was left out. It is asked for again when it can be taken. */
	add(member: Member, leftOut: LeftOut): void {
		const { missing, waiting, foreign, hasDeletes } = leftOut
		if (missing.size > 0) this.#members.set(member, missing)
		this.#nack(member, { waiting, missing: new Map([...missing, ...foreign]), hasDeletes })
	}

	/** Nacks the structs of an update that wait, too. */
	addUpdate(member: Member, waiting: ReadonlyMap<number, number>): void {
		this.#nack(member, { waiting, missing: new Map(), hasDeletes: false })
	}

	/** Asks the members for all their edits whose missing structs have arrived. */
	ask(): void {
		for (const [member, missing] of this.#members) {
			if (!missing) continue
			const hasArrived = [...missing].some(([client, clock]) => Y.getState(this.#doc.store, client) > clock)
			if (!hasArrived) continue
			this.#members.set(member, null)
			member.send(encodeStep1(Y.encodeStateVector(this.#doc)))
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
		const creator = this.#areNamesHidden ? 'unknown' : this.#owners.creatorOf(client)
		return typeof creator === 'string' ? null : creator.participant
	}
}
