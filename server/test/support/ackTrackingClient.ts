import type { WebSocket } from 'ws'
import type * as Y from 'yjs'
import type { StockClient } from './stockClient.ts'
import { joinAsStock } from './stockClient.ts'

/**
 * One edit of the client: its bytes, and the payload frame of the current socket that contains it.
 */
interface Edit {
	update: Uint8Array
	/** Infinity until the edit is sent. */
	frame: number
	isAcked: boolean
}

/** A stock client that tracks for each of its edits whether the server has acked it (ACK1). */
export interface AckTrackingClient extends StockClient {
	room: string
	/** All of its edits, in order. */
	edits: readonly Edit[]
	/** The bytes of all acked edits, on all sockets. */
	ackedUpdates(): Uint8Array[]
	isAllAcked(): boolean
}

const isSync = (frame: Uint8Array, subtype: number) => frame[0] === 0 && frame[1] === subtype

/** Joins a room with a client that tracks acks. */
export function joinWithAckTracking(syncUrl: string, room: string, token: string, doc?: Y.Doc): AckTrackingClient {
	const client = joinAsStock(syncUrl, room, token, doc)
	const { provider } = client
	const edits: Edit[] = []
	let sent = 0
	let carried = 0

	/**
	 * A step 2 contains every edit that is not acked, even one sent before on this socket (GATE2).
	 */
	const note = (frame: Uint8Array) => {
		if (!isSync(frame, 1) && !isSync(frame, 2)) return
		sent++
		if (isSync(frame, 2)) return
		carried = sent
		for (const edit of edits) if (!edit.isAcked) edit.frame = sent
	}
	const tap = () => {
		const socket = provider.ws as unknown as WebSocket | null
		if (!socket) return
		sent = carried = 0
		for (const edit of edits) edit.frame = Number.POSITIVE_INFINITY
		const send = socket.send.bind(socket) as (data: Uint8Array) => void
		socket.send = (data: unknown) => {
			note(data as Uint8Array)
			send(data as Uint8Array)
		}
	}
	tap()
	provider.on('status', ({ status }) => status === 'connecting' && tap())
	// The provider was added as a listener first, so it has already sent the frame with this update.
	client.doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin === provider) return
		const frame = sent > carried ? sent : Number.POSITIVE_INFINITY
		carried = sent
		edits.push({ update, frame, isAcked: false })
	})
	const readAck = provider.messageHandlers[120]
	provider.messageHandlers[120] = (...message) => {
		readAck?.(...message)
		for (const edit of edits) if (edit.frame <= client.acked()) edit.isAcked = true
	}
	return {
		...client,
		room,
		edits,
		ackedUpdates: () => edits.filter((edit) => edit.isAcked).map((edit) => edit.update),
		isAllAcked: () => edits.every((edit) => edit.isAcked),
	}
}
