import type { Identity } from '@charrette/shared'
import * as Y from 'yjs'
import type { Claim } from '../../ports/DocStore.ts'

/** Whose the work of somebody is: the participant's on all their devices, or the facilitators'. */
export function ownerOf({ participant, role }: Pick<Identity, 'participant' | 'role'>): string {
	return participant ?? role
}

/** Whose each Yjs client id in a room's document is (GATE1), and which are of documents that this one replaced (REST1). */
export class ClientOwners {
	readonly #owners = new Map<number, string>()
	readonly #retired = new Set<number>()

	get byClient(): ReadonlyMap<number, string> {
		return this.#owners
	}

	add(claims: readonly Claim[]): void {
		for (const { client, owner } of claims) this.#owners.set(client, owner)
	}

	/** Nothing of these is taken any more. */
	retire(claims: readonly Claim[]): void {
		for (const { client } of claims) this.#retired.add(client)
	}

	/** Whether somebody may speak for a client id. */
	canUse(client: number, owner: string): boolean {
		return !this.#retired.has(client) && (this.#owners.get(client) ?? owner) === owner
	}

	/** Whether an update comes from a document that this one replaced. Throws on bytes that are none. */
	isFromReplacedDocument(update: Uint8Array): boolean {
		if (this.#retired.size === 0) return false
		return [...Y.parseUpdateMeta(update).from.keys()].some((client) => this.#retired.has(client))
	}
}
