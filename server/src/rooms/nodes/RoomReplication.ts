import type { RoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Broadcast } from '../../ports/Broadcast.ts'
import type { Claim, LogEntry, LogRowId } from '../../ports/DocStore.ts'
import type { PresenceEntry } from '../frameCodec.ts'
import { SERVER_OWNER } from '../gate/ClientOwners.ts'
import type { PresenceTable } from '../PresenceTable.ts'
import type { RemoteEdits } from './RemoteEdits.ts'
import { RemotePresence } from './RemotePresence.ts'
import { decodeRoomMessage, encodeRoomMessage, type RoomMessage } from './roomMessages.ts'
import type { HintAudience } from './ServerChannel.ts'

/** The rows of the log that this node has written or received. */
export interface SeenRows {
	add(row: LogRowId): void
}

export interface RoomReplicationDeps {
	/** The name of the room's log: documents of different epochs have different channels. */
	log: RoomId
	doc: Y.Doc
	broadcast: Broadcast
	seenRows: SeenRows
	presence: PresenceTable
	edits: RemoteEdits
	/** The projectors in the room on this node. */
	countProjectors(): number
	/** Called when members have to be informed of presence. */
	onPresence(): void
	logger: Logger
}

/**
 * Replicates the edits and the presence of a room to and from the other nodes that have it open.
 */
export class RoomReplication {
	readonly remotePresence = new RemotePresence()
	readonly #deps: RoomReplicationDeps
	readonly #channel: string
	#unsubscribe: (() => void) | null = null
	#isClosed = false
	#hasClaimedClient = false
	#projectors = 0
	/** Presence that has changed here and was not sent to other nodes yet. */
	#unsent: PresenceEntry[] = []

	constructor(deps: RoomReplicationDeps) {
		this.#deps = deps
		this.#channel = `room ${deps.log}`
	}

	/**
	 * Subscribes to the messages of other nodes, and resolves once they arrive. The log is read after
	 * that, so that no edit is missed in between (NODE2).
	 */
	async open(): Promise<void> {
		const unsubscribe = await this.#deps.broadcast.subscribe(this.#channel, {
			receive: (bytes, node) => this.#receive(decodeRoomMessage(bytes), node),
			gap: () => {
				this.#deps.edits.catchUpSoon()
				this.requestPresence()
			},
		})
		if (this.#isClosed) unsubscribe()
		else this.#unsubscribe = unsubscribe
		this.requestPresence()
	}

	/** Asks the other nodes for their presence in the room. */
	requestPresence(): void {
		this.#send({ type: 'question' })
	}

	/** Sends a committed entry of the log to the other nodes. */
	sendEdits({ update, claims = [] }: LogEntry, row: LogRowId): void {
		this.#deps.seenRows.add(row)
		this.#send({ type: 'edits', row, claims, update })
	}

	/** Informs the other nodes if the number of projectors here has changed. */
	projectorsChanged(): void {
		if (this.#deps.countProjectors() !== this.#projectors) this.#sendPresence([])
	}

	/** Removes the members of all nodes except these. */
	dropWithout(nodes: ReadonlySet<string>): void {
		if (this.remotePresence.dropWithout(nodes)) this.#deps.onPresence()
	}

	/** Whether members on other nodes match, as far as presence shows. */
	hasMember({ role, participant }: HintAudience): boolean {
		if (participant) return this.remotePresence.hasParticipant(participant)
		return role === 'projector' && this.remotePresence.hasProjector
	}

	/**
	 * Returns the claim of the client id with which this node writes, once it has written, so that
	 * the id cannot be used on other nodes.
	 */
	takeOwnClaim(): Claim[] {
		const { clientID: client, store } = this.#deps.doc
		if (this.#hasClaimedClient || Y.getState(store, client) === 0) return []
		this.#hasClaimedClient = true
		return [{ client, owner: SERVER_OWNER }]
	}

	/**
	 * Returns the changed presence of all nodes. `sendPresence` sends the changes of this node to the
	 * others.
	 */
	takeChanged(): PresenceEntry[] {
		const { presence } = this.#deps
		presence.advanceTo(this.remotePresence.clock)
		const own = presence.takeChanged()
		this.#unsent.push(...own)
		return [...this.remotePresence.takeChanged().filter(({ clientId }) => !presence.holderOf(clientId)), ...own]
	}

	/** Sends the presence that has changed, once the edits that came before it are sent (DOC3). */
	sendPresence(): void {
		const unsent = this.#unsent
		if (unsent.length === 0) return
		this.#unsent = []
		this.#sendPresence(unsent)
	}

	/** The presence on all nodes. */
	all(): PresenceEntry[] {
		const { presence } = this.#deps
		return [...this.remotePresence.all().filter(({ clientId }) => !presence.holderOf(clientId)), ...presence.all()]
	}

	close(): void {
		this.#isClosed = true
		this.#unsubscribe?.()
		// A node has no members in a room that it has closed.
		this.#send({ type: 'presence', isWhole: true, projectors: 0, entries: [] })
	}

	#receive(message: RoomMessage, node: string): void {
		if (this.#isClosed) return
		if (message.type === 'question') this.#sendPresence(this.#deps.presence.renewed(), true)
		else if (message.type === 'presence') {
			if (this.remotePresence.receive(node, message)) this.#deps.onPresence()
		} else {
			this.#deps.seenRows.add(message.row)
			this.#deps.edits.receive([message.update], message.claims)
		}
	}

	#sendPresence(entries: readonly PresenceEntry[], isWhole = false): void {
		this.#projectors = this.#deps.countProjectors()
		this.#send({ type: 'presence', isWhole, projectors: this.#projectors, entries })
	}

	#send(message: RoomMessage): void {
		this.#deps.broadcast.publish(this.#channel, () => encodeRoomMessage(message))
	}
}
