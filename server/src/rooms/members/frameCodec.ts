/**
 * All frames of the wire that the server reads and writes, one function each. A frame is one binary
 * WebSocket message and starts with its type, a varuint; `protocol/frames.ts` in `shared` has the
 * table of all types (WIRE2). Names differ in two places:
 *
 *     code             wire
 *     presence         awareness (y-protocols)
 *     payload frame    a sync frame with a step 2 or an update; acks and nacks count them (ACK1)
 */
import {
	type BoardDigest,
	FRAME,
	type LOCKED_NOTE,
	type NackReason,
	SYNC,
	type WaitingStructs,
	writeDigest,
} from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** A frame from a member. */
export type MemberFrame =
	| { type: 'step1'; stateVector: Uint8Array }
	| { type: 'payload'; isStep2: boolean; update: Uint8Array }
	| { type: 'presence'; update: Uint8Array }
	| { type: 'queryPresence' }
	| { type: 'unknown' }

/**
 * One entry of a presence update: a Yjs client id, its clock, and its state as JSON (`null` when it
 * has left).
 */
export interface PresenceEntry {
	clientId: number
	clock: number
	json: string
}

/**
 * A frame with the WebSocket header in front, which can be written to any number of sockets as it
 * is (FAN1).
 */
export type SocketFrame = Buffer & { readonly __brand: 'SocketFrame' }

/** The forms of a state on the wire: for stock clients, and for our own (WIRE4b). */
export type StateFormat = 'step2' | 'deflated'

/** Decodes a frame. Throws if it is malformed. */
export function decodeFrame(bytes: Uint8Array): MemberFrame {
	const decoder = decoding.createDecoder(bytes)
	const type = decoding.readVarUint(decoder)
	if (type === FRAME.awareness) return { type: 'presence', update: decoding.readVarUint8Array(decoder) }
	if (type === FRAME.queryAwareness) return { type: 'queryPresence' }
	if (type !== FRAME.sync) return { type: 'unknown' }
	const subtype = decoding.readVarUint(decoder)
	const payload = decoding.readVarUint8Array(decoder)
	if (subtype === SYNC.step1) return { type: 'step1', stateVector: payload }
	if (subtype === SYNC.step2 || subtype === SYNC.update)
		return { type: 'payload', isStep2: subtype === SYNC.step2, update: payload }
	throw new Error(`no such sync message: ${subtype}`)
}

/** Decodes the update inside a presence frame. Throws if it is malformed. */
export function decodePresence(update: Uint8Array): PresenceEntry[] {
	const decoder = decoding.createDecoder(update)
	const entries: PresenceEntry[] = []
	for (let left = decoding.readVarUint(decoder); left > 0; left--) {
		const clientId = decoding.readVarUint(decoder)
		const clock = decoding.readVarUint(decoder)
		entries.push({ clientId, clock, json: decoding.readVarString(decoder) })
	}
	return entries
}

export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
	const update = encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length)
		for (const { clientId, clock, json } of entries) {
			encoding.writeVarUint(encoder, clientId)
			encoding.writeVarUint(encoder, clock)
			encoding.writeVarString(encoder, json)
		}
	})
	return encodeFrame(FRAME.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update))
}

export const encodeStep1 = (stateVector: Uint8Array) => encodeSync(SYNC.step1, stateVector)
export const encodeStep2 = (update: Uint8Array) => encodeSync(SYNC.step2, update)
export const encodeUpdateFrame = (update: Uint8Array) => encodeSync(SYNC.update, update)

/** Encodes an update (V2, deflated) that answers a step 1. */
export function encodeDeflatedState(deflated: Uint8Array): Uint8Array {
	return encodeFrame(FRAME.deflatedState, (encoder) => encoding.writeUint8Array(encoder, deflated))
}

export function encodeAck(count: number): Uint8Array {
	return encodeFrame(FRAME.ack, (encoder) => encoding.writeVarUint(encoder, count))
}

/** `frame` is the number of the payload frame on its socket. */
export function encodeNack(frame: number, reason: NackReason, more?: WaitingStructs | typeof LOCKED_NOTE): Uint8Array {
	return encodeFrame(FRAME.nack, (encoder) => {
		encoding.writeVarUint(encoder, frame)
		encoding.writeVarString(encoder, reason)
		if (more) encoding.writeVarString(encoder, typeof more === 'string' ? more : JSON.stringify(more))
	})
}

export function encodeState(json: string): Uint8Array {
	return encodeFrame(FRAME.state, (encoder) => encoding.writeVarString(encoder, json))
}

/** Encodes a `StateMessage`, given as deflated JSON. */
export function encodeStateChanges(deflated: Uint8Array): Uint8Array {
	return encodeFrame(FRAME.stateChanges, (encoder) => encoding.writeUint8Array(encoder, deflated))
}

/** Encodes the private card counts by board, given as JSON. */
export function encodePrivateCards(json: string): Uint8Array {
	return encodeFrame(FRAME.privateCards, (encoder) => encoding.writeVarString(encoder, json))
}

export function encodeHint(json: string): Uint8Array {
	return encodeFrame(FRAME.hint, (encoder) => encoding.writeVarString(encoder, json))
}

/** `now` is in ms. */
export function encodeClock(now: number): Uint8Array {
	return encodeFrame(FRAME.clock, (encoder) => encoding.writeVarUint(encoder, now))
}

/** Encodes digests that `encodeDigest` has encoded. */
export function encodeDigests(digests: readonly Uint8Array[]): Uint8Array {
	return encodeFrame(FRAME.digest, (encoder) => {
		encoding.writeVarUint(encoder, digests.length)
		for (const digest of digests) encoding.writeUint8Array(encoder, digest)
	})
}

/** Encodes one digest, which is sent in a frame with others. */
export function encodeDigest(digest: BoardDigest): Uint8Array {
	return encode((encoder) => writeDigest(encoder, digest))
}

/**
 * Puts the WebSocket header in front of a frame (RFC 6455, 5.2). The server never masks, so one
 * header fits every socket.
 */
export const toSocketFrame = (frame: Uint8Array): SocketFrame => withHeader(frame, FINAL | BINARY)

/**
 * Splits a frame into WebSocket fragments, so that pings and close frames can be sent in between.
 */
export function toFragments(frame: Uint8Array): SocketFrame[] {
	const fragments: SocketFrame[] = []
	for (let at = 0; at === 0 || at < frame.length; at += FRAGMENT_BYTES) {
		const isLast = at + FRAGMENT_BYTES >= frame.length
		const opcode = at === 0 ? BINARY : CONTINUATION
		fragments.push(withHeader(frame.subarray(at, at + FRAGMENT_BYTES), isLast ? FINAL | opcode : opcode))
	}
	return fragments
}

/** Whether a whole frame is of a type that y-websocket does not know (WIRE2). */
export function isOwnFrame(frame: SocketFrame): boolean {
	if (frame[0] !== (FINAL | BINARY)) return false
	const length = (frame[1] ?? 0) & 0x7f
	const header = length === LENGTH_IN_2_BYTES ? 4 : length === LENGTH_IN_8_BYTES ? 10 : 2
	return (frame[header] ?? 0) >= FIRST_OWN_TYPE
}

const FINAL = 0x80
const BINARY = 2
const CONTINUATION = 0
const PING_OPCODE = 9
/**
 * A ping of the WebSocket layer, without content. In one write with other frames it costs nothing.
 */
export const PING = Buffer.from([FINAL | PING_OPCODE, 0]) as SocketFrame
/** A presence update of nobody (`[1][1 byte][0 clients]`): data for a stock client that waits. */
export const EMPTY_PRESENCE = Buffer.from([FINAL | BINARY, 3, FRAME.awareness, 1, 0]) as SocketFrame
const FRAGMENT_BYTES = 128 * 1024
/**
 * Lengths up to this are in the second byte itself. The next two values in that byte mean that 2 or
 * 8 bytes with the length follow.
 */
const MAX_SHORT_LENGTH = 125
const LENGTH_IN_2_BYTES = 126
const LENGTH_IN_8_BYTES = 127
const FIRST_OWN_TYPE = Math.min(...Object.values(FRAME).filter((type) => type > FRAME.queryAwareness))

function withHeader(payload: Uint8Array, firstByte: number): SocketFrame {
	const { length } = payload
	const extra = length <= MAX_SHORT_LENGTH ? 0 : length <= 0xffff ? 2 : 8
	const frame = Buffer.allocUnsafe(2 + extra + length)
	frame[0] = firstByte
	frame[1] = extra === 0 ? length : extra === 2 ? LENGTH_IN_2_BYTES : LENGTH_IN_8_BYTES
	if (extra === 2) frame.writeUInt16BE(length, 2)
	if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2)
	frame.set(payload, 2 + extra)
	return frame as SocketFrame
}

function encodeSync(type: number, payload: Uint8Array): Uint8Array {
	return encodeFrame(FRAME.sync, (encoder) => {
		encoding.writeVarUint(encoder, type)
		encoding.writeVarUint8Array(encoder, payload)
	})
}

function encodeFrame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, type)
		write(encoder)
	})
}

/** Initial bytes of an encoder. For a larger frame, it allocates more. */
const ENCODER_BYTES = 4096
/** Idle encoders. The buffer of a new encoder costs more than most frames. */
const idleEncoders: encoding.Encoder[] = []

function encode(write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = idleEncoders.pop() ?? createEncoder()
	write(encoder)
	const bytes = encoding.toUint8Array(encoder)
	// An encoder that has grown is left to the garbage collector.
	if (encoder.bufs.length === 0) {
		encoder.cpos = 0
		idleEncoders.push(encoder)
	}
	return bytes
}

function createEncoder(): encoding.Encoder {
	const encoder = encoding.createEncoder()
	encoder.cbuf = new Uint8Array(ENCODER_BYTES)
	return encoder
}
