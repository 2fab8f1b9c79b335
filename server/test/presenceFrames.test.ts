import { buildCard, FRAME, type Identity, putRecord, recordsOf, SYNC } from '@charrette/shared'
import * as encoding from 'lib0/encoding'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { type FlushLane, FlushScheduler } from '../dist/rooms/delivery/FlushScheduler.js'
import { decodeFrame, decodePresence, encodePresence } from '../dist/rooms/members/frameCodec.js'
import { frameOf } from './support/attacks.ts'
import { payloadOf } from './support/rawClient.ts'
import { enterRoom, openRoom } from './support/roomScene.ts'

const CLIENT = 7
const ANA: Identity = { workshop: 'w' as never, role: 'participant', participant: 'ana' as never }
const BEN: Identity = { ...ANA, participant: 'ben' as never }

/** Returns the last state of Ana's client in these frames. */
function lastStateIn(frames: readonly Uint8Array[]): string | undefined {
	const states = frames.flatMap((bytes) => {
		const frame = decodeFrame(bytes)
		return frame.type === 'presence' ? decodePresence(frame.update) : []
	})
	return states.findLast(({ clientId }) => clientId === CLIENT)?.json
}

it('[PRES1][FAN1] a member whose presence ends and starts again within a tick is present with the new state', async () => {
	const scene = await openRoom()
	const [ana, ben] = [enterRoom(scene, ANA, 'edit'), enterRoom(scene, BEN, 'edit')]
	const states = ['{}', '{"typing":"shape:a"}', 'null', '{"typing":"shape:b"}', '{"typing":"shape:c"}']
	for (const [clock, json] of states.entries())
		ana.receive(encodePresence([{ clientId: CLIENT, clock: clock + 1, json }]))
	await expect.poll(() => lastStateIn(ben.frames)).toContain('shape:c')
	for (const [clock, json] of ['{"typing":"shape:d"}', 'null', '{"typing":"shape:e"}'].entries())
		ana.receive(encodePresence([{ clientId: CLIENT, clock: clock + 11, json }]))
	await expect.poll(() => lastStateIn(ben.frames)).toContain('shape:e')
	scene.room.close()
})

/**
 * A flush scheduler that records for each flush whether the room that waits for it has presence to
 * send.
 */
class RecordedFlushes extends FlushScheduler {
	readonly waits: boolean[] = []

	override assign(): FlushLane {
		const lane = super.assign()
		const { waits } = this
		return {
			get batchDelayMs() {
				return lane.batchDelayMs
			},
			next(hasPresence) {
				waits.push(hasPresence)
				return lane.next(hasPresence)
			},
		}
	}
}

it('[FAN1a] a room without movement waits for flushes without presence, and with it once a member moves', async () => {
	const flushes = new RecordedFlushes()
	const scene = await openRoom({}, flushes)
	const [ana, ben] = [enterRoom(scene, ANA, 'edit'), enterRoom(scene, BEN, 'edit')]
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	const received = () => ben.frames.filter((frame) => payloadOf(frame)?.isStep2 === false).length
	ana.receive(frameOf(FRAME.sync, SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc())))
	for (const id of ['one', 'two', 'three']) {
		putRecord(recordsOf(doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
		for (const update of updates.splice(0)) ana.receive(frameOf(FRAME.sync, SYNC.update, update))
		const before = received()
		await expect.poll(received).toBeGreaterThan(before)
	}
	expect(new Set(flushes.waits)).toEqual(new Set([false]))
	flushes.waits.length = 0
	ana.receive(encodePresence([{ clientId: CLIENT, clock: 1, json: '{}' }]))
	await expect.poll(() => lastStateIn(ben.frames)).toBeDefined()
	expect(flushes.waits[0]).toBe(true)
	scene.room.close()
})

it('[GATE5] bytes that are not valid presence close a member who is present', async () => {
	const scene = await openRoom()
	const ana = enterRoom(scene, ANA, 'edit')
	ana.receive(encodePresence([{ clientId: CLIENT, clock: 1, json: '{}' }]))
	await expect.poll(() => lastStateIn(ana.frames)).toBeDefined()
	const broken = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.awareness)
		encoding.writeVarUint8Array(encoder, Uint8Array.of(1, CLIENT))
	})
	ana.receive(broken)
	expect(ana.closed()).not.toBeNull()
	expect(scene.failure()).toBeNull()
	scene.room.close()
})
