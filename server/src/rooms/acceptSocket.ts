import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type {
	CloseCode,
	Identity,
	Room as ParsedRoom,
	PresenceIdentity,
	RoomId,
	Workshop,
	WorkshopId,
} from '@charrette/shared'
import {
	accessTo,
	CLIENT_SCHEMA_VERSION,
	CLOSE,
	findParticipant,
	LIMITS,
	parseRoomId,
	SUBPROTOCOL,
} from '@charrette/shared'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { UnreadableRecordError } from '../ports/StorageError.ts'
import type { Bounds } from './bounds.ts'
import type { StateFormat } from './members/frameCodec.ts'
import { Member, type Membership } from './members/Member.ts'
import { SocketLimits, type SocketSlot } from './members/SocketLimits.ts'
import type { Throttle } from './members/Throttle.ts'
import { addressOf, tokenOf } from './members/upgradeRequest.ts'
import type { Room } from './Room.ts'
import { epochIn, hasRoom } from './workshop/sendWorkshop.ts'

const FACILITATOR_COLOUR = '#1d4f8c'
/** The largest step 2 and its header; ws itself closes a socket that sends a larger frame. */
const MAX_PAYLOAD_BYTES = LIMITS.maxStep2Bytes + 1024

export interface AcceptDeps {
	log: Logger
	bounds: Bounds
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
	open(room: RoomId, epoch: number): Promise<Room>
	/** Whether this is still the room of its id. */
	isOpen(room: Room): boolean
	/** Called before a member enters a room, with the workshop as it is now. */
	memberEnters(room: Room, workshop: Workshop): void
	/** Called when a member has left a room. */
	release(room: Room): void
	isClosing(): boolean
	/** Whether a page of this request's origin may open sockets; all may by default. */
	isOriginAllowed?(request: IncomingMessage): boolean
	/**
	 * The key by which the sockets of a client are counted; the address of the connection by default.
	 */
	clientKey?(request: IncomingMessage): string
}

/**
 * A socket that is being accepted. Its access may change while the room loads, and its token may
 * end.
 */
interface PendingSocket {
	token: string
	/** Null until it is identified. */
	identity: Identity | null
	workshop: Workshop | null
	/** Whether tokens have ended since it was identified. */
	isStale: boolean
}

/** An upgrade with the slot of its socket in the counts. */
interface AcceptedUpgrade {
	request: IncomingMessage
	slot: SocketSlot
}

interface Admission {
	room: Room
	throttle: Throttle
	membership: Membership
}

/** The entrance to all rooms. */
export interface AcceptSocket {
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	workshopChanged(workshop: Workshop): void
	/** Makes pending sockets identify again, because tokens of this workshop have ended. */
	tokensEnded(workshop: WorkshopId): void
	/** Forgets unused budgets. */
	prune(): void
	/** Closes all sockets with a code to retry, also those that are being accepted. */
	rejectAll(): void
	/** Closes all sockets, and accepts no more. */
	close(): void
}

/**
 * Turns an HTTP upgrade into a member of a room, or into a socket that is closed with the reason
 * (WIRE1).
 */
export function createAcceptSocket(deps: AcceptDeps): AcceptSocket {
	const server = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_PAYLOAD_BYTES,
		perMessageDeflate: false,
		handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
	})
	const pendingSockets = new Set<PendingSocket>()
	const limits = new SocketLimits(deps.bounds)

	async function accept(socket: WebSocket, stream: Duplex, upgrade: AcceptedUpgrade): Promise<void> {
		const pending: PendingSocket = { token: tokenOf(upgrade.request), identity: null, workshop: null, isStale: true }
		pendingSockets.add(pending)
		try {
			const admitted = await admit(pending, upgrade)
			if (typeof admitted === 'number') return reject(socket, admitted)
			const { room, throttle, membership } = admitted
			if (socket.readyState !== socket.OPEN) return deps.release(room)
			// The room was closed meanwhile, and its log may have changed.
			if (!deps.isOpen(room)) return reject(socket, CLOSE.shuttingDown)
			const member = new Member(socket, stream, {
				...membership,
				bounds: deps.bounds,
				budget: upgrade.slot.budget,
				throttle,
				room: room.delivery,
				onLeft: () => deps.release(room),
			})
			room.delivery.join(member)
			socket.resume()
		} finally {
			upgrade.slot.endPending()
			pendingSockets.delete(pending)
		}
	}

	/** Returns the room and the membership of a socket, or the code with which it is closed. */
	async function admit(pending: PendingSocket, { request, slot }: AcceptedUpgrade): Promise<Admission | CloseCode> {
		const { name, params } = addressOf(request)
		const parsed = parseRoomId(name ?? '')
		const identity = await identify(pending)
		const found = identity && newest(await deps.findWorkshop(identity.workshop), pending.workshop)
		if (!identity || !found) return CLOSE.badToken
		const throttle = slot.enterWorkshop(found.id)
		if (!throttle) return CLOSE.full
		if (!parsed || !exists(parsed, found)) return CLOSE.noRoom
		if (accessTo(parsed, identity, found) === 'none') return CLOSE.noAccess
		const room = await deps.open(name as RoomId, epochIn(found, parsed))
		if (!(await identify(pending))) return CLOSE.badToken
		const workshop = newest(found, pending.workshop)
		const access = accessTo(parsed, identity, workshop)
		if (access === 'none') return CLOSE.noAccess
		const code = closeCodeFor(params, room.epoch, epochIn(workshop, parsed))
		if (code) return code
		deps.memberEnters(room, workshop)
		const person = personOf(identity, workshop)
		return {
			room,
			throttle,
			membership: {
				identity,
				token: pending.token,
				person,
				access,
				stateFormat: stateFormatOf(params),
				readsChanges: params.has('changes'),
				skipsOwnFrames: params.get('frames') === 'yjs',
			},
		}
	}

	/** Returns the identity of a socket's token, which is read again if tokens end meanwhile. */
	async function identify(pending: PendingSocket): Promise<Identity | null> {
		while (pending.isStale) {
			pending.isStale = false
			pending.identity = await deps.identify(pending.token)
		}
		return pending.identity
	}

	return {
		handleUpgrade(request, socket, head) {
			server.handleUpgrade(request, socket, head, (accepted) => {
				// Without a listener a malformed frame would end the process (GATE5); ws closes the socket
				// itself.
				accepted.on('error', (cause) => deps.log.warn({ err: cause }, 'socket error'))
				if (deps.isClosing()) return reject(accepted, CLOSE.shuttingDown)
				if (deps.isOriginAllowed?.(request) === false) return reject(accepted, CLOSE.noAccess)
				const client = deps.clientKey?.(request) ?? request.socket.remoteAddress ?? ''
				const slot = limits.enter(tokenOf(request), client)
				if (!slot) return reject(accepted, CLOSE.full)
				accepted.on('close', slot.leave)
				accepted.pause()
				accept(accepted, socket, { request, slot }).catch((cause: unknown) => {
					deps.log.error({ err: cause }, 'socket not accepted')
					reject(accepted, cause instanceof UnreadableRecordError ? CLOSE.unreadable : CLOSE.storage)
				})
			})
		},
		workshopChanged(workshop) {
			for (const pending of pendingSockets) if (pending.identity?.workshop === workshop.id) pending.workshop = workshop
		},
		tokensEnded(workshop) {
			for (const pending of pendingSockets)
				if ((pending.identity?.workshop ?? workshop) === workshop) pending.isStale = true
		},
		prune: () => limits.prune(),
		rejectAll,
		close() {
			server.close()
			// Sockets that are still being accepted may wait for stores that are closed now.
			rejectAll()
		},
	}

	function rejectAll(): void {
		for (const socket of server.clients) reject(socket, CLOSE.shuttingDown)
	}

	/** Closes a socket that is not a member. If the client leaves it open, it is terminated. */
	function reject(socket: WebSocket, code: CloseCode): void {
		socket.resume()
		socket.close(code)
		setTimeout(() => socket.terminate(), deps.bounds.closeGraceMs).unref()
	}
}

/** Returns the newer of a workshop as it was read and as it was announced meanwhile. */
function newest<Found extends Workshop | null>(read: Found, announced: Workshop | null): Found | Workshop {
	return read && announced && announced.version > read.version ? announced : read
}

/** Whether a room exists. Boards and practices of other workshops do not exist for a member. */
function exists(room: ParsedRoom, workshop: Workshop): boolean {
	return room.type === 'workshop' || hasRoom(workshop, room)
}

/** Returns the format of states for a client. A stock client names no schema (WIRE4b). */
function stateFormatOf(params: URLSearchParams): StateFormat {
	return params.has('schema') ? 'deflated' : 'step2'
}

/**
 * Returns the close code for a client with an old schema (DOC7) or another document (REST1), else
 * null. A stock client names neither.
 */
function closeCodeFor(params: URLSearchParams, roomEpoch: number, epoch: number): CloseCode | null {
	const schema = params.get('schema')
	if (schema !== null && Number(schema) < CLIENT_SCHEMA_VERSION) return CLOSE.clientTooOld
	const clientEpoch = Number(params.get('epoch') ?? epoch)
	return clientEpoch !== epoch || roomEpoch !== epoch ? CLOSE.documentReplaced : null
}

function personOf(identity: Identity, workshop: Workshop): PresenceIdentity {
	const participant = identity.participant && findParticipant(workshop, identity.participant)
	if (participant) {
		const { id, name, city, colour } = participant
		return { participant: id, name, city, role: 'participant', colour }
	}
	return { participant: null, name: '', city: '', role: identity.role, colour: FACILITATOR_COLOUR }
}
