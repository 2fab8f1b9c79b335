import { rmSync } from 'node:fs'
import { setInterval } from 'node:timers/promises'
import type { JoinResult } from '@charrette/shared'
import { boardRoom, documentOf, readBoard, recordsOf } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AckTrackingClient } from '../support/ackTrackingClient.ts'
import { joinWithAckTracking } from '../support/ackTrackingClient.ts'
import { createWorkshop, join } from '../support/call.ts'
import { countMissing, readDisk } from '../support/disk.ts'
import type { Random } from '../support/randomEdits.ts'
import { createRandom, editAtRandom } from '../support/randomEdits.ts'
import type { SpawnedServer } from '../support/startServer.ts'
import { makeDataDir, spawnServer } from '../support/startServer.ts'
import { haveConverged, joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

const KILLS = Number(process.env['KILLS'] ?? (process.env['CI'] ? 8 : 3))
const PEOPLE = 8
const BOARDS = 3
const PACE_MS = 4
const EDITS_A_PACE = 2

let dataDir: string
let server: SpawnedServer
let people: AckTrackingClient[] = []
beforeEach(() => {
	dataDir = makeDataDir()
})
afterEach(async () => {
	for (const person of people) person.leave()
	await server.kill('SIGKILL')
	rmSync(dataDir, { recursive: true, force: true })
})

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

it(`[P2] [ACK2] [LOG1] every acked edit is in the database after each of ${KILLS} kill -9 under load (SEED=${seed})`, async () => {
	const random = createRandom(seed)
	const { url, syncUrl, joined } = await begin()
	people = joined.map((person) => joinWithAckTracking(syncUrl, boardRoom(person.board.id), person.token))
	for (let kill = 1; kill <= KILLS; kill++) {
		await until('all are synced', () => people.every((person) => person.provider.synced))
		await editUntilKilled(random)
		for (const person of people) person.provider.disconnect()
		expect(await countLost(), `lost by kill ${kill}, seed ${seed}`).toBe(0)
		for (const person of people) editAtRandom(person.doc, random)
		server = spawnServer({ DATA_DIR: dataDir, PORT: new URL(url).port, LOG_LEVEL: 'silent' })
		await server.url
		for (const person of people) person.provider.connect()
	}
	await until('all edits are acked', () => people.every((person) => person.isAllAcked()))
	await expectAllAlike(syncUrl, joined)
}, 600_000)

/** Starts a server, and joins eight participants in three groups. */
async function begin(): Promise<{ url: string; syncUrl: string; joined: JoinResult[] }> {
	server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
	const url = await server.url
	const { joinCode } = await createWorkshop(url, { groups: BOARDS })
	const joined: JoinResult[] = []
	for (let i = 0; i < PEOPLE; i++) joined.push(await join(url, joinCode, `Person ${i}`))
	expect(new Set(joined.map((person) => person.board.id)).size).toBe(BOARDS)
	return { url, syncUrl: `${url.replace('http', 'ws')}/sync`, joined }
}

/**
 * Makes hundreds of edits a second, and kills the server meanwhile, once every client has had an
 * ack.
 */
async function editUntilKilled(random: Random): Promise<void> {
	let left = 40 + random.below(200)
	for await (const _ of setInterval(PACE_MS)) {
		for (let i = 0; i < EDITS_A_PACE; i++) editAtRandom((random.pick(people) as AckTrackingClient).doc, random)
		left -= EDITS_A_PACE
		if (left <= 0 && people.every(hasAnAck)) break
	}
	await server.kill('SIGKILL')
}

const hasAnAck = (person: AckTrackingClient) => person.edits.some((edit) => edit.isAcked)

/**
 * Returns the number of acked edits that are missing in the database, while no client is connected
 * that could send them again.
 */
async function countLost(): Promise<number> {
	const onDisk = await readDisk(dataDir, [...new Set(people.map((person) => person.room))])
	let lost = 0
	for (const person of people) {
		expect(hasAnAck(person), `${person.room}, seed ${seed}`).toBe(true)
		lost += countMissing(onDisk.get(person.room)?.doc ?? documentOf([]), person.ackedUpdates())
	}
	return lost
}

/**
 * Expects that the clients converge, and that after one more kill the database and a new client
 * have the same records.
 */
async function expectAllAlike(syncUrl: string, joined: readonly JoinResult[]): Promise<void> {
	const rooms = [...new Set(people.map((person) => person.room))]
	const membersOf = (room: string) => people.filter((person) => person.room === room)
	await until('members of a room agree', () => rooms.every((room) => haveConverged(membersOf(room))))
	const expected = new Map(rooms.map((room) => [room, membersOf(room)[0]?.content()]))
	for (const person of people) person.leave()
	await server.kill('SIGKILL')
	const onDisk = await readDisk(dataDir, rooms)
	for (const room of rooms)
		expect(recordsOf(onDisk.get(room)?.doc ?? documentOf([])).toJSON()).toEqual(expected.get(room))
	server = spawnServer({ DATA_DIR: dataDir, PORT: new URL(syncUrl).port, LOG_LEVEL: 'silent' })
	await server.url
	for (const room of rooms) {
		const token = joined.find((person) => boardRoom(person.board.id) === room)?.token ?? ''
		const late = await joinedAsStock(syncUrl, room, token)
		expect(readBoard(late.doc)).toEqual(readBoard(onDisk.get(room)?.doc ?? documentOf([])))
		late.leave()
	}
}
