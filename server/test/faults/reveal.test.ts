import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { JoinResult } from '@charrette/shared'
import { boardRoom, buildCard, documentOf, privateRoom, putRecord, recordsOf } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FacilitatorClient } from '../support/call.ts'
import { join, openAsFacilitator, phaseOf } from '../support/call.ts'
import { readDisk } from '../support/disk.ts'
import { createRandom } from '../support/randomEdits.ts'
import type { SpawnedServer } from '../support/startServer.ts'
import { makeDataDir, spawnServer } from '../support/startServer.ts'
import type { StockClient } from '../support/stockClient.ts'
import { joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

const KILLS = Number(process.env['KILLS'] ?? (process.env['CI'] ? 6 : 2))
const PEOPLE = 6
const CARDS = 3
/** Approximate duration of a reveal. */
const REVEAL_MS = 25

let dataDir: string
let server: SpawnedServer
let url: string
beforeEach(async () => {
	dataDir = makeDataDir()
	server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
	url = await server.url
})
afterEach(async () => {
	await server.kill('SIGKILL')
	rmSync(dataDir, { recursive: true, force: true })
})

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
const enter = (room: string, token: string) => joinedAsStock(`${url.replace('http', 'ws')}/sync`, room, token)

it(`[ROOM3] [P9] a kill -9 during a reveal neither loses nor duplicates a card, ${KILLS} times (SEED=${seed})`, async () => {
	const random = createRandom(seed)
	for (let kill = 0; kill < KILLS; kill++) {
		const { facilitator, people, written } = await begin()
		const [first] = people as [JoinResult, ...JoinResult[]]
		const rooms = people.map((person) => privateRoom(first.board.id, person.participant.id))
		const watcher = await enter(boardRoom(first.board.id), facilitator.opened.token)
		// The server may close an idle connection just when it is used again, so this call opens a new
		// one.
		await facilitator.state()
		const revealing = facilitator.send({ type: 'private.reveal', names: true }).catch(() => null)
		// Half of the kills happen as soon as the board has the cards, and half at a random time.
		if (kill % 2 === 0) await until('the board has the cards', () => recordsOf(watcher.doc).size > 0)
		else await setTimeout(random.next() * REVEAL_MS)
		await server.kill('SIGKILL')
		await revealing
		watcher.leave()
		await expectNothingLost({ written, rooms: [boardRoom(first.board.id), ...rooms] })
		server = spawnServer({ DATA_DIR: dataDir, PORT: new URL(url).port, LOG_LEVEL: 'silent' })
		await server.url
		expect((await facilitator.send({ type: 'private.reveal', names: true })).status).toBe(200)
		const board = await enter(boardRoom(first.board.id), facilitator.opened.token)
		expect([...recordsOf(board.doc).keys()].sort(), `kill ${kill}, seed ${seed}`).toEqual(written)
		board.leave()
		const disk = await readDisk(dataDir, rooms)
		for (const room of rooms) expect(recordsOf(disk.get(room)?.doc ?? documentOf([])).size).toBe(0)
	}
}, 120_000)

/** Opens a workshop in which every participant has private cards. */
async function begin(): Promise<{ facilitator: FacilitatorClient; people: JoinResult[]; written: string[] }> {
	const facilitator = await openAsFacilitator(url, { groups: 1 })
	const { body } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: body.made })
	const people: JoinResult[] = []
	const clients: StockClient[] = []
	for (let n = 0; n < PEOPLE; n++) {
		const person = await join(url, facilitator.opened.joinCode, `Person ${n}`)
		const client = await enter(privateRoom(person.board.id, person.participant.id), person.token)
		client.doc.transact(() => {
			for (let card = 0; card < CARDS; card++)
				putRecord(recordsOf(client.doc), buildCard(`p${n}c${card}`, { x: 0, y: 0, index: 'a1' as never }, {}))
		})
		people.push(person)
		clients.push(client)
	}
	await until('all cards are saved', () => clients.every((client) => client.acked() >= 2))
	const written = clients.flatMap((client) => [...recordsOf(client.doc).keys()]).sort()
	for (const client of clients) client.leave()
	return { facilitator, people, written }
}

async function expectNothingLost({ written, rooms }: { written: string[]; rooms: string[] }): Promise<void> {
	const disk = await readDisk(dataDir, rooms)
	const found = new Set(rooms.flatMap((room) => [...recordsOf(disk.get(room)?.doc ?? documentOf([])).keys()]))
	expect([...found].sort()).toEqual(written)
}
