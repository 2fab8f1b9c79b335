import { mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { RoomState } from '@charrette/shared'
import { boardRoom, buildCard, documentOf, putRecord, recordsOf } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import type { Bounds } from '../../dist/rooms/bounds.js'
import type { AckTrackingClient } from '../support/ackTrackingClient.ts'
import { joinWithAckTracking } from '../support/ackTrackingClient.ts'
import { createWorkshop, join as joinWorkshop } from '../support/call.ts'
import { copyDatabase, countMissing, readDisk } from '../support/disk.ts'
import { canMount, describeWhere, mountDisk, unmountDisk } from '../support/machine.ts'
import type { TestServer } from '../support/startServer.ts'
import { makeDataDir, startServer } from '../support/startServer.ts'
import { haveConverged } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

const TEXT = '审批 nine months '.repeat(100)

describe('[P8] [ACK4] a disk that takes no writes', () => {
	let folder: string
	let server: TestServer
	let people: AckTrackingClient[]
	/** The last storage state that each client received (frame 122). */
	let storageOf: Map<AckTrackingClient, RoomState['storage']>
	let room: string
	let count: number
	const ackedUpdates = () => people.flatMap((person) => person.ackedUpdates())
	const isAllAcked = () => people.every((person) => person.isAllAcked())
	const allReport = (storage: RoomState['storage']) =>
		people.every((person) => (storageOf.get(person) ?? 'ok') === storage)

	async function begin(dataDir: string, bounds: Partial<Bounds> = {}): Promise<void> {
		count = 0
		storageOf = new Map()
		server = await startServer({ DATA_DIR: dataDir }, { retryMs: 50, ...bounds })
		const { joinCode } = await createWorkshop(server.url, { groups: 1 })
		const joined = await Promise.all(['Ana', 'Li', 'Awa'].map((name) => joinWorkshop(server.url, joinCode, name)))
		people = joined.map((person) => {
			room = boardRoom(person.board.id)
			const client = joinWithAckTracking(server.syncUrl, room, person.token)
			client.provider.messageHandlers[122] = (_encoder, decoder) => {
				storageOf.set(client, (JSON.parse(decoding.readVarString(decoder)) as RoomState).storage)
			}
			return client
		})
		await until('all are synced', () => people.every((person) => person.provider.synced))
	}

	/** Adds a card with a long text. */
	function addCard(by: number): void {
		const at = { x: count, y: 0, index: 'a1' as never }
		const { doc } = people[by % people.length] as AckTrackingClient
		putRecord(recordsOf(doc), buildCard(`c${count++}`, at, { text: `${count} ${TEXT}` }))
	}

	/**
	 * Expects the state of a disk that takes no writes: edits are still sent to other members, no
	 * edit is acked that is not on disk, and every client is informed.
	 */
	async function expectDegraded(): Promise<void> {
		await until('every client is informed', () => allReport('failing'))
		for (let i = 0; i < 20; i++) addCard(i)
		await until('all clients have converged', () => haveConverged(people) && recordsOf(lastDoc()).size === count)
		expect((await fetch(`${server.url}/healthz`)).status).toBeLessThan(600)
		expect(isAllAcked()).toBe(false)
		const acked = ackedUpdates()
		expect(countMissing(await docNow(), acked)).toBe(0)
		expect(people.map((person) => person.closed())).toEqual([null, null, null])
	}

	/**
	 * Expects the state after the disk takes writes again: all edits are acked and in the database.
	 */
	async function expectRecovery(dataDir: string): Promise<void> {
		await until('all edits are acked', isAllAcked)
		await until('every client is informed', () => allReport('ok'))
		addCard(0)
		await until('a new edit is acked', isAllAcked)
		await until('all agree', () => haveConverged(people))
		const expected = people[0]?.content()
		for (const person of people) person.leave()
		await server.end()
		const onDisk = await readDisk(dataDir, [room])
		expect(recordsOf(onDisk.get(room)?.doc ?? documentOf([])).toJSON()).toEqual(expected)
		expect(Object.keys(expected as object)).toHaveLength(count)
	}

	const lastDoc = () => (people.at(-1) as AckTrackingClient).doc

	async function docNow() {
		const copy = makeDataDir()
		await copyDatabase(server.dataDir, copy)
		const onDisk = await readDisk(copy, [room])
		rmSync(copy, { recursive: true, force: true })
		return onDisk.get(room)?.doc ?? documentOf([])
	}

	describe('because of the database', () => {
		beforeEach(() => {
			folder = makeDataDir()
		})
		afterEach(async () => {
			for (const person of people) person.leave()
			await server.stop()
			rmSync(folder, { recursive: true, force: true })
		})

		/** Faults that make every write fail. Each returns a function that undoes it. */
		const faults: [string, (other: InstanceType<typeof Sqlite>) => () => void][] = [
			[
				'a database that another program has locked',
				(other) => {
					other.exec('BEGIN IMMEDIATE')
					return () => other.exec('ROLLBACK')
				},
			],
			[
				'a database in which every write fails',
				(other) => {
					other.exec("CREATE TRIGGER refuse BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'no'); END")
					return () => other.exec('DROP TRIGGER refuse')
				},
			],
		]

		it.each(faults)(
			'%s: edits continue unsaved, clients are informed, and everything is saved afterwards',
			async (_, startFault) => {
				await begin(folder)
				addCard(0)
				await until('it is acked', isAllAcked)
				const other = new Sqlite(join(folder, 'charrette.db'))
				const endFault = startFault(other)
				addCard(1)
				await expectDegraded()
				endFault()
				other.close()
				await expectRecovery(folder)
			},
		)

		it('rejects edits once too much is unwritten, and saves everything afterwards', async () => {
			await begin(folder, { maxUnwrittenBytes: 2 * TEXT.length })
			const other = new Sqlite(join(folder, 'charrette.db'))
			other.exec('BEGIN IMMEDIATE')
			for (let i = 0; i < 3; i++) addCard(i)
			await until(
				'too much is unwritten, and every client is informed',
				() => haveConverged(people) && allReport('full'),
			)
			const [ana, li] = people as [AckTrackingClient, AckTrackingClient]
			const shown = recordsOf(li.doc).size
			const refusals: string[] = []
			ana.provider.messageHandlers[121] = (_encoder, decoder) => {
				decoding.readVarUint(decoder)
				refusals.push(decoding.readVarString(decoder))
			}
			addCard(0)
			await until('it is refused', () => refusals.length > 0)
			expect(refusals).toEqual(['storage'])
			expect(recordsOf(li.doc).size).toBe(shown)
			other.exec('ROLLBACK')
			other.close()
			await until('every client is informed', () => allReport('ok'))
			// Rejected edits arrive over a new socket.
			for (const { provider } of people) {
				provider.disconnect()
				provider.connect()
			}
			await expectRecovery(folder)
		})
	})

	const lacking = canMount ? null : 'mounting a small disk needs Linux and root'
	describeWhere(lacking, 'because it is full', () => {
		beforeEach(() => {
			folder = makeDataDir()
			expect(mountDisk(folder, '64m')).toBe(true)
			mkdirSync(join(folder, 'data'))
		})
		afterEach(async () => {
			for (const person of people) person.leave()
			await server.stop()
			unmountDisk(folder)
			rmSync(folder, { recursive: true, force: true })
		})

		it('edits continue unsaved, clients are informed, and everything is saved once there is space', async () => {
			await begin(join(folder, 'data'))
			const { blocks, bfree, bsize } = statfsSync(folder)
			expect(mountDisk(folder, `${Math.ceil(((blocks - bfree) * bsize) / 1024) + 200}k`, 'remount,')).toBe(true)
			while (allReport('ok') && count < 3000) {
				addCard(count)
				await new Promise((resolve) => setImmediate(resolve))
			}
			expect(ackedUpdates().length).toBeGreaterThan(0)
			await expectDegraded()
			expect(mountDisk(folder, '64m', 'remount,')).toBe(true)
			await expectRecovery(join(folder, 'data'))
		})
	})
})
