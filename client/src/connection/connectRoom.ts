import type { BoardDigest, CloseCode, NackReason, RoomId } from '@charrette/shared'
import { CLOSE, FRAME, readDigests, SUBPROTOCOL, SYNC_PATH } from '@charrette/shared'
import type { Decoder } from 'lib0/decoding'
import { readTailAsUint8Array, readVarString, readVarUint } from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createConnectionWatchdog } from './connectionWatchdog.ts'
import { countingSocket, inflateState } from './frames.ts'
import type { Observable } from './observable.ts'
import { createObservable } from './observable.ts'
import type { SaveTracker } from './saveStatus.ts'

/** `closed` is final: the server gave this code, and coming back the same way would not help. */
export type ConnectionStatus = { state: 'connecting' | 'live' | 'offline' } | { state: 'closed'; code: CloseCode }

export interface RoomConnection {
	awareness: Awareness
	status: Observable<ConnectionStatus>
	/** Drops the socket and comes back at once, so that everything not saved is sent again. */
	restart(): void
	close(): void
}

export interface RoomOptions {
	room: RoomId
	token: string
	doc: Y.Doc
	/** What the address says beside the room: `schema` and `epoch` in a document's room. */
	params?: Record<string, string>
	/** Nothing is sent or heard before this; it does not fail. */
	ready?: Promise<unknown>
	/** Told of every payload frame and its ack. */
	saves?: SaveTracker
	/** Gets the JSON of each state frame. */
	onState?: (json: string) => void
	/** Gets the JSON of each hint. */
	onHint?: (json: string) => void
	/** Gets the JSON of what is held in private, whenever it changes. */
	onPrivateCards?: (json: string) => void
	/** Gets the server's time in ms whenever the server says it. */
	onClock?: (serverTime: number) => void
	/** Gets the digests of boards that became others (FAN5). */
	onDigests?: (digests: readonly BoardDigest[]) => void
}

const MIN_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 4500
const CHECK_MS = 1000
const WAKE_EVENTS = ['visibilitychange', 'resume'] as const

function syncUrl(): string {
	return `${location.origin.replace(/^http/, 'ws')}${SYNC_PATH}`
}

/** How long to wait before the next try: longer after each that failed, and a hall full of people never in one instant. */
function backoffMs(failures: number, chance = Math.random()): number {
	return Math.min(MIN_BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS) * (0.5 + chance / 2)
}

/** The stock provider sends each peer's presence back to the server it came from; of presence, one's own is enough. */
function sendOwnPresenceOnly({ awareness, _awarenessUpdateHandler: send }: WebsocketProvider): void {
	awareness.off('update', send)
	awareness.on('update', (change: unknown, origin: unknown) => {
		if (origin === 'local') send(change, origin)
	})
}

/** Teaches the provider our own frames (WIRE2). A deflated state is taken as a step 2 is. */
function handleOwnFrames(provider: WebsocketProvider, options: RoomOptions): void {
	const { saves, onState, onHint, onPrivateCards, onClock, onDigests } = options
	const handle = (type: number, read: (decoder: Decoder) => void) => {
		provider.messageHandlers[type] = (_encoder, decoder) => read(decoder)
	}
	handle(FRAME.ack, (decoder) => saves?.acked(readVarUint(decoder)))
	handle(FRAME.nack, (decoder) => {
		readVarUint(decoder)
		saves?.nacked(readVarString(decoder) as NackReason)
	})
	handle(FRAME.state, (decoder) => onState?.(readVarString(decoder)))
	handle(FRAME.digest, (decoder) => onDigests?.(readDigests(decoder)))
	handle(FRAME.hint, (decoder) => onHint?.(readVarString(decoder)))
	handle(FRAME.held, (decoder) => onPrivateCards?.(readVarString(decoder)))
	handle(FRAME.clock, (decoder) => onClock?.(readVarUint(decoder)))
	handle(FRAME.deflatedState, (decoder) => {
		const state = inflateState(readTailAsUint8Array(decoder))
		try {
			if (!state) throw new Error('not deflate')
			Y.applyUpdateV2(provider.doc, state, provider)
			provider.synced = true
		} catch {
			// The state did not come whole: it is asked for once more, on a socket of its own and not at once.
			provider.ws?.close()
		}
	})
}

/** Calls back when the network came or went, now and then, and when a page that slept wakes. Returns its undo. */
function watchNetwork(is: { offline(): void; online(): void; check(): void }): () => void {
	const timer = setInterval(is.check, CHECK_MS)
	window.addEventListener('offline', is.offline)
	window.addEventListener('online', is.online)
	for (const event of WAKE_EVENTS) document.addEventListener(event, is.check)
	return () => {
		clearInterval(timer)
		window.removeEventListener('offline', is.offline)
		window.removeEventListener('online', is.online)
		for (const event of WAKE_EVENTS) document.removeEventListener(event, is.check)
	}
}

/** Joins a room with the stock provider, comes back by itself for ever, and speaks our own frames too. */
export function connectRoom(options: RoomOptions): RoomConnection {
	const { room, token, doc, params = {}, ready, saves } = options
	const status = createObservable<ConnectionStatus>({ state: 'connecting' })
	const line = createConnectionWatchdog()
	let isReady = !ready
	const provider = new WebsocketProvider(syncUrl(), room, doc, {
		connect: false,
		params,
		protocols: [SUBPROTOCOL, token],
		disableBc: true,
		WebSocketPolyfill: countingSocket({
			onActivity: line.noteActivity,
			onPayloadSent: (isStep2) => saves?.sent(isStep2),
		}),
	})
	sendOwnPresenceOnly(provider)
	handleOwnFrames(provider, options)

	/** The server wants us back at once, under another access (WIRE3): nobody is to read "offline" for that moment. */
	let isRenewed = false
	provider.on('connection-close', (event) => {
		isRenewed = event?.code === CLOSE.accessChanged
		provider.maxBackoffTime = isRenewed ? 0 : backoffMs(provider.wsUnsuccessfulReconnects + 1)
	})
	provider.on('status', ({ status: now }) => {
		// A renewed socket counts as open and not in step, so that nothing is taken for saved meanwhile.
		if (now === 'connected' || (now === 'disconnected' && isRenewed)) saves?.opened()
		else if (now === 'disconnected') lost()
	})
	provider.on('sync', (isSynced) => {
		if (!isSynced) return
		saves?.synced()
		status.set({ state: 'live' })
	})
	provider.on('connection-error', lost)
	provider.on('closed', ({ code }) => status.set({ state: 'closed', code: code as CloseCode }))

	function lost(): void {
		saves?.closed()
		status.set({ state: 'offline' })
	}
	function connect(): void {
		if (isReady && status.get().state !== 'closed') provider.connect()
	}
	function drop(): void {
		provider.disconnect()
		if (status.get().state !== 'closed') lost()
	}
	function restart(): void {
		drop()
		connect()
	}
	/** A socket does not notice that the network went away or the server fell asleep; the time tells. */
	function check(): void {
		const socket = provider.wsconnected ? 'open' : provider.ws ? 'opening' : 'none'
		if (line.isDead({ socket, hasGap: doc.store.pendingStructs !== null })) restart()
		else if (socket === 'none' && !provider.shouldConnect && navigator.onLine) connect()
	}
	const stopWatching = watchNetwork({ offline: drop, online: connect, check })

	function start(): void {
		isReady = true
		connect()
	}
	let isClosed = false
	if (ready)
		void ready.then(() => {
			if (!isClosed) start()
		})
	else start()

	return {
		awareness: provider.awareness,
		status,
		restart,
		close() {
			isClosed = true
			stopWatching()
			provider.destroy()
			provider.awareness.destroy()
		},
	}
}
