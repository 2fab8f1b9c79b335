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
	BOARD_SCHEMA_VERSION,
	CLOSE,
	epochOf,
	findBoard,
	findParticipant,
	LIMITS,
	parseRoomId,
	SUBPROTOCOL,
	SYNC_PATH,
} from '@charrette/shared'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Bounds } from './bounds.ts'
import { Member } from './Member.ts'
import type { Room } from './Room.ts'

const FACILITATOR_COLOUR = '#1d4f8c'
/** A socket whose frame is larger is cut off by ws itself; the room for a step 2 on joining and its header. */
const MAX_PAYLOAD_BYTES = LIMITS.maxStep2Bytes + 1024

export interface AcceptDeps {
	log: Logger
	bounds: Bounds
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
	open(room: RoomId, epoch: number): Promise<Room>
	/** Tells a room what this state of its workshop says to those in it. */
	sendWorkshop(room: Room, workshop: Workshop): void
	/** Called when a member has left the room. */
	release(room: Room): void
	isClosing(): boolean
}

/** One socket on its way in, with the newest state of its workshop that was heard of: access may change while the room loads. */
interface Arrival {
	who: Identity
	workshop: Workshop | null
}

export interface AcceptSocket {
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	workshopChanged(workshop: Workshop): void
	close(): void
}

/** Turns an upgrade into a member of a room, or into a socket that is closed with the reason (WIRE1). */
export function createAcceptSocket(deps: AcceptDeps): AcceptSocket {
	const server = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_PAYLOAD_BYTES,
		perMessageDeflate: false,
		handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
	})
	const arrivals = new Set<Arrival>()

	async function arrive(socket: WebSocket, stream: Duplex, request: IncomingMessage): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://localhost')
		const name = roomName(url)
		const parsed = name === null ? null : parseRoomId(name)
		const who = await deps.identify(tokenOf(request))
		if (!who) return refuse(socket, CLOSE.badToken)
		const arrival: Arrival = { who, workshop: null }
		arrivals.add(arrival)
		try {
			const found = newest(await deps.findWorkshop(who.workshop), arrival.workshop)
			if (!found) return refuse(socket, CLOSE.badToken)
			if (!parsed || !exists(parsed, found)) return refuse(socket, CLOSE.noRoom)
			if (accessTo(parsed, who, found) === 'none') return refuse(socket, CLOSE.noAccess)
			const room = await deps.open(name as RoomId, epochIn(found, parsed))
			const workshop = newest(found, arrival.workshop)
			const access = accessTo(parsed, who, workshop)
			if (access === 'none') return refuse(socket, CLOSE.noAccess)
			const trouble = closeCodeFor(url.searchParams, room.epoch, epochIn(workshop, parsed))
			if (trouble) return refuse(socket, trouble)
			if (room.members.size === 0) deps.sendWorkshop(room, workshop)
			const person = personOf(who, workshop)
			const isOurs = url.searchParams.has('schema')
			settle(
				socket,
				room,
				new Member(socket, stream, { who, person, access, canReadDeflated: isOurs, bounds: deps.bounds }),
			)
		} finally {
			arrivals.delete(arrival)
		}
	}

	function settle(socket: WebSocket, room: Room, member: Member): void {
		if (socket.readyState !== socket.OPEN) {
			deps.release(room)
			return
		}
		socket.on('message', (data: Buffer, isBinary) => {
			if (member.isClosed) return
			if (isBinary && data.length > 0) room.receive(member, data)
			else member.close(CLOSE.badFrame)
		})
		socket.on('close', () => {
			member.isClosed = true
			room.leave(member)
			deps.release(room)
		})
		room.join(member)
		socket.resume()
	}

	return {
		handleUpgrade(request, socket, head) {
			server.handleUpgrade(request, socket, head, (accepted) => {
				// Without a listener a malformed frame would end the process (GATE5); ws closes the socket itself.
				accepted.on('error', (cause) => deps.log.warn({ cause: cause.message }, 'socket error'))
				if (deps.isClosing()) return refuse(accepted, CLOSE.shuttingDown)
				accepted.pause()
				arrive(accepted, socket, request).catch((cause: unknown) => {
					deps.log.error({ cause: String(cause) }, 'socket not accepted')
					refuse(accepted, CLOSE.storage)
				})
			})
		},
		workshopChanged(workshop) {
			for (const arrival of arrivals) if (arrival.who.workshop === workshop.id) arrival.workshop = workshop
		},
		close: () => server.close(),
	}
}

function refuse(socket: WebSocket, code: CloseCode): void {
	socket.resume()
	socket.close(code)
}

function tokenOf(request: IncomingMessage): string {
	const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
	return offered.find((protocol) => protocol !== SUBPROTOCOL) ?? ''
}

function roomName({ pathname }: URL): string | null {
	if (!pathname.startsWith(`${SYNC_PATH}/`)) return null
	try {
		return decodeURIComponent(pathname.slice(SYNC_PATH.length + 1))
	} catch {
		return null
	}
}

/** Of two states of a workshop, as it was read and as it was heard of, the later one. */
function newest<Found extends Workshop | null>(read: Found, heard: Workshop | null): Found | Workshop {
	return read && heard && heard.version > read.version ? heard : read
}

/** Whether there is such a room at all, for whomever. */
function exists(room: ParsedRoom, workshop: Workshop): boolean {
	return room.type === 'workshop' || findBoard(workshop, room.board) !== null
}

/** The epoch of a room's document; only a board's is ever replaced. */
function epochIn(workshop: Workshop, room: ParsedRoom): number {
	const found = room.type === 'board' ? findBoard(workshop, room.board) : null
	return found ? epochOf(found.board) : 1
}

/** Why a client of this schema, with a document of this epoch, cannot come in (DOC7, REST1); a stock client names neither. */
function closeCodeFor(params: URLSearchParams, roomEpoch: number, epoch: number): CloseCode | null {
	const schema = params.get('schema')
	if (schema !== null && Number(schema) < BOARD_SCHEMA_VERSION) return CLOSE.clientTooOld
	const brought = Number(params.get('epoch') ?? epoch)
	return brought !== epoch || roomEpoch !== epoch ? CLOSE.documentReplaced : null
}

function personOf(who: Identity, workshop: Workshop): PresenceIdentity {
	const participant = who.participant && findParticipant(workshop, who.participant)
	if (participant) {
		const { id, name, city, colour } = participant
		return { participant: id, name, city, role: 'participant', colour }
	}
	return { participant: null, name: '', city: '', role: who.role, colour: FACILITATOR_COLOUR }
}
