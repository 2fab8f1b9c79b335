import type { Hint, Identity, Workshop, WorkshopId } from '@charrette/shared'
import { CLOSE, workshopRoom } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Broadcast } from '../ports/Broadcast.ts'
import type { AcceptSocket } from './acceptSocket.ts'
import type { Bounds } from './bounds.ts'
import { type HintAudience, ServerChannel, type ServerMessage } from './nodes/ServerChannel.ts'
import type { OpenRooms } from './OpenRooms.ts'
import type { PrivateCards } from './PrivateCards.ts'
import type { Room } from './Room.ts'
import { closeChangedMembers, isDocumentReplaced, isRoomOf, sendWorkshop } from './sendWorkshop.ts'

/**
 * Number of workshops whose last sent version is remembered. Announcements overtake each other only
 * within milliseconds.
 */
const MAX_SENT_VERSIONS = 10_000

export interface WorkshopChangesDeps {
	rooms: OpenRooms
	sockets: AcceptSocket
	privateCards: PrivateCards
	/** Connects the nodes of a server; missing if there is only one node. */
	broadcast?: Broadcast | undefined
	bounds: Bounds
	log: Logger
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
	/** Called when another node may have changed settings of the host. */
	reloadSettings?(): Promise<void>
}

/**
 * Applies a change of a workshop or of its tokens, or its deletion, to the connected members, on
 * all nodes.
 */
export class WorkshopChanges {
	readonly #deps: WorkshopChangesDeps
	/** The last sent version of each workshop. */
	readonly #sentVersions = new LRUCache<WorkshopId, number>({ max: MAX_SENT_VERSIONS })
	readonly #channel: ServerChannel | null

	constructor(deps: WorkshopChangesDeps) {
		this.#deps = deps
		this.#channel = deps.broadcast ? this.#listen(deps.broadcast) : null
	}

	/**
	 * Called before a member enters a room, with the workshop as it was read for that. The room then
	 * has that state, even if another node has changed the workshop and its message is still in
	 * flight (NODE7).
	 */
	memberEnters(room: Room, workshop: Workshop): void {
		this.#apply(workshop)
		if (room.members.size === 0) this.#sendState(room, workshop)
	}

	/**
	 * Sends the state of a workshop to the members of a room. In the workshop's own room, also
	 * announces its private card counts.
	 */
	#sendState(room: Room, workshop: Workshop): void {
		sendWorkshop(room, workshop)
		if (room.id !== workshopRoom(workshop.id)) return
		this.#deps.privateCards
			.announceTo(room, workshop)
			.catch((cause: unknown) => this.#deps.log.error({ err: cause }, 'private cards not counted'))
	}

	/** See `Rooms`. */
	workshopChanged(workshop: Workshop): void {
		this.#apply(workshop)
		this.sendMessage({ type: 'workshop', workshop: workshop.id, version: workshop.version })
	}

	/** See `Rooms`. */
	async recheckTokens(workshop: WorkshopId): Promise<void> {
		this.sendMessage({ type: 'tokens', workshop })
		await this.#recheckMembers(workshop)
	}

	/** See `Rooms`. */
	async workshopDeleted(workshop: Workshop): Promise<void> {
		this.sendMessage({ type: 'deleted', workshop: workshop.id })
		await this.#closeDeleted(workshop.id, (room) => isRoomOf(room, workshop))
	}

	/** See `Rooms`. */
	sendHint(workshop: WorkshopId, hint: Hint, audience: HintAudience): boolean {
		this.sendMessage({ type: 'hint', workshop, hint, audience })
		const isElsewhere = this.#deps.rooms.byId.get(workshopRoom(workshop))?.nodes?.hasMember(audience)
		return this.#sendLocalHint(workshop, hint, audience) || isElsewhere === true
	}

	/** Number of nodes, this one included. */
	get nodes(): number {
		return 1 + (this.#channel?.others ?? 0)
	}

	/** Sends a message to the other nodes, if there are any. */
	sendMessage(message: ServerMessage): void {
		this.#channel?.send(message)
	}

	async close(): Promise<void> {
		await this.#channel?.close()
	}

	#listen(broadcast: Broadcast): ServerChannel {
		const { bounds, log, rooms } = this.#deps
		return new ServerChannel({
			broadcast,
			heartbeatMs: bounds.nodeHeartbeatMs,
			silenceMs: bounds.nodeSilenceMs,
			receive: (message) =>
				this.#receive(message).catch((cause: unknown) =>
					log.error({ err: cause }, 'message of another node not handled'),
				),
			refresh: () => this.#refresh(),
			onNewNode: () => {
				for (const room of rooms.byId.values()) room.nodes?.requestPresence()
			},
			onNodes: (living) => {
				for (const room of rooms.byId.values()) room.nodes?.dropWithout(living)
			},
			logger: log,
		})
	}

	async #receive(message: ServerMessage): Promise<void> {
		if (message.type === 'workshop' && message.version > (this.#sentVersions.get(message.workshop) ?? 0))
			await this.#readAgain(message.workshop)
		if (message.type === 'tokens') await this.#recheckMembers(message.workshop)
		if (message.type === 'deleted') await this.#closeDeleted(message.workshop, hasMemberOf(message.workshop))
		if (message.type === 'hint') this.#sendLocalHint(message.workshop, message.hint, message.audience)
		if (message.type === 'settings') await this.#deps.reloadSettings?.()
		if (message.type === 'privateCards' || message.type === 'unsentCards') this.#deps.privateCards.receive(message)
	}

	/**
	 * Reads everything again that other nodes may have changed without this node receiving a message.
	 */
	async #refresh(): Promise<void> {
		const members = [...this.#deps.rooms.byId.values()].flatMap((room) => [...room.members])
		const workshops = new Set(members.map(({ identity }) => identity.workshop))
		await Promise.all([...workshops].flatMap((workshop) => [this.#readAgain(workshop), this.#recheckMembers(workshop)]))
		await this.#deps.privateCards.recount()
		await this.#deps.reloadSettings?.()
	}

	/** Reads a workshop that another node has changed, if it has members or pending sockets here. */
	async #readAgain(workshop: WorkshopId): Promise<void> {
		const { rooms, sockets, findWorkshop } = this.#deps
		if (![...rooms.byId.values()].some(hasMemberOf(workshop)) && !sockets.awaits(workshop)) return
		const found = await findWorkshop(workshop)
		if (found) this.#apply(found)
		else await this.#closeDeleted(workshop, hasMemberOf(workshop))
	}

	#apply(workshop: Workshop): void {
		const { rooms, sockets } = this.#deps
		// Changes are stored in their order, but this may be called out of order.
		if (workshop.version <= (this.#sentVersions.get(workshop.id) ?? 0)) return
		this.#sentVersions.set(workshop.id, workshop.version)
		sockets.workshopChanged(workshop)
		for (const room of [...rooms.byId.values()]) {
			this.#sendState(room, workshop)
			if (isDocumentReplaced(room, workshop)) rooms.retire(room)
			else closeChangedMembers(room, workshop)
		}
	}

	async #recheckMembers(workshop: WorkshopId): Promise<void> {
		const { rooms, sockets, identify } = this.#deps
		sockets.tokensEnded(workshop)
		const members = [...rooms.byId.values()].flatMap((room) => [...room.members])
		const checked = members.filter(({ identity }) => identity.workshop === workshop && identity.role !== 'participant')
		await Promise.all(
			checked.map(async (member) => {
				if (!(await identify(member.token))) member.close(CLOSE.badToken)
			}),
		)
	}

	/** Closes the rooms for which `isOfIt` is true, because their workshop was deleted. */
	async #closeDeleted(workshop: WorkshopId, isOfIt: (room: Room) => boolean): Promise<void> {
		const { rooms, sockets } = this.#deps
		sockets.tokensEnded(workshop)
		this.#sentVersions.delete(workshop)
		const ended = [...rooms.byId.values()].filter(isOfIt)
		for (const room of ended) for (const member of room.members) member.close(CLOSE.noRoom)
		await Promise.all(
			ended.map(async (room) => {
				// If the disk takes no writes, nothing of the room is written later either.
				await room.flushAndCompact().catch(() => false)
				rooms.remove(room)
			}),
		)
	}

	#sendLocalHint(workshop: WorkshopId, hint: Hint, audience: HintAudience): boolean {
		const room = this.#deps.rooms.byId.get(workshopRoom(workshop))
		return room !== undefined && room.latest.sendHint(JSON.stringify(hint), audience) > 0
	}
}

const hasMemberOf = (workshop: WorkshopId) => (room: Room) =>
	room.id === workshopRoom(workshop) || [...room.members].some(({ identity }) => identity.workshop === workshop)
