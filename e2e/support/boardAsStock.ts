import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

type Fields = Record<string, unknown>

/** A board's document as the server has it, seen by somebody with the stock provider. */
export interface StockBoard {
	/** The record's fields; null if the document has no such record. */
	record(id: string): Fields | null
	ids(): string[]
	/** How many updates of others have come so far. */
	updates(): number
	/** Writes a record that is new, or fields of one that is there. */
	write(id: string, fields: Fields): void
	remove(id: string): void
	/** Makes one update of all that is written meanwhile. */
	together(write: () => void): void
	/** Says this of itself to the others: a cursor, say. */
	say(presence: Fields): void
	leave(): void
}

export interface StockPerson {
	name: string
	city: string
}

/** What the server gives to one who joins. */
export interface Joined {
	token: string
	participant: { id: string }
	board: { id: string; title: string }
	workshop: { id: string }
}

/** Joins a workshop by its code. */
export async function joinAsStock(url: string, code: string, who: StockPerson): Promise<Joined> {
	const answer = await fetch(`${url}/api/join`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ code, ...who }),
	})
	return (await answer.json()) as Joined
}

/** What makes a stock client's sockets. */
type SocketClass = new (address: string, protocols?: string | string[]) => WebSocket

/** Opens a room with the stock y-websocket provider, over sockets of this kind. */
export function openRoom(url: string, room: string, token: string, Socket: SocketClass = WebSocket): WebsocketProvider {
	const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, room, new Y.Doc(), {
		protocols: ['charrette.v1', token],
		disableBc: true,
		WebSocketPolyfill: Socket as never,
	})
	for (const type of [120, 121, 122, 123, 125, 126, 127]) provider.messageHandlers[type] = () => {}
	return provider
}

const SOMEBODY: StockPerson = { name: 'Stock', city: 'Bogotá' }

/** Joins a workshop by its code, and opens the board of its group with the stock y-websocket provider. */
export async function boardAsStock(url: string, code: string, who = SOMEBODY): Promise<StockBoard> {
	return openBoard(url, await joinAsStock(url, code, who))
}

/** Opens the board of one who has joined. */
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
			const known = records.get(id)
			if (!known) records.set(id, new Y.Map(Object.entries(fields)))
			else for (const [key, value] of Object.entries(fields)) known.set(key, value)
		},
		remove: (id) => records.delete(id),
		together: (write) => doc.transact(write),
		say: (presence) => provider.awareness.setLocalState(presence),
		leave() {
			provider.destroy()
			doc.destroy()
		},
	}
}
