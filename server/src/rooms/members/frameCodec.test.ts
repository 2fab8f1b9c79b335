import { LOCKED_NOTE } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import {
	encodeAck,
	encodeClock,
	encodeDeflatedState,
	encodeDigests,
	encodeHint,
	encodeNack,
	encodePresence,
	encodeState,
	encodeStateChanges,
	encodeStep1,
	encodeStep2,
	encodeUpdateFrame,
	toSocketFrame,
} from './frameCodec.ts'

const hex = (frame: Uint8Array) => Buffer.from(frame).toString('hex')
const payload = Uint8Array.of(0xaa, 0xbb)

/**
 * Bytes that clients of every version rely on: a change here is a new frame type, not a new
 * expectation.
 */
describe('[WIRE2] the frames, byte for byte', () => {
	it.each([
		['step 1', encodeStep1(payload), '000002aabb'],
		['step 2', encodeStep2(payload), '000102aabb'],
		['update', encodeUpdateFrame(payload), '000202aabb'],
		['presence', encodePresence([{ clientId: 300, clock: 5, json: '{}' }]), '010701ac0205027b7d'],
		['ack', encodeAck(300), '78ac02'],
		['nack', encodeNack(3, 'gap'), '790303676170'],
		['nack of a locked card', encodeNack(3, 'invalid', LOCKED_NOTE), '790307696e76616c6964066c6f636b6564'],
		['state', encodeState('{}'), '7a027b7d'],
		['changes of a state', encodeStateChanges(payload), '76aabb'],
		['digests', encodeDigests([payload, payload]), '7b02aabbaabb'],
		['deflated state', encodeDeflatedState(payload), '7caabb'],
		['hint', encodeHint('{}'), '7f027b7d'],
		['clock', encodeClock(1_800_000_000_000), '7d80a0f1c2b134'],
	])('%s', (_name, frame, expected) => {
		expect(hex(frame)).toBe(expected)
	})

	it.each([
		[2, '8202'],
		[200, '827e00c8'],
		[70_000, '827f0000000000011170'],
	])('in an envelope that a browser reads, of %i bytes', (size, header) => {
		const framed = toSocketFrame(new Uint8Array(size).fill(7))
		expect(hex(framed.subarray(0, header.length / 2))).toBe(header)
		expect(framed.length).toBe(header.length / 2 + size)
	})

	it('each with bytes of its own, independent of earlier frames and of its size', () => {
		const large = encodeState('x'.repeat(10_000))
		const first = encodeAck(1)
		const second = encodeAck(2)
		expect([hex(first), hex(second), large.length]).toEqual(['7801', '7802', 10_003])
		expect(hex(encodeState('{}'))).toBe('7a027b7d')
	})
})
