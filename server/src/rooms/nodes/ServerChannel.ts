import type { BoardId, Hint, ParticipantId, Role, RoomId, WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { Broadcast } from '../../ports/Broadcast.ts'

/** The members of a workshop that a hint is for; all by default. */
export interface HintAudience {
	role?: Role
	participant?: ParticipantId
}

/** The number of cards in a private room. */
export interface PrivateCardCount {
	type: 'privateCards'
	board: BoardId
	room: RoomId
	count: number
}

/** The numbers of a participant's private cards that are only on a device, by board. */
export interface UnsentCards {
	type: 'unsentCards'
	/** The workshop's room. */
	room: RoomId
	participant: ParticipantId
	unsent: readonly (readonly [BoardId, number])[]
}

export type PrivateCardsMessage = PrivateCardCount | UnsentCards

/**
 * Messages of nodes about the workshops that they share. Each names only the object that has
 * changed; its current state is read from where it is stored.
 */
export type ServerMessage =
	| { type: 'workshop'; workshop: WorkshopId; version: number }
	| { type: 'tokens'; workshop: WorkshopId }
	| { type: 'deleted'; workshop: WorkshopId }
	| { type: 'hint'; workshop: WorkshopId; hint: Hint; audience: HintAudience }
	| PrivateCardsMessage
	/** The host has changed settings. */
	| { type: 'settings' }
	/** Sent at intervals by a node while it lives, and when it ends. */
	| { type: 'beat' }
	| { type: 'end' }

export interface ServerChannelDeps {
	broadcast: Broadcast
	/** Interval of this node's heartbeats. */
	heartbeatMs: number
	/** Silence after which a node has ended. */
	silenceMs: number
	receive(message: ServerMessage): Promise<void>
	/** Called when messages may be missing: everything that they could be about has to be read
	 * again. */
	refresh(): Promise<void>
	/** Called at the first message of a node. */
	onNewNode(): void
	/** Called with the other living nodes, at intervals and when a node ends. */
	onNodes(living: ReadonlySet<string>): void
	logger: Logger
}

const CHANNEL = 'server'

/**
 * Exchanges the messages of a server's nodes that do not concern a single room, and tracks which
 * nodes live.
 */
export class ServerChannel {
	readonly #deps: ServerChannelDeps
	readonly #heardAt = new Map<string, number>()
	readonly #timer: NodeJS.Timeout
	readonly #unsubscribe: Promise<() => void>
	#refreshing: Promise<void> | null = null

	constructor(deps: ServerChannelDeps) {
		this.#deps = deps
		this.#unsubscribe = deps.broadcast.subscribe(CHANNEL, {
			receive: (bytes, node) => this.#receive(JSON.parse(Buffer.from(bytes).toString()) as ServerMessage, node),
			gap: () => this.#refresh(),
		})
		this.#timer = setInterval(() => this.#sendHeartbeat(), deps.heartbeatMs).unref()
	}

	/** Number of the other living nodes. */
	get others(): number {
		return this.#heardAt.size
	}

	send(message: ServerMessage): void {
		this.#deps.broadcast.publish(CHANNEL, () => Buffer.from(JSON.stringify(message)))
	}

	async close(): Promise<void> {
		clearInterval(this.#timer)
		;(await this.#unsubscribe)()
		this.send({ type: 'end' })
		await this.#refreshing
	}

	#receive(message: ServerMessage, node: string): void {
		if (!this.#heardAt.has(node) && message.type !== 'end') this.#deps.onNewNode()
		this.#heardAt.set(node, performance.now())
		if (message.type === 'end') {
			this.#heardAt.delete(node)
			this.#deps.onNodes(new Set(this.#heardAt.keys()))
		} else if (message.type !== 'beat') void this.#deps.receive(message)
	}

	#sendHeartbeat(): void {
		this.send({ type: 'beat' })
		const silentSince = performance.now() - this.#deps.silenceMs
		for (const [node, at] of this.#heardAt) if (at < silentSince) this.#heardAt.delete(node)
		this.#deps.onNodes(new Set(this.#heardAt.keys()))
		if (!this.#deps.broadcast.isConnected) this.#refresh()
	}

	#refresh(): void {
		this.#refreshing ??= this.#deps
			.refresh()
			.catch((cause: unknown) => this.#deps.logger.warn({ err: cause }, 'workshops not read again'))
			.finally(() => {
				this.#refreshing = null
			})
	}
}
