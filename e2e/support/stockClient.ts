import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type FrameRecord, recordSockets } from './recordFrames.ts'

/*
 * Participants without a browser, who connect with the stock y-websocket provider. The provider
 * ignores the frame types of our own protocol (120 to 127), which it does not know.
 */

type Fields = Record<string, unknown>

/** A board's document in a stock client. */
export interface StockBoard {
	/** The fields of a record; null if the document does not contain it. */
	record(id: string): Fields | null
	ids(): string[]
	/** The number of updates received from others so far. */
	updates(): number
	/** Adds a record, or sets fields of an existing one. */
	write(id: string, fields: Fields): void
	remove(id: string): void
	/** Makes one update of all changes in the callback. */
	transact(write: () => void): void
	/** Publishes this presence, such as a cursor. */
	setPresence(presence: Fields): void
	leave(): void
}

export interface StockParticipant {
	name: string
	city: string
}

/** The server's answer to a request to join. */
export interface Joined {
	token: string
	participant: { id: string }
	board: { id: string; title: string }
	workshop: { id: string }
}

/** Joins a workshop by its code. */
export async function joinAsStock(url: string, code: string, person: StockParticipant): Promise<Joined> {
	const answer = await fetch(`${url}/api/join`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ code, ...person }),
	})
	return (await answer.json()) as Joined
}

type SocketClass = new (address: string, protocols?: string | string[]) => WebSocket

/** Opens a room with the stock provider, over sockets of the given class. */
export function openRoom(url: string, room: string, token: string, Socket: SocketClass = WebSocket): WebsocketProvider {
	const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, room, new Y.Doc(), {
		protocols: ['charrette.v1', token],
		disableBc: true,
		WebSocketPolyfill: Socket as never,
	})
	for (const type of [120, 121, 122, 123, 125, 126, 127]) provider.messageHandlers[type] = () => {}
	// Each provider listens for the exit of the process, and Node warns of a leak at eleven
	// listeners.
	process.off('exit', provider._exitHandler)
	return provider
}

/** Joins a workshop by its code and opens the board of the assigned group. */
export async function openBoardAsStock(url: string, code: string): Promise<StockBoard> {
	return openBoard(url, await joinAsStock(url, code, { name: 'Stock', city: 'Bogotá' }))
}

/** Opens the board of a participant who has joined. */
export async function openBoard(
	url: string,
	{ token, board }: Pick<Joined, 'token' | 'board'>,
	Socket: SocketClass = WebSocket,
): Promise<StockBoard> {
	const provider = openRoom(url, `board:${board.id}`, token, Socket)
	const { doc } = provider
	const records = doc.getMap<Y.Map<unknown>>('records')
	let updates = 0
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
	doc.on('update', (_update: Uint8Array, origin: unknown) => {
		if (origin === provider) updates++
	})
	return {
		record: (id) => records.get(id)?.toJSON() ?? null,
		ids: () => [...records.keys()],
		updates: () => updates,
		write(id, fields) {
			const record = records.get(id)
			if (!record) records.set(id, new Y.Map(Object.entries(fields)))
			else for (const [key, value] of Object.entries(fields)) record.set(key, value)
		},
		remove: (id) => records.delete(id),
		transact: (write) => doc.transact(write),
		setPresence: (presence) => provider.awareness.setLocalState(presence),
		leave() {
			provider.destroy()
			doc.destroy()
		},
	}
}

/** A stock participant in the workshop's room and at the board of the assigned group. */
export interface Attendee extends StockParticipant {
	joined: Joined
	board: StockBoard
	/** All frames received in both rooms. */
	frames: FrameRecord
	/** Returns the codes with which the sockets were closed. */
	closeCodes(): number[]
	/** Writes a card into the private room of this participant. */
	writePrivately(card: { id: string; text: string }): Promise<WriteAnswer>
	leave(): void
}

/** Joins a workshop, opens the board of the assigned group and publishes a presence there. */
export async function attend(url: string, code: string, person: StockParticipant): Promise<Attendee> {
	const joined = await joinAsStock(url, code, person)
	const { Socket, frames, closeCodes } = recordSockets()
	const workshopRoom = openRoom(url, `workshop:${joined.workshop.id}`, joined.token, Socket)
	workshopRoom.awareness.setLocalState({ board: joined.board.id })
	const board = await openBoard(url, joined, Socket)
	const room = `private:${joined.board.id}:${joined.participant.id}`
	return {
		...person,
		joined,
		board,
		frames,
		closeCodes,
		writePrivately: (card) => writeInRoom({ url, room, token: joined.token }, card),
		leave() {
			board.leave()
			workshopRoom.destroy()
		},
	}
}

/** The server's answer to an update, or the code with which it closed the socket. */
type WriteAnswer = 'ack' | 'nack' | number

/** Writes a card on a board with this token; resolves with the server's answer. */
export function writeAsStock(url: string, board: string, token: string): Promise<WriteAnswer> {
	return writeInRoom({ url, room: `board:${board}`, token }, { id: 'shape:forged', text: 'forged' })
}

async function writeInRoom(
	{ url, room, token }: { url: string; room: string; token: string },
	card: { id: string; text: string },
): Promise<WriteAnswer> {
	const provider = openRoom(url, room, token)
	const { doc } = provider
	const answer = new Promise<WriteAnswer>((resolve) => {
		// The ack with n = 1 is for the step 2 of the join.
		provider.messageHandlers[120] = (_encoder, decoder) => {
			if ((decoder.arr[decoder.pos] ?? 0) > 1) resolve('ack')
		}
		provider.messageHandlers[121] = () => resolve('nack')
		provider.on('closed', ({ code }) => resolve(code))
	})
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
	const fields = { type: 'card', xy: [0, 0], 'props.kind': 'obstacle', text: new Y.Text(card.text) }
	doc.getMap('records').set(card.id, new Y.Map<unknown>(Object.entries(fields)))
	const received = await answer
	provider.destroy()
	doc.destroy()
	return received
}
