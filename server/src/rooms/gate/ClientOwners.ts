import { type Identity, type ParticipantId, ROLES } from '@charrette/shared'
import * as Y from 'yjs'
import type { Claim } from '../../ports/DocStore.ts'
import { MAX_CLIENT_ID } from './updateCodec.ts'

/**
 * The owner of an identity's edits: the participant, on all their devices, or the role of a
 * facilitator.
 */
export function ownerOf({ participant, role }: Pick<Identity, 'participant' | 'role'>): string {
	return participant ?? role
}

/**
 * The owner of the client ids with which the nodes themselves write, if there are several (LOG5).
 */
export const SERVER_OWNER = 'server'

/** The creator of a record: a participant, a facilitator, or unknown. */
export type Creator = { participant: ParticipantId } | 'facilitator' | 'unknown'

const isRole = (owner: string) => ROLES.some((role) => role === owner)

/**
 * The owner of each Yjs client id in a document (GATE1), and the ids of documents that it has
 * replaced (REST1).
 */
export class ClientOwners {
	readonly #owners = new Map<number, string>()
	readonly #retired = new Set<number>()

	get byClient(): ReadonlyMap<number, string> {
		return this.#owners
	}

	add(claims: readonly Claim[]): void {
		for (const { client, owner } of claims) this.#owners.set(client, owner)
	}

	/** Rejects these client ids from now on. */
	retire(claims: readonly Claim[]): void {
		for (const { client } of claims) this.#retired.add(client)
	}

	/** Whether this owner may use a client id: it is theirs, or free. */
	canUse(client: number, owner: string): boolean {
		return client <= MAX_CLIENT_ID && !this.#retired.has(client) && (this.#owners.get(client) ?? owner) === owner
	}

	creatorOf(client: number): Creator {
		const owner = this.#owners.get(client)
		if (owner === undefined || owner === SERVER_OWNER) return 'unknown'
		return isRole(owner) ? 'facilitator' : { participant: owner as ParticipantId }
	}

	/**
	 * Whether an update contains structs of a replaced document. Throws if the update is malformed.
	 */
	isFromReplacedDocument(update: Uint8Array): boolean {
		if (this.#retired.size === 0) return false
		return [...Y.parseUpdateMeta(update).from.keys()].some((client) => this.#retired.has(client))
	}
}
