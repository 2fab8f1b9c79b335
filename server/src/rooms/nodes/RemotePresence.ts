import type { ParticipantId } from '@charrette/shared'
import type { PresenceEntry } from '../frameCodec.ts'
import type { Speaker } from '../gate/examineUpdate.ts'
import type { PresenceMessage } from './roomMessages.ts'

/** An entry that its node has not sent again for so long is dropped; clients renew theirs every 15 s. */
const STALE_MS = 45_000
/** A node may be heard of in a room before it is known to live. */
const NEW_NODE_MS = 2000

interface RemoteEntry extends PresenceEntry {
	node: string
	heardAt: number
}

/** The members that are present in a room on other nodes. A node that is not heard of any more takes its members with it. */
export class RemotePresence {
	readonly #entries = new Map<number, RemoteEntry>()
	readonly #changed = new Map<number, PresenceEntry>()
	/** Each node that was heard of in the room: its number of projectors here, and when it was heard of last. */
	readonly #nodes = new Map<string, { projectors: number; heardAt: number }>()
	/** Rises above every clock that was heard of, so that an entry that is dropped here is dropped everywhere. */
	#clock = 0

	/** Takes what a node says of its members. Returns whether members here have to be informed. */
	receive(node: string, { isWhole, projectors, entries }: PresenceMessage): boolean {
		this.#nodes.set(node, { projectors, heardAt: performance.now() })
		if (isWhole)
			this.#drop((entry) => entry.node === node && !entries.some(({ clientId }) => clientId === entry.clientId))
		for (const entry of entries) this.#set(node, entry, isWhole)
		return this.#changed.size > 0
	}

	/** Drops the members of nodes that have ended, and those that were not heard of for long. */
	dropWithout(nodes: ReadonlySet<string>): boolean {
		const now = performance.now()
		for (const [node, { heardAt }] of this.#nodes)
			if (!nodes.has(node) && now - heardAt > NEW_NODE_MS) this.#nodes.delete(node)
		this.#drop(({ node, heardAt }) => !this.#nodes.has(node) || now - heardAt > STALE_MS)
		return this.#changed.size > 0
	}

	/** The newest clock that was heard of. */
	get clock(): number {
		return this.#clock
	}

	get hasProjector(): boolean {
		return [...this.#nodes.values()].some(({ projectors }) => projectors > 0)
	}

	hasParticipant(participant: ParticipantId): boolean {
		for (const { json } of this.#entries.values())
			if (json.includes(participant) && JSON.parse(json).user?.participant === participant) return true
		return false
	}

	/**
	 * The member on another node who speaks for a client id: nobody else takes it before that member has written with it. What this
	 * node lacks of the member's edits may come from others.
	 */
	speakerOf(client: number): Speaker | undefined {
		const entry = this.#entries.get(client)
		const user = entry && JSON.parse(entry.json).user
		return user ? { owner: user.participant ?? user.role, hasSynced: false } : undefined
	}

	all(): PresenceEntry[] {
		return [...this.#entries.values()]
	}

	takeChanged(): PresenceEntry[] {
		const changed = [...this.#changed.values()]
		this.#changed.clear()
		return changed
	}

	/** Members have what was `known` of a node that only says again who is there. */
	#set(node: string, entry: PresenceEntry, isRepeated: boolean): void {
		const { clientId, clock, json } = entry
		this.#clock = Math.max(this.#clock, clock)
		const known = this.#entries.get(clientId)
		// A member that has come back on another node is not removed by the one that it has left.
		if (json === 'null' ? known?.node !== node : known !== undefined && known.clock > clock) return
		if (json === 'null') this.#entries.delete(clientId)
		else this.#entries.set(clientId, { clientId, clock, json, node, heardAt: performance.now() })
		if (!isRepeated || known?.node !== node || known.json !== json)
			this.#changed.set(clientId, { clientId, clock, json })
	}

	#drop(isDropped: (entry: RemoteEntry) => boolean): void {
		for (const entry of this.#entries.values()) {
			if (!isDropped(entry)) continue
			const { clientId, clock } = entry
			this.#entries.delete(clientId)
			this.#clock = Math.max(this.#clock, clock + 1)
			this.#changed.set(clientId, { clientId, clock: clock + 1, json: 'null' })
		}
	}
}
