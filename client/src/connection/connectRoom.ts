import { CLOSE, type CloseCode, type RoomId, SUBPROTOCOL, SYNC_PATH } from '@charrette/shared'
import { uint32 } from 'lib0/random'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { pageAddress } from './basePath.ts'
import { createConnectionWatchdog, watchNetwork } from './connectionWatchdog.ts'
import { isServerReachable } from './fetchChunk.ts'
import { countingSocket, type FrameHandlers, handleOwnFrames } from './frames.ts'
import { createObservable, type Observable } from './observable.ts'
import type { OfflineReason } from './saveStatus.ts'

/**
 * The status of a connection. `closed` is final: the server closed the socket with this code, after
 * which the same request would fail again.
 */
export type ConnectionStatus = { state: 'connecting' | 'live' | 'offline' } | { state: 'closed'; code: CloseCode }

/** A connection to a room. */
export interface RoomConnection {
	awareness: Awareness
	status: Observable<ConnectionStatus>
	/** Closes the socket and reconnects immediately, so that all unsaved edits are sent again. */
	restart(): void
	/**
	 * Gives the document a new client id, and reconnects with it. The edits that follow do not depend
	 * on those under the old one. Returns the new id.
	 */
	renewClientId(): number
	close(): void
}

interface RoomOptions extends FrameHandlers {
	room: RoomId
	token: string
	doc: Y.Doc
	/**
	 * Query parameters of the address: `schema` and `epoch` in a document's room; `workshop`, by
	 * which a load balancer can send all rooms of a workshop to one node.
	 */
	params?: Record<string, string>
	/**
	 * The connection opens after this promise, which never rejects; without it, after the current
	 * step, so that a connection that is closed at once opens no socket.
	 */
	ready?: Promise<unknown>
}

const MIN_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 4500
const OFFLINE_REASONS: Partial<Record<number, OfflineReason>> = {
	[CLOSE.tooSlow]: 'tooMuch',
	[CLOSE.full]: 'tooMany',
}

/**
 * Joins a room with the stock y-websocket provider and this project's own frames. Reconnects until
 * it is closed.
 */
export function connectRoom(options: RoomOptions): RoomConnection {
	const { room, token, doc, params = {}, ready = Promise.resolve(), saves } = options
	const status = createObservable<ConnectionStatus>({ state: 'connecting' })
	const watchdog = createConnectionWatchdog()
	let isReady = false
	let isClosed = false
	const provider = new WebsocketProvider(syncUrl(), room, doc, {
		connect: false,
		params,
		protocols: [SUBPROTOCOL, token],
		disableBc: true,
		WebSocketPolyfill: countingSocket({
			onActivity: watchdog.recordActivity,
			onPayloadSent(isStep2, bytes) {
				saves?.sent(isStep2)
				watchdog.recordSent(bytes)
			},
		}),
	})
	sendOwnPresenceOnly(provider)
	handleOwnFrames(provider, options)

	/**
	 * Whether the access changed. The client then reconnects immediately (WIRE3), and "offline" is
	 * not shown in between.
	 */
	let isRenewed = false
	let closeCode: number | undefined
	provider.on('connection-close', (event) => {
		isRenewed = event?.code === CLOSE.accessChanged
		closeCode = event?.code
		provider.maxBackoffTime = isRenewed ? 0 : backoffMs(provider.wsUnsuccessfulReconnects + 1)
	})
	provider.on('status', ({ status: now }) => {
		if (now === 'disconnected') forgetOthers(provider.awareness)
		// A socket that is being renewed counts as open but not synced, so that nothing is shown as
		// saved.
		if (now === 'connected' || (now === 'disconnected' && isRenewed)) saves?.opened()
		else if (now === 'disconnected') onDisconnected()
	})
	provider.on('sync', (isSynced) => {
		if (!isSynced) return
		saves?.synced()
		status.set({ state: 'live' })
	})
	provider.on('connection-error', onDisconnected)
	provider.on('closed', ({ code }) => status.set({ state: 'closed', code: code as CloseCode }))

	function onDisconnected(): void {
		saves?.closed(closeCode === undefined ? undefined : OFFLINE_REASONS[closeCode])
		closeCode = undefined
		status.set({ state: 'offline' })
	}
	function connect(): void {
		if (isReady && !isClosed && status.get().state !== 'closed') provider.connect()
	}
	function disconnect(): void {
		provider.disconnect()
		if (status.get().state !== 'closed') onDisconnected()
	}
	function restart(): void {
		disconnect()
		connect()
	}
	function renewClientId(): number {
		disconnect()
		doc.clientID = uint32()
		followClientId(provider)
		connect()
		return doc.clientID
	}
	// Yjs takes a new client id when it receives edits under its own.
	doc.on('afterTransactionCleanup', () => followClientId(provider))
	/**
	 * A socket does not report that the network or the server is gone: the watchdog detects it by
	 * timeouts.
	 */
	function check(): void {
		const socket = provider.wsconnected ? 'open' : provider.ws ? 'opening' : 'none'
		const hasGap = doc.store.pendingStructs !== null
		if (watchdog.isDead({ socket, hasGap, unacked: saves?.unacked() ?? null })) restart()
		else if (socket === 'none' && !provider.shouldConnect) void connectWhenReachable()
	}

	/**
	 * Handles the browser's `offline` event. A server on the same laptop may still answer, so the
	 * connection is closed only if it does not.
	 */
	async function onNetworkLost(): Promise<void> {
		if (!(await isServerReachable()) && !isClosed) disconnect()
	}
	let isProbing = false
	async function connectWhenReachable(): Promise<void> {
		if (isProbing) return
		isProbing = true
		const isReachable = navigator.onLine || (await isServerReachable())
		isProbing = false
		if (isReachable) connect()
	}
	const stopWatching = watchNetwork({ offline: () => void onNetworkLost(), online: connect, check })

	void ready.then(() => {
		isReady = true
		connect()
	})

	return {
		awareness: provider.awareness,
		status,
		restart,
		renewClientId,
		close() {
			isClosed = true
			stopWatching()
			provider.destroy()
			provider.awareness.destroy()
		},
	}
}

function syncUrl(): string {
	return `${pageAddress().replace(/^http/, 'ws')}${SYNC_PATH}`
}

/**
 * Returns the delay before the next try: exponential backoff with jitter, so that the clients of a
 * full room do not reconnect at the same time.
 */
function backoffMs(failures: number, chance = Math.random()): number {
	return Math.min(MIN_BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS) * (0.5 + chance / 2)
}

/**
 * Forgets the clocks of other people's presence, which lasts as long as the connection (PRES1).
 * After a reconnect, people who are still present have the same clock as before, and the stock
 * provider would ignore their presence.
 */
export function forgetOthers({ meta, clientID }: Pick<Awareness, 'meta' | 'clientID'>): void {
	for (const client of meta.keys()) if (client !== clientID) meta.delete(client)
}

/**
 * Moves the presence to the document's client id. The stock provider throws, on connecting and on
 * closing, if they differ.
 */
export function followClientId({ awareness, doc }: Pick<WebsocketProvider, 'awareness' | 'doc'>): void {
	if (awareness.clientID === doc.clientID) return
	const state = awareness.getLocalState()
	awareness.states.delete(awareness.clientID)
	awareness.meta.delete(awareness.clientID)
	awareness.clientID = doc.clientID
	awareness.setLocalState(state)
}

/**
 * Sends only this client's own presence. The stock provider would also send the presence of other
 * people back to the server.
 */
function sendOwnPresenceOnly({ awareness, _awarenessUpdateHandler: send }: WebsocketProvider): void {
	awareness.off('update', send)
	awareness.on('update', (change: unknown, origin: unknown) => {
		if (origin === 'local') send(change, origin)
	})
}
