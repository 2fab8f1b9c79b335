import type { BoardId, Hint, ParticipantId, Role, RoomId, WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { Broadcast } from '../../ports/Broadcast.ts'

/** The members of a workshop that a hint is for; all by default. */
export interface HintAudience {
	role?: Role
	participant?: ParticipantId
}

/** What nodes say about the workshops they share. Each names what has changed; what it is now is read where it is stored. */
export type News =
	| { type: 'workshop'; workshop: WorkshopId; version: number }
	| { type: 'tokens'; workshop: WorkshopId }
	| { type: 'deleted'; workshop: WorkshopId }
	| { type: 'hint'; workshop: WorkshopId; hint: Hint; audience: HintAudience }
	| { type: 'privateCards'; board: BoardId; room: RoomId; count: number }
	/** The host has changed settings. */
	| { type: 'settings' }
	/** Sent at intervals by a node that lives, and when it ends. */
	| { type: 'beat' }
	| { type: 'end' }

export interface ServerNewsDeps {
	broadcast: Broadcast
	/** How often this node says that it lives. */
	beatMs: number
	/** A node that is not heard of for so long has ended. */
	silenceMs: number
	receive(news: News): Promise<void>
	/** News may be missing: everything they could be about is read again. */
	refresh(): Promise<void>
	/** A node is heard of that was not there before. */
	onNewNode(): void
	/** These nodes live; called at intervals. */
	onNodes(living: ReadonlySet<string>): void
	logger: Logger
}

const CHANNEL = 'server'

/** What the nodes of a server send each other beside what is in rooms, and which of them live. */
export class ServerNews {
	readonly #deps: ServerNewsDeps
	readonly #heardAt = new Map<string, number>()
	readonly #timer: NodeJS.Timeout
	readonly #unsubscribe: Promise<() => void>
	#refreshing: Promise<void> | null = null

	constructor(deps: ServerNewsDeps) {
		this.#deps = deps
		this.#unsubscribe = deps.broadcast.subscribe(CHANNEL, {
			receive: (bytes, node) => this.#receive(JSON.parse(Buffer.from(bytes).toString()) as News, node),
			gap: () => this.#refresh(),
		})
		this.#timer = setInterval(() => this.#beat(), deps.beatMs).unref()
	}

	/** The other nodes that were heard of lately. */
	get others(): number {
		return this.#heardAt.size
	}

	send(news: News): void {
		this.#deps.broadcast.publish(CHANNEL, () => Buffer.from(JSON.stringify(news)))
	}

	async close(): Promise<void> {
		clearInterval(this.#timer)
		;(await this.#unsubscribe)()
		this.send({ type: 'end' })
		await this.#refreshing
	}

	#receive(news: News, node: string): void {
		if (!this.#heardAt.has(node) && news.type !== 'end') this.#deps.onNewNode()
		this.#heardAt.set(node, performance.now())
		if (news.type === 'end') {
			this.#heardAt.delete(node)
			this.#deps.onNodes(new Set(this.#heardAt.keys()))
		} else if (news.type !== 'beat') void this.#deps.receive(news)
	}

	#beat(): void {
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
