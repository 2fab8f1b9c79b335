import { FRAME, type Identity } from '@charrette/shared'
import * as encoding from 'lib0/encoding'
import { expect, it } from 'vitest'
import { decodeFrame, decodePresence, encodePresence } from '../dist/rooms/frameCodec.js'
import { enterRoom, openRoom } from './support/roomScene.ts'

const CLIENT = 7
const ANA: Identity = { workshop: 'w' as never, role: 'participant', participant: 'ana' as never }
const BEN: Identity = { ...ANA, participant: 'ben' as never }

/** The last state of Ana's client that is in these frames. */
function lastStateIn(frames: readonly Uint8Array[]): string | undefined {
	const states = frames.flatMap((bytes) => {
		const frame = decodeFrame(bytes)
		return frame.type === 'presence' ? decodePresence(frame.update) : []
	})
	return states.findLast(({ clientId }) => clientId === CLIENT)?.json
}

it('[PRES1][FAN1] a member whose presence ends and begins again within a tick is there, as it came back', async () => {
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

it('[GATE5] bytes that are no presence close a member who is present', async () => {
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
