import { FRAME, SYNC } from '@charrette/shared'
import * as decoding from 'lib0/decoding'

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
