import { boardRoom, readBoard } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import { call, join, openWorkshop } from '../support/call.ts'
import type { FaultyProxy } from '../support/faultyProxy.ts'
import { openFaultyProxy } from '../support/faultyProxy.ts'
import { createRandom, editAtRandom } from '../support/randomEdits.ts'
import type { TestServer } from '../support/startServer.ts'
import { startServer } from '../support/startServer.ts'
import { haveConverged } from '../support/stockClient.ts'
import { until } from '../support/until.ts'
import type { Witness } from '../support/witness.ts'
import { joinAsWitness } from '../support/witness.ts'

const EDITS = 150
const RESETS = 15
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

describe(`a bad connection (SEED=${seed})`, () => {
	let server: TestServer
	let proxy: FaultyProxy
	let far: Witness
	let near: Witness
	let room: string
	let token: string
	/** Presence entries that the client on the good connection sees. */
	const seen = () => [...near.provider.awareness.getStates().keys()]

	beforeEach(async () => {
		server = await startServer({}, { beatMs: 100, silenceMs: 1500 })
		proxy = await openFaultyProxy(Number(new URL(server.url).port))
		const opened = await openWorkshop(server.url, { groups: 1 })
		const [ana, li] = await Promise.all(['Ana', 'Li'].map((name) => join(server.url, opened.joinCode, name)))
		if (!ana || !li) throw new Error('nobody joined')
		room = boardRoom(ana.board.id)
		token = opened.token
		far = joinAsWitness(`ws://127.0.0.1:${proxy.port}/sync`, room, ana.token)
		near = joinAsWitness(server.syncUrl, room, li.token)
		for (const person of [far, near]) person.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 } })
		await until('both are seen', () => near.provider.synced && far.provider.synced && seen().length === 2)
	})
	afterEach(async () => {
		far.leave()
		near.leave()
		await proxy.close()
		await server.stop()
	})

	/** Expects that both clients and the server converge, with every edit acked. */
	async function expectAgreement(): Promise<void> {
		proxy.set({})
		await until('both agree and all is acked', () => {
			return haveConverged([far, near]) && far.isAllAcked() && near.isAllAcked()
		})
		const { body } = await call(server.url, `/api/boards/${room.slice('board:'.length)}/content`, { token })
		expect(body).toEqual(readBoard(far.doc))
	}

	it('[WIRE5] is pinged every 10 s and closed after 25 s by default', () => {
		expect(BOUNDS).toMatchObject({ beatMs: 10_000, silenceMs: 25_000 })
	})

	it('[WIRE5] [P6] that goes silent is closed on both sides, and its presence removed', async () => {
		proxy.set({ isStalled: true })
		await until('its presence is gone', () => !seen().includes(far.doc.clientID))
		await until('its socket is dropped', () => proxy.openLines() === 0)
		expect(seen()).toEqual([near.doc.clientID])
	})

	it('[P1] [P4] that goes silent loses nothing: the edits of both sides are merged when it is back', async () => {
		const random = createRandom(seed)
		proxy.set({ isStalled: true })
		for (let i = 0; i < EDITS; i++) editAtRandom((random.pick([far, near]) as Witness).doc, random)
		await until('its socket is dropped', () => proxy.openLines() === 0)
		expect(far.isAllAcked()).toBe(false)
		far.provider.disconnect()
		proxy.set({})
		far.provider.connect()
		await expectAgreement()
	})

	it.each([
		['is slow', { delayMs: 60 }],
		['carries one byte at a time', { pieceBytes: 1 }],
		['is slow and carries three bytes at a time', { delayMs: 25, pieceBytes: 3 }],
	])('[P1] that %s loses nothing', async (_, faults) => {
		const random = createRandom(seed)
		proxy.set(faults)
		for (let i = 0; i < EDITS; i++) {
			editAtRandom((random.pick([far, near]) as Witness).doc, random)
			if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
		}
		await until('all of it is acked over the bad connection', () => far.isAllAcked() && near.isAllAcked())
		await expectAgreement()
	})

	it(`[P1] [P4] that is reset in the middle of a frame, ${RESETS} times, loses nothing`, async () => {
		const random = createRandom(seed)
		for (let reset = 0; reset < RESETS; reset++) {
			await until('it is back', () => far.provider.synced)
			proxy.set({ resetAfterBytes: 1 + random.below(2000) })
			while (far.provider.wsconnected) {
				editAtRandom((random.pick([far, near]) as Witness).doc, random)
				await new Promise((resolve) => setImmediate(resolve))
			}
			proxy.set({})
		}
		await expectAgreement()
	}, 60_000)
})
