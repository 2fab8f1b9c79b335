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
import type { HintAudience } from './ServerNews.ts'

/** The rows of the log that this node knows, by writing or hearing of them. */
export interface KnownRows {
	note(row: LogRowId): void
}

export interface RoomNodesDeps {
	/** The name of the room's log: documents of different epochs have different channels. */
	log: RoomId
	doc: Y.Doc
	broadcast: Broadcast
	knownRows: KnownRows
	presence: PresenceTable
	edits: RemoteEdits
	/** The projectors in the room on this node. */
	countProjectors(): number
	/** Members have to be informed of presence. */
	onPresence(): void
	logger: Logger
}

/** A room that other nodes have, too: what they send each other about it. */
export class RoomNodes {
	readonly remotePresence = new RemotePresence()
	readonly #deps: RoomNodesDeps
	readonly #channel: string
	#unsubscribe: (() => void) | null = null
	#isClosed = false
	#hasClaimedClient = false
	#projectors = 0
	/** What has changed here and was not yet sent. */
	#unsent: PresenceEntry[] = []

	constructor(deps: RoomNodesDeps) {
		this.#deps = deps
		this.#channel = `room ${deps.log}`
	}

	/** Resolves once messages arrive; the log is read after that, so nothing falls in between (NODE2). */
	async open(): Promise<void> {
		const unsubscribe = await this.#deps.broadcast.subscribe(this.#channel, {
			receive: (bytes, node) => this.#receive(decodeRoomMessage(bytes), node),
			gap: () => {
				this.#deps.edits.catchUpSoon()
				this.ask()
			},
		})
		if (this.#isClosed) unsubscribe()
		else this.#unsubscribe = unsubscribe
		this.ask()
	}

	/** Asks the other nodes who is here. */
	ask(): void {
		this.#send({ type: 'question' })
	}

	/** Sends the other nodes what was committed. */
	sendEdits({ update, claims = [] }: LogEntry, row: LogRowId): void {
		this.#deps.knownRows.note(row)
		this.#send({ type: 'edits', row, claims, update })
	}

	/** The number of projectors here may have changed. */
	projectorsChanged(): void {
		if (this.#deps.countProjectors() !== this.#projectors) this.#sendPresence([])
	}

	/** The members of other nodes that are not there any more are removed. */
	dropWithout(nodes: ReadonlySet<string>): void {
		if (this.remotePresence.dropWithout(nodes)) this.#deps.onPresence()
	}

	/** Whether members match on other nodes, as far as presence says. */
	hasMember({ role, participant }: HintAudience): boolean {
		if (participant) return this.remotePresence.hasParticipant(participant)
		return role === 'projector' && this.remotePresence.hasProjector
	}

	/** The claim of the client id with which this node writes, once it does: nobody may use it on other nodes. */
	takeOwnClaim(): Claim[] {
		const { clientID: client, store } = this.#deps.doc
		if (this.#hasClaimedClient || Y.getState(store, client) === 0) return []
		this.#hasClaimedClient = true
		return [{ client, owner: SERVER_OWNER }]
	}

	/** The presence that has changed, on all nodes; what has changed here is sent to the others by `sendPresence`. */
	takeChanged(): PresenceEntry[] {
		const { presence } = this.#deps
		presence.advanceTo(this.remotePresence.clock)
		const own = presence.takeChanged()
		this.#unsent.push(...own)
		return [...this.remotePresence.takeChanged().filter(({ clientId }) => !presence.speakerOf(clientId)), ...own]
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
		return [...this.remotePresence.all().filter(({ clientId }) => !presence.speakerOf(clientId)), ...presence.all()]
	}

	close(): void {
		this.#isClosed = true
		this.#unsubscribe?.()
		// What a node no longer has open, it has nobody in.
		this.#send({ type: 'presence', isWhole: true, projectors: 0, entries: [] })
	}

	#receive(message: RoomMessage, node: string): void {
		if (this.#isClosed) return
		if (message.type === 'question') this.#sendPresence(this.#deps.presence.renewed(), true)
		else if (message.type === 'presence') {
			if (this.remotePresence.receive(node, message)) this.#deps.onPresence()
		} else {
			this.#deps.knownRows.note(message.row)
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
