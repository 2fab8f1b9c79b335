import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** What the server said to an update, or the code that it closed the socket with. */
type Answer = 'ack' | 'nack' | number

/** Writes a card on a board with the stock y-websocket provider and this token; resolves with what the server answered. */
export function writeAsStock(url: string, board: string, token: string): Promise<Answer> {
	return writeInRoom({ url, room: `board:${board}`, token }, { id: 'shape:forged', text: 'forged' })
}

/** The same in any room, a private one say, with this id and text. */
export async function writeInRoom(
	{ url, room, token }: { url: string; room: string; token: string },
	card: { id: string; text: string },
): Promise<Answer> {
	const doc = new Y.Doc()
	const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, room, doc, {
		protocols: ['charrette.v1', token],
		disableBc: true,
		WebSocketPolyfill: WebSocket as never,
	})
	const answer = new Promise<Answer>((resolve) => {
		provider.messageHandlers[120] = (_encoder, decoder) => {
			if ((decoder.arr[decoder.pos] ?? 0) > 1) resolve('ack')
		}
		provider.messageHandlers[121] = () => resolve('nack')
		provider.on('closed', ({ code }) => resolve(code))
	})
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
	const fields = { type: 'card', xy: [0, 0], 'props.kind': 'obstacle', text: new Y.Text(card.text) }
	doc.getMap('records').set(card.id, new Y.Map<unknown>(Object.entries(fields)))
	const said = await answer
	provider.destroy()
	doc.destroy()
	return said
}
