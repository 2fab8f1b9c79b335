import { FRAME, type NackReason, SYNC } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Sender } from 'ws'

/** A frame that a member sent, taken apart. `payload` is a step 2 or an update: what ACK1 counts. */
export type MemberFrame =
	| { type: 'step1'; stateVector: Uint8Array }
	| { type: 'payload'; isStep2: boolean; update: Uint8Array }
	| { type: 'presence'; update: Uint8Array }
	| { type: 'queryPresence' }
	| { type: 'unknown' }

/** Decodes a frame. Throws on bytes that are none. */
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

/** An awareness entry: whose, the server's clock, and the state as JSON (`null` for gone). */
export interface PresenceEntry {
	clientId: number
	clock: number
	json: string
}

function encodeSync(type: number, payload: Uint8Array): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.sync)
		encoding.writeVarUint(encoder, type)
		encoding.writeVarUint8Array(encoder, payload)
	})
}

export const encodeStep1 = (stateVector: Uint8Array) => encodeSync(SYNC.step1, stateVector)
export const encodeStep2 = (update: Uint8Array) => encodeSync(SYNC.step2, update)
export const encodeUpdateFrame = (update: Uint8Array) => encodeSync(SYNC.update, update)

export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
	const update = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length)
		for (const { clientId, clock, json } of entries) {
			encoding.writeVarUint(encoder, clientId)
			encoding.writeVarUint(encoder, clock)
			encoding.writeVarString(encoder, json)
		}
	})
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.awareness)
		encoding.writeVarUint8Array(encoder, update)
	})
}

export function encodeAck(count: number): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.ack)
		encoding.writeVarUint(encoder, count)
	})
}

export function encodeNack(frame: number, refusal: NackReason): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.nack)
		encoding.writeVarUint(encoder, frame)
		encoding.writeVarString(encoder, refusal)
	})
}

export function encodeState(json: string): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.state)
		encoding.writeVarString(encoder, json)
	})
}

/** What is held in private, by board, as JSON. */
export function encodePrivateCards(json: string): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.held)
		encoding.writeVarString(encoder, json)
	})
}

/** Wraps a deflated V2 update that answers a step 1. */
export function encodeDeflatedState(deflated: Uint8Array): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.deflatedState)
		encoding.writeUint8Array(encoder, deflated)
	})
}

export function encodeClock(now: number): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.clock)
		encoding.writeVarUint(encoder, now)
	})
}

/** Digests of boards, each encoded already. */
export function encodeDigests(digests: readonly Uint8Array[]): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.digest)
		encoding.writeVarUint(encoder, digests.length)
		for (const digest of digests) encoding.writeUint8Array(encoder, digest)
	})
}

export function encodeHint(json: string): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.hint)
		encoding.writeVarString(encoder, json)
	})
}

/** A frame in its WebSocket envelope: written as it is to any number of sockets (FAN1). */
export type SocketFrame = Buffer & { readonly __brand: 'Framed' }

const BINARY = 2

/** Puts a frame into its WebSocket envelope. The server never masks, so one envelope fits every socket. */
export function toSocketFrame(frame: Uint8Array): SocketFrame {
	const parts = Sender.frame(frame, { fin: true, rsv1: false, opcode: BINARY, mask: false, readOnly: true })
	return Buffer.concat(parts) as SocketFrame
}
