import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentOf } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDatabase, countMissing, readDisk } from '../support/disk.ts'
import type { Faults } from '../support/faultyProxy.ts'
import { type NetworkScene, openNetworkScene } from '../support/networkScene.ts'
import { createRandom, type Random } from '../support/randomEdits.ts'
import { NO_BUDGETS } from '../support/startServer.ts'
import { until } from '../support/until.ts'

const ROUNDS = 2
const EDITS_A_ROUND = 60
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

/** Faults of a network that still carries some data. */
const LINES: readonly [name: string, faults: Faults][] = [
	['is slow', { delayMs: 60 }],
	['jitters', { delayMs: 10, jitterMs: 80 }],
	['loses every tenth segment', { delayMs: 10, lossShare: 0.1 }],
	['carries 16 KB a second', { bytesPerSecond: 16 * 1024 }],
	['carries one byte at a time', { pieceBytes: 1 }],
	['is reset whenever it is idle', { idle: { ms: 60, end: 'reset' } }],
	['is far, narrow and lossy', { delayMs: 25, jitterMs: 25, lossShare: 0.02, bytesPerSecond: 200_000, pieceBytes: 3 }],
]

describe(`a poor network (SEED=${seed})`, () => {
	let scene: NetworkScene
	const random: Random = createRandom(seed)
	let copy: string
	beforeAll(async () => {
		scene = await openNetworkScene({ random, bounds: NO_BUDGETS })
		copy = mkdtempSync(join(tmpdir(), 'charrette-copy-'))
	})
	afterAll(async () => {
		await scene.close()
		rmSync(copy, { recursive: true, force: true })
	})

	/** Returns the number of acked edits that are not on disk while the network is still poor. */
	async function countLost(): Promise<number> {
		const acked = [...scene.far.ackedUpdates(), ...scene.near.ackedUpdates()]
		await copyDatabase(scene.server.dataDir, copy)
		const onDisk = (await readDisk(copy, [scene.room])).get(scene.room)
		return countMissing(onDisk?.doc ?? documentOf([]), acked)
	}

	it.each(LINES)('[P1] [P2] [P4] [NET1] that %s loses no acked edit, and all edits arrive', async (_, faults) => {
		scene.proxy.set(faults)
		for (let round = 0; round < ROUNDS; round++) {
			await scene.edit(EDITS_A_ROUND, random)
			await until('something is acked', () => scene.far.edits.some(({ isAcked }) => isAcked))
			expect(await countLost(), `round ${round}`).toBe(0)
		}
		await until('all of it is acked over the poor network', () => scene.far.isAllAcked() && scene.near.isAllAcked())
		expect(await countLost()).toBe(0)
		await scene.expectAgreement()
	})

	it.each([
		['is forgotten by a router while it is idle', { idle: { ms: 60, end: 'forgotten' } }],
		['leads to a captive portal that answers with a page', { portal: 'page' }],
		['leads to a captive portal that redirects', { portal: 'redirect' }],
	] satisfies [string, Faults][])(
		'[P1] [P4] [NET2] that %s acks nothing meanwhile, and loses nothing',
		async (_, faults) => {
			const { proxy, far } = scene
			await scene.edit(EDITS_A_ROUND, random)
			await until('all is acked', () => far.isAllAcked())
			proxy.set(faults)
			await until('the server has dropped it', () => proxy.openConnections() === 0)
			const before = far.ackedUpdates().length
			await scene.edit(EDITS_A_ROUND, random)
			await until('the others go on', () => scene.near.isAllAcked())
			expect(far.ackedUpdates()).toHaveLength(before)
			expect(await countLost()).toBe(0)
			// Our own client does so by itself: [WIRE5b].
			far.provider.disconnect()
			proxy.set({})
			far.provider.connect()
			await scene.expectAgreement()
		},
	)
})
