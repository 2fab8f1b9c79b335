import { isDeepStrictEqual } from 'node:util'
import { recordsOf } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { until } from './until.ts'

/** A client with the stock y-websocket provider, as other tools use it. */
export interface StockClient {
	doc: Y.Doc
	provider: WebsocketProvider
	/** Code of the last close by the server. */
	closed(): number | null
	/** Number of payload frames that the server has acked on the current socket. */
	acked(): number
	/** Number of payload frames that the server has rejected, on all sockets. */
	nacked(): number
	content(): unknown
	leave(): void
}

/**
 * Joins a room with the stock provider, and adds handlers for our own frames through the provider's
 * API.
 */
export function joinAsStock(syncUrl: string, room: string, token: string, doc = new Y.Doc()): StockClient {
	recordsOf(doc)
	let code: number | null = null
	let acked = 0
	let nacked = 0
	const provider = new WebsocketProvider(syncUrl, room, doc, {
		protocols: ['charrette.v1', token],
		disableBc: true,
		maxBackoffTime: 300,
		WebSocketPolyfill: WebSocket as never,
	})
	// Each provider listens for the exit of the process, and Node warns of a leak at eleven
	// listeners.
	process.off('exit', provider._exitHandler)
	provider.messageHandlers[120] = (_encoder, decoder) => {
		acked = decoding.readVarUint(decoder)
	}
	provider.messageHandlers[121] = () => {
		nacked++
	}
	provider.messageHandlers[122] = () => {}
	provider.messageHandlers[123] = () => {}
	provider.messageHandlers[125] = () => {}
	provider.messageHandlers[126] = () => {}
	provider.on('status', ({ status }) => {
		if (status === 'connected') acked = 0
	})
	provider.on('connection-close', (event) => {
		code = event?.code ?? code
	})
	return {
		doc,
		provider,
		closed: () => code,
		acked: () => acked,
		nacked: () => nacked,
		content: () => recordsOf(doc).toJSON(),
		leave() {
			// Yjs changes the client id of a document when another client writes with the same one, and
			// the provider cannot leave without an awareness state.
			if (!provider.awareness.meta.has(doc.clientID)) provider.awareness.setLocalState({})
			provider.destroy()
			doc.destroy()
		},
	}
}

/** Joins and waits until the document is synced. */
export async function joinedAsStock(syncUrl: string, room: string, token: string): Promise<StockClient> {
	const client = joinAsStock(syncUrl, room, token)
	await until(`${room} is synced`, () => client.provider.synced)
	return client
}

/** Whether all of these clients are synced and have deeply equal records. */
export function haveConverged(clients: readonly StockClient[]): boolean {
	const [first, ...others] = clients
	if (!first || !clients.every((client) => client.provider.synced)) return false
	const content = first.content()
	return others.every((client) => isDeepStrictEqual(client.content(), content))
}
