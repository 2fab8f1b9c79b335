import type { ParticipantId } from '@charrette/shared'
import type { PresenceEntry } from '../frameCodec.ts'
import type { PresenceMessage } from './roomMessages.ts'

/**
 * Time after which an entry that its node has not sent again is dropped. Clients renew their
 * entries every 15 s.
 */
const STALE_MS = 45_000
/** A node whose message about a room comes before its first heartbeat is kept for this long. */
const NEW_NODE_MS = 2000

interface RemoteEntry extends PresenceEntry {
	node: string
	heardAt: number
}

/**
 * The members that are present in a room on other nodes. When a node ends or stays silent, its
 * members are dropped.
 */
export class RemotePresence {
	readonly #entries = new Map<number, RemoteEntry>()
	readonly #changed = new Map<number, PresenceEntry>()
	/**
	 * The nodes that have sent presence of the room: their number of projectors in it, and the time
	 * of their last message.
	 */
	readonly #nodes = new Map<string, { projectors: number; heardAt: number }>()
	/**
	 * Rises above every clock that was received, so that an entry that is dropped here is dropped
	 * everywhere.
	 */
	#clock = 0

	/** Takes a presence message of a node. Returns whether members here have to be informed. */
	receive(node: string, { isWhole, projectors, entries }: PresenceMessage): boolean {
		this.#nodes.set(node, { projectors, heardAt: performance.now() })
		if (isWhole)
			this.#drop((entry) => entry.node === node && !entries.some(({ clientId }) => clientId === entry.clientId))
		for (const entry of entries) this.#set(node, entry, isWhole)
		return this.#changed.size > 0
	}

	/**
	 * Drops the members of nodes that have ended, and entries that were not renewed for long. Returns
	 * whether members here have to be informed.
	 */
	dropWithout(nodes: ReadonlySet<string>): boolean {
		const now = performance.now()
		for (const [node, { heardAt }] of this.#nodes)
			if (!nodes.has(node) && now - heardAt > NEW_NODE_MS) this.#nodes.delete(node)
		this.#drop(({ node, heardAt }) => !this.#nodes.has(node) || now - heardAt > STALE_MS)
		return this.#changed.size > 0
	}

	/** The newest clock that was received. */
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
	 * Returns the owner of the member on another node that has a client id. Nobody else can take the
	 * id before that member has written with it.
	 */
	ownerOf(client: number): string | undefined {
		const entry = this.#entries.get(client)
		const user = entry && JSON.parse(entry.json).user
		return user ? (user.participant ?? user.role) : undefined
	}

	all(): PresenceEntry[] {
		return [...this.#entries.values()]
	}

	takeChanged(): PresenceEntry[] {
		const changed = [...this.#changed.values()]
		this.#changed.clear()
		return changed
	}

	/**
	 * Sets an entry of a node. If the node only repeats its presence, members already have its
	 * `known` entry, and an equal one is not sent again.
	 */
	#set(node: string, entry: PresenceEntry, isRepeated: boolean): void {
		const { clientId, clock, json } = entry
		this.#clock = Math.max(this.#clock, clock)
		const known = this.#entries.get(clientId)
		// A member that has reconnected to another node is not removed by the node that it has left.
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
