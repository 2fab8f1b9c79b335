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
	/** Says this of itself to the others: a cursor, say. */
	say(presence: Fields): void
	leave(): void
}

/** Joins a workshop by its code, and opens the board of its group with the stock y-websocket provider. */
export async function boardAsStock(url: string, code: string): Promise<StockBoard> {
	const answer = await fetch(`${url}/api/join`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ code, name: 'Stock', city: 'Bogotá' }),
	})
	const { token, board } = (await answer.json()) as { token: string; board: { id: string } }
	const doc = new Y.Doc()
	const records = doc.getMap<Y.Map<unknown>>('records')
	const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, `board:${board.id}`, doc, {
		protocols: ['charrette.v1', token],
		disableBc: true,
		WebSocketPolyfill: WebSocket as never,
	})
	for (const type of [120, 121, 122]) provider.messageHandlers[type] = () => {}
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
		say: (presence) => provider.awareness.setLocalState(presence),
		leave() {
			provider.destroy()
			doc.destroy()
		},
	}
}
