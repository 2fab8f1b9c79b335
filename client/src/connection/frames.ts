/**
 * The frames that this project's server and client add to those of y-websocket (WIRE2; the formats
 * are in shared's `frames.ts`). The provider gets a handler for each of them, and its socket
 * reports the frames that it sends and receives.
 */
import {
	type BoardDigest,
	FRAME,
	LIMITS,
	LOCKED_NOTE,
	type NackReason,
	type RoomState,
	readDigests,
	type SnapshotId,
	type StateMessage,
	type StorageState,
	SYNC,
	type WaitingStructs,
} from '@charrette/shared'
import { Inflate } from 'fflate'
import { type Decoder, hasContent, readTailAsUint8Array, readVarString, readVarUint } from 'lib0/decoding'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { SaveTracker } from './saveStatus.ts'

/** Handlers of this project's own frames; each is optional. */
export interface FrameHandlers {
	/** Gets every payload frame and its ack. */
	saves?: SaveTracker
	/** Gets the structs of a frame that wait for another device. */
	onWaiting?: (structs: WaitingStructs) => void
	/** Called when the server has undone a change to a locked card. */
	onLocked?: () => void
	/** Gets the JSON of each state frame. */
	onState?: (json: string) => void
	/** Gets each state of a client that asks for changes; it throws if the changes do not fit. */
	onStateChanges?: (message: StateMessage) => void
	/** Gets the JSON of each hint. */
	onHint?: (json: string) => void
	/** Gets the JSON of the numbers of private cards, by board, whenever they change. */
	onPrivateCards?: (json: string) => void
	/** Gets the server's time, in ms since 1970. */
	onClock?: (serverTime: number) => void
	/** Gets the digests of the boards that changed (FAN5). */
	onDigests?: (digests: readonly BoardDigest[]) => void
}

/** Adds this project's own frames to a provider. A deflated state is applied like a step 2. */
export function handleOwnFrames(provider: WebsocketProvider, handlers: FrameHandlers): void {
	const { saves, onWaiting, onLocked, onState, onStateChanges, onHint, onPrivateCards, onClock, onDigests } = handlers
	const handle = (type: number, read: (decoder: Decoder) => void) => {
		provider.messageHandlers[type] = (_encoder, decoder) => read(decoder)
	}
	handle(FRAME.ack, (decoder) => saves?.acked(readVarUint(decoder)))
	handle(FRAME.nack, (decoder) => {
		readVarUint(decoder)
		const reason = readVarString(decoder) as NackReason
		if (reason === 'waiting') onWaiting?.(JSON.parse(readVarString(decoder)) as WaitingStructs)
		else if (hasContent(decoder) && readVarString(decoder) === LOCKED_NOTE) onLocked?.()
		else saves?.nacked(reason)
	})
	handle(FRAME.state, (decoder) => onState?.(readVarString(decoder)))
	handle(FRAME.stateChanges, (decoder) => {
		try {
			const inflated = inflateState(readTailAsUint8Array(decoder), MAX_STATE_BYTES)
			if (!inflated) throw new Error('not deflate')
			onStateChanges?.(JSON.parse(new TextDecoder().decode(inflated)) as StateMessage)
		} catch {
			// A new socket gets the whole state.
			provider.ws?.close()
		}
	})
	handle(FRAME.digest, (decoder) => onDigests?.(readDigests(decoder)))
	handle(FRAME.hint, (decoder) => onHint?.(readVarString(decoder)))
	handle(FRAME.privateCards, (decoder) => onPrivateCards?.(readVarString(decoder)))
	handle(FRAME.clock, (decoder) => onClock?.(readVarUint(decoder)))
	handle(FRAME.deflatedState, (decoder) => {
		const inflated = inflateState(readTailAsUint8Array(decoder))
		try {
			if (!inflated) throw new Error('not deflate')
			Y.applyUpdateV2(provider.doc, inflated, provider)
			provider.synced = true
		} catch {
			// The state is damaged. A new socket requests it again, after the usual backoff.
			provider.ws?.close()
		}
	})
}

/** The largest state of a workshop, as JSON. */
const MAX_STATE_BYTES = 16 * 1024 * 1024
/**
 * The largest inflated state: above the state of a board whose history is full (GATE7f), to which
 * the server may still write, and below the size of a decompression bomb.
 */
const MAX_INFLATED_BYTES = LIMITS.maxHistoryBytes * 2
/**
 * The number of compressed bytes inflated before the size is checked. Deflate expands a
 * thousandfold at most, so no step goes far beyond the limit.
 */
const STEP_BYTES = 4096

/**
 * Inflates a deflated state (raw deflate). Returns null if it is damaged, truncated or larger than
 * `maxBytes`.
 */
export function inflateState(bytes: Uint8Array, maxBytes = MAX_INFLATED_BYTES): Uint8Array | null {
	const parts: Uint8Array[] = []
	let size = 0
	const inflate = new Inflate((part) => {
		parts.push(part)
		size += part.length
	})
	try {
		for (let at = 0; at < bytes.length && size <= maxBytes; at += STEP_BYTES)
			inflate.push(bytes.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= bytes.length)
	} catch {
		// fflate throws on invalid input; the caller requests the state again.
		return null
	}
	if (size === 0 || size > maxBytes) return null
	const whole = new Uint8Array(size)
	let end = 0
	for (const part of parts) {
		whole.set(part, end)
		end += part.length
	}
	return whole
}

/** Returns a WebSocket class that reports the frames that its sockets send and receive. */
export function countingSocket(callbacks: {
	/** Called when the socket is created or opened, or receives a frame. */
	onActivity(): void
	/** Called when a payload frame of this size is sent: a step 2, or an update (ACK1). */
	onPayloadSent(isStep2: boolean, bytes: number): void
}): typeof WebSocket {
	const { onActivity, onPayloadSent } = callbacks
	return class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols)
			onActivity()
			this.addEventListener('open', onActivity)
			this.addEventListener('message', onActivity)
		}

		override send(data: Uint8Array<ArrayBuffer>): void {
			super.send(data)
			if (data[0] === FRAME.sync && data[1] !== SYNC.step1) onPayloadSent(data[1] === SYNC.step2, data.length)
		}
	} as typeof WebSocket
}

const STORAGE_STATES: readonly unknown[] = ['ok', 'failing', 'full'] satisfies StorageState[]

/** The damage of a room's document: the server could not read all of it (LOG3). */
export interface RoomDamage {
	/** For facilitators: the newest readable snapshot; null if there is none. */
	snapshot: SnapshotId | null
}

/**
 * Reads the state frame of a document's room. `storage` is null if the frame is damaged, or has a
 * state that this client does not know; `damage` is null if the server could read everything.
 */
export function readRoomState(json: string): { storage: StorageState | null; damage: RoomDamage | null } {
	try {
		const { storage, damaged, snapshot } = JSON.parse(json) as Partial<Record<keyof RoomState, unknown>>
		return {
			storage: STORAGE_STATES.includes(storage) ? (storage as StorageState) : null,
			damage: damaged ? { snapshot: typeof snapshot === 'string' ? (snapshot as SnapshotId) : null } : null,
		}
	} catch {
		return { storage: null, damage: null }
	}
}
