import { FRAME, LOCKED_NOTE } from '@charrette/shared'
import { deflateSync } from 'fflate'
import { createDecoder } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { handleOwnFrames, inflateState, readRoomState } from './frames.ts'
import { createSaveTracker } from './saveStatus.ts'

function noise(length: number): Uint8Array {
	let seed = 7
	return Uint8Array.from({ length }, () => {
		seed = (seed * 1103515245 + 12345) % 2147483648
		return seed % 61
	})
}

describe('[WIRE2] a deflated state', () => {
	it.each([1, 4095, 4096, 4097, 200_000])('of %i bytes is inflated to the original', (length) => {
		const frame = noise(length)
		const inflated = inflateState(deflateSync(frame))
		expect(inflated).toHaveLength(length)
		expect(inflated?.every((byte, index) => byte === frame[index])).toBe(true)
	})

	it('that is damaged or truncated at any position gives null and throws nothing', () => {
		const packed = deflateSync(noise(20_000))
		for (let length = 0; length < packed.length; length += 97)
			expect(inflateState(packed.subarray(0, length))).toBeNull()
		expect(inflateState(Uint8Array.of(255, 255, 255, 255))).toBeNull()
	})

	it('that would inflate to more than the limit gives null', () => {
		const bomb = deflateSync(new Uint8Array(3_000_000))
		expect(inflateState(bomb, 2_000_000)).toBeNull()
		expect(inflateState(bomb, 3_000_000)).toHaveLength(3_000_000)
	})
})

it('[SETUP1d] a nack whose note says that a card is locked is no refusal of the client’s edits', () => {
	const provider = new WebsocketProvider('ws://localhost', 'room', new Y.Doc(), {
		connect: false,
		disableBc: true,
		WebSocketPolyfill: EventTarget as never,
	})
	const saves = createSaveTracker({ access: 'edit' })
	saves.opened()
	saves.sent(true)
	saves.synced()
	let undone = 0
	handleOwnFrames(provider, { saves, onLocked: () => undone++ })
	const receive = (type: number, ...strings: string[]) => {
		const encoder = createEncoder()
		writeVarUint(encoder, 1)
		for (const text of strings) writeVarString(encoder, text)
		provider.messageHandlers[type]?.(encoder, createDecoder(toUint8Array(encoder)), provider, true, type)
	}
	receive(FRAME.nack, 'invalid', LOCKED_NOTE)
	receive(FRAME.ack)
	expect([undone, saves.status.get().state]).toEqual([1, 'saved'])
	receive(FRAME.nack, 'invalid')
	expect([undone, saves.status.get().state]).toEqual([1, 'refused'])
	provider.destroy()
})

describe('[WIRE2] a deflated state', () => {
	const written = new Y.Doc()
	written.getMap('records').set('shape:Zk3vB8qLw0TyRn5M', new Y.Map([['xy', [1000, 0.1]]]))
	const state = deflateSync(Y.encodeStateAsUpdateV2(written))

	/** Returns the document of a client that received this state, and whether it counts as synced. */
	function receive(received: Uint8Array) {
		const provider = new WebsocketProvider('ws://localhost', 'room', new Y.Doc(), {
			connect: false,
			disableBc: true,
			// Node 20 has no WebSocket; the test opens none.
			WebSocketPolyfill: EventTarget as never,
		})
		handleOwnFrames(provider, {})
		const decoder = createDecoder(received)
		provider.messageHandlers[FRAME.deflatedState]?.(createEncoder(), decoder, provider, true, FRAME.deflatedState)
		provider.destroy()
		return { records: provider.doc.getMap('records').toJSON(), isSynced: provider.synced }
	}

	it('is applied like a step 2', () => {
		expect(receive(state)).toEqual({ records: written.getMap('records').toJSON(), isSynced: true })
	})

	it('that is damaged changes nothing, and the client does not count as synced', () => {
		expect(receive(state.slice(0, -1))).toEqual({ records: {}, isSynced: false })
	})
})

describe('[LOG3] the state of a room', () => {
	it('reports a damaged document, with the newest intact snapshot for facilitators', () => {
		expect(readRoomState('{"storage":"ok"}')).toEqual({ storage: 'ok', damage: null })
		expect(readRoomState('{"storage":"ok","damaged":3}').damage).toEqual({ snapshot: null })
		expect(readRoomState('{"storage":"ok","damaged":3,"snapshot":"s1"}').damage).toEqual({ snapshot: 's1' })
	})

	it('is ignored if this client does not know it', () => {
		expect(readRoomState('{"storage":"paper"}')).toEqual({ storage: null, damage: null })
		expect(readRoomState('no JSON')).toEqual({ storage: null, damage: null })
	})
})
