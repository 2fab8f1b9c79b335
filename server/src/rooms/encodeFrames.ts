import type { Refusal } from '@charrette/shared'
import { FRAME, SYNC } from '@charrette/shared'
import * as encoding from 'lib0/encoding'

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
export const encodeUpdate = (update: Uint8Array) => encodeSync(SYNC.update, update)

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

export function encodeNack(frame: number, refusal: Refusal): Uint8Array {
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
export function encodeHeld(json: string): Uint8Array {
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
