import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import type { AckTrackingClient } from '../support/ackTrackingClient.ts'
import { type NetworkScene, openNetworkScene } from '../support/networkScene.ts'
import { createRandom, editAtRandom } from '../support/randomEdits.ts'
import { until } from '../support/until.ts'

const EDITS = 150
const RESETS = 15
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

describe(`a bad connection (SEED=${seed})`, () => {
	let scene: NetworkScene
	beforeEach(async () => {
		scene = await openNetworkScene({})
	})
	afterEach(() => scene.close())

	it('[WIRE5] is pinged every 10 s and closed after 25 s by default', () => {
		expect(BOUNDS).toMatchObject({ heartbeatMs: 10_000, silenceMs: 25_000 })
	})

	it('[WIRE5] [P6] that goes silent is closed on both sides, and its presence is removed', async () => {
		const { proxy, far, near, seen } = scene
		proxy.set({ isStalled: true })
		await until('its presence is gone', () => !seen().includes(far.doc.clientID))
		await until('its socket is dropped', () => proxy.openConnections() === 0)
		expect(seen()).toEqual([near.doc.clientID])
	})

	it('[P1] [P4] that goes silent loses nothing: after it recovers, the edits of both sides are merged', async () => {
		const { proxy, far, edit } = scene
		proxy.set({ isStalled: true })
		await edit(EDITS, createRandom(seed))
		await until('its socket is dropped', () => proxy.openConnections() === 0)
		expect(far.isAllAcked()).toBe(false)
		far.provider.disconnect()
		proxy.set({})
		far.provider.connect()
		await scene.expectAgreement()
	})

	it(`[P1] [P4] that is reset in the middle of a frame, ${RESETS} times, loses nothing`, async () => {
		const { proxy, far, near } = scene
		const random = createRandom(seed)
		for (let reset = 0; reset < RESETS; reset++) {
			await until('it is back', () => far.provider.synced)
			proxy.set({ resetAfterBytes: 1 + random.below(2000) })
			while (far.provider.wsconnected) {
				editAtRandom((random.pick([far, near]) as AckTrackingClient).doc, random)
				await new Promise((resolve) => setImmediate(resolve))
			}
			proxy.set({})
		}
		await scene.expectAgreement()
	}, 60_000)
})
