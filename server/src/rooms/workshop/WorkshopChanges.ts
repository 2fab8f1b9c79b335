import type { Hint, Identity, Workshop, WorkshopId } from '@charrette/shared'
import { CLOSE, workshopRoom } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { AcceptSocket } from '../acceptSocket.ts'
import type { HintAudience } from '../delivery/LatestState.ts'
import type { OpenRooms } from '../OpenRooms.ts'
import type { Room } from '../Room.ts'
import type { PrivateCards } from './PrivateCards.ts'
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
	log: Logger
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
	onDeleted?(workshop: WorkshopId): void
}

/** Applies a change of a workshop or of its tokens, or its deletion, to the connected members. */
export class WorkshopChanges {
	readonly #deps: WorkshopChangesDeps
	readonly #sentVersions = new LRUCache<WorkshopId, number>({ max: MAX_SENT_VERSIONS })

	constructor(deps: WorkshopChangesDeps) {
		this.#deps = deps
	}

	/**
	 * Called before a member enters a room, with the workshop as it was read for that, which another
	 * process may have changed.
	 */
	memberEnters(room: Room, workshop: Workshop): void {
		this.workshopChanged(workshop)
		if (room.members.size === 0) this.#sendState(room, workshop)
	}

	/**
	 * Sends the new state of a workshop, and closes each member whose access or document it has
	 * changed.
	 */
	workshopChanged(workshop: Workshop): void {
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

	/**
	 * Closes the members of a workshop whose token has ended, with 4401 (ACCESS3). Does not check the
	 * tokens of participants.
	 */
	async recheckTokens(workshop: WorkshopId): Promise<void> {
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

	/**
	 * Closes the rooms of a workshop that was deleted, and their members with 4404; resolves once
	 * nothing more is written.
	 */
	workshopDeleted(workshop: Workshop): Promise<void> {
		return this.#closeDeleted(workshop.id, (room) => isRoomOf(room, workshop))
	}

	/**
	 * Sends a hint once to the connected members that match. Returns whether there was any.
	 */
	sendHint(workshop: WorkshopId, hint: Hint, audience: HintAudience): boolean {
		const room = this.#deps.rooms.byId.get(workshopRoom(workshop))
		return room !== undefined && room.latest.sendHint(JSON.stringify(hint), audience) > 0
	}

	/** The workshops that have members here, each with its last version that they were sent. */
	followed(): Map<WorkshopId, number> {
		const workshops = new Map<WorkshopId, number>()
		for (const room of this.#deps.rooms.byId.values())
			for (const { identity } of room.members)
				workshops.set(identity.workshop, this.#sentVersions.get(identity.workshop) ?? 0)
		return workshops
	}

	/** Reads a workshop again that another process has changed or deleted. */
	async readAgain(workshop: WorkshopId): Promise<void> {
		const found = await this.#deps.findWorkshop(workshop)
		if (found) this.workshopChanged(found)
		else await this.#closeDeleted(workshop, hasMemberOf(workshop))
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

	/** Closes the rooms for which `isOfIt` is true, because their workshop was deleted. */
	async #closeDeleted(workshop: WorkshopId, isOfIt: (room: Room) => boolean): Promise<void> {
		const { rooms, sockets, onDeleted } = this.#deps
		sockets.tokensEnded(workshop)
		onDeleted?.(workshop)
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
}

const hasMemberOf = (workshop: WorkshopId) => (room: Room) =>
	room.id === workshopRoom(workshop) || [...room.members].some(({ identity }) => identity.workshop === workshop)
