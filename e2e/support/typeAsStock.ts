import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** Writes a card with the stock y-websocket provider and this token; resolves with what the server answered: ack, nack or the close code. */
export async function writeAsStock(url: string, board: string, token: string): Promise<'ack' | 'nack' | number> {
	const doc = new Y.Doc()
	const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, `board:${board}`, doc, {
		protocols: ['charrette.v1', token],
		disableBc: true,
		WebSocketPolyfill: WebSocket as never,
	})
	const answer = new Promise<'ack' | 'nack' | number>((resolve) => {
		provider.messageHandlers[120] = (_encoder, decoder) => {
			if ((decoder.arr[decoder.pos] ?? 0) > 1) resolve('ack')
		}
		provider.messageHandlers[121] = () => resolve('nack')
		provider.on('closed', ({ code }) => resolve(code))
	})
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
	doc
		.getMap('records')
		.set('shape:forged', new Y.Map(Object.entries({ type: 'card', xy: [0, 0], 'props.kind': 'obstacle' })))
	const said = await answer
	provider.destroy()
	doc.destroy()
	return said
}
