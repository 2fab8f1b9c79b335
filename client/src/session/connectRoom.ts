import type { CloseCode, Refusal, RoomId } from '@charrette/shared'
import { CLOSE, FRAME, SUBPROTOCOL, SYNC, SYNC_PATH } from '@charrette/shared'
import type { Decoder } from 'lib0/decoding'
import { readVarString, readVarUint } from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { Readable } from './cell.ts'
import { createCell } from './cell.ts'
import type { SaveTracker } from './saveStatus.ts'

/** `closed` is final: the server gave this code, and coming back the same way would not help. */
export type ConnectionStatus = { state: 'connecting' | 'live' | 'offline' } | { state: 'closed'; code: CloseCode }

export interface RoomConnection {
	awareness: Awareness
	status: Readable<ConnectionStatus>
	close(): void
}

export interface RoomOptions {
	room: RoomId
	token: string
	doc: Y.Doc
	/** Told of every payload frame and its ack. */
	saves?: SaveTracker
	/** Gets the JSON of each state frame. */
	onState?: (json: string) => void
}

/** A hall full of people must not come back in one instant. */
const MAX_BACKOFF_MS = () => 2000 + Math.random() * 3000

function syncUrl(): string {
	return `${location.origin.replace(/^http/, 'ws')}${SYNC_PATH}`
}

/** A WebSocket that tells of the payload frames sent on it (ACK1). */
function countingSocket(saves: SaveTracker | undefined): typeof WebSocket {
	return class extends WebSocket {
		override send(data: Uint8Array<ArrayBuffer>): void {
			super.send(data)
			if (data[0] === FRAME.sync && data[1] !== SYNC.step1) saves?.sent(data[1] === SYNC.step2)
		}
	} as typeof WebSocket
}

/** The stock provider sends each peer's presence back to the server it came from; of presence, one's own is enough. */
function keepPresenceToOneself({ awareness, _awarenessUpdateHandler: send }: WebsocketProvider): void {
	awareness.off('update', send)
	awareness.on('update', (change: unknown, origin: unknown) => {
		if (origin === 'local') send(change, origin)
	})
}

/** Joins a room with the stock provider, comes back by itself, and speaks our own frames too. */
export function connectRoom({ room, token, doc, saves, onState }: RoomOptions): RoomConnection {
	const status = createCell<ConnectionStatus>({ state: 'connecting' })
	const provider = new WebsocketProvider(syncUrl(), room, doc, {
		connect: false,
		protocols: [SUBPROTOCOL, token],
		disableBc: true,
		maxBackoffTime: MAX_BACKOFF_MS(),
		WebSocketPolyfill: countingSocket(saves),
	})
	keepPresenceToOneself(provider)
	const handle = (type: number, read: (decoder: Decoder) => void) => {
		provider.messageHandlers[type] = (_encoder, decoder) => read(decoder)
	}
	handle(FRAME.ack, (decoder) => saves?.acked(readVarUint(decoder)))
	handle(FRAME.nack, (decoder) => {
		readVarUint(decoder)
		saves?.nacked(readVarString(decoder) as Refusal)
	})
	handle(FRAME.state, (decoder) => onState?.(readVarString(decoder)))

	provider.on('status', ({ status: now }) => {
		if (now === 'connected') saves?.opened()
		if (now === 'disconnected') {
			saves?.closed()
			status.set({ state: 'offline' })
		}
	})
	provider.on('sync', (isSynced) => {
		if (!isSynced) return
		saves?.synced()
		status.set({ state: 'live' })
	})
	provider.on('connection-error', () => status.set({ state: 'offline' }))
	provider.on('closed', ({ code }) => {
		// Access changed under an open socket: the same document comes back under the new one at once (WIRE3).
		if (code === CLOSE.accessChanged) provider.connect()
		else status.set({ state: 'closed', code: code as CloseCode })
	})

	// A socket does not notice that the network went away; the browser does.
	const onOffline = () => provider.disconnect()
	const onOnline = () => {
		if (status.get().state !== 'closed') provider.connect()
	}
	window.addEventListener('offline', onOffline)
	window.addEventListener('online', onOnline)
	provider.connect()

	return {
		awareness: provider.awareness,
		status,
		close() {
			window.removeEventListener('offline', onOffline)
			window.removeEventListener('online', onOnline)
			provider.destroy()
			provider.awareness.destroy()
		},
	}
}
