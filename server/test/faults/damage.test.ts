import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { BoardContent, RoomId } from '@charrette/shared'
import { boardRoom, documentOf, readBoard } from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LogRow } from '../../dist/adapters/logRows.js'
import { decodeRow } from '../../dist/adapters/logRows.js'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import type { AckTrackingClient } from '../support/ackTrackingClient.ts'
import { joinWithAckTracking } from '../support/ackTrackingClient.ts'
import { call, createWorkshop, join as joinWorkshop } from '../support/call.ts'
import type { Random } from '../support/randomEdits.ts'
import { createRandom, editAtRandom } from '../support/randomEdits.ts'
import type { SpawnedServer } from '../support/startServer.ts'
import { makeDataDir, spawnServer, startServer } from '../support/startServer.ts'
import { joinedAsStock } from '../support/stockClient.ts'
import { openSqliteDocStore } from '../support/stores.ts'
import { until } from '../support/until.ts'

const BOARDS = 3
const EDITS = 150
const FLIPS = 12
/**
 * The first seed compacts a board when its clients leave, so that bits also flip in its state row.
 * With the second seed a board ends without any record.
 */
const SEEDS = process.env['SEED'] ? [Number(process.env['SEED'])] : [639238878, 766932047, Date.now() % 1e9]

interface Row extends LogRow {
	room: string
	bytes: Buffer
}

describe.each(SEEDS)(`[LOG2] [P12] ${FLIPS} flipped bits (SEED=%i)`, (seed) => {
	let dataDir: string
	let server: SpawnedServer | null = null
	const people: AckTrackingClient[] = []
	let facilitator: string
	/** The undamaged database; each test damages its own copy. */
	const filled = makeDataDir()
	beforeAll(fillBoards)
	beforeEach(() => {
		dataDir = makeDataDir()
		cpSync(filled, dataDir, { recursive: true })
	})
	afterEach(async () => {
		await server?.kill('SIGKILL')
		rmSync(dataDir, { recursive: true, force: true })
	})
	afterAll(() => {
		for (const person of people) person.leave()
		rmSync(filled, { recursive: true, force: true })
	})

	/** Lets two clients write many rows to each of three boards and leave, then ends the server. */
	async function fillBoards(): Promise<void> {
		const random = createRandom(seed)
		const filling = await startServer({ DATA_DIR: filled })
		const { joinCode, token } = await createWorkshop(filling.url, { groups: BOARDS })
		facilitator = token
		for (let i = 0; i < 2 * BOARDS; i++) {
			const joined = await joinWorkshop(filling.url, joinCode, `Person ${i}`)
			people.push(joinWithAckTracking(filling.syncUrl, boardRoom(joined.board.id), joined.token))
		}
		await until('all are synced', () => people.every((person) => person.provider.synced))
		for (let i = 0; i < EDITS; i++) {
			const person = random.pick(people) as AckTrackingClient
			editAtRandom(person.doc, random)
			await until('it is acked', () => person.isAllAcked())
		}
		for (const person of people) person.provider.disconnect()
		await filling.end()
	}

	const file = () => join(dataDir, 'charrette.db')

	function rows(): Row[] {
		const db = new Sqlite(file())
		const found = db.prepare('SELECT * FROM log').all() as Row[]
		db.close()
		return found
	}

	/** Flips one bit in each of some rows, through SQLite. Returns the damaged rows. */
	function flipThroughSqlite(random: Random): Set<number> {
		const db = new Sqlite(file())
		const damaged = pickRows(random).map((row) => {
			flipBit(row.bytes, random)
			db.prepare('UPDATE log SET bytes = ? WHERE seq = ?').run(row.bytes, row.seq)
			return row.seq
		})
		db.close()
		return new Set(damaged)
	}

	/**
	 * Flips one bit in each of some rows in the file, like a failing disk. Returns the damaged rows.
	 */
	function flipInFile(random: Random): Set<number> {
		const picked = pickRows(random)
		const content = readFileSync(file())
		for (const { bytes } of picked) {
			const flipped = Buffer.from(bytes)
			flipBit(flipped, random)
			// Pages may contain old copies of moved rows, so every copy is damaged.
			for (let at = content.indexOf(bytes); at >= 0; at = content.indexOf(bytes, at + 1)) flipped.copy(content, at)
		}
		writeFileSync(file(), content)
		const now = new Map(rows().map((row) => [row.seq, row.bytes]))
		return new Set(picked.filter(({ seq, bytes }) => !now.get(seq)?.equals(bytes)).map(({ seq }) => seq))
	}

	/** Picks rows in use with unique bytes, so that each can be found in the file by its bytes. */
	function pickRows(random: Random): Row[] {
		const left = rows().filter((row) => row.retired === null)
		return Array.from({ length: FLIPS }, () => left.splice(random.below(left.length), 1)).flat()
	}

	it.each([
		['through SQLite', flipThroughSqlite],
		['in the file', flipInFile],
	])('%s: the server starts, logs the damaged rooms, and shows everything that is not damaged', async (_, flip) => {
		const random = createRandom(seed)
		const sound = rows()
		const damaged = flip(random)
		expect(damaged.size).toBeGreaterThan(FLIPS / 2)
		server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'error' })
		const url = await server.url
		for (const room of new Set(people.map((person) => person.room))) {
			const ofRoom = sound.filter((row) => row.room === room)
			const counting = ofRoom.filter((row) => row.retired === null || damaged.has(row.retired))
			const left = counting.filter((row) => !damaged.has(row.seq))
			const board = room.slice('board:'.length)
			const { status, body } = await call<BoardContent>(url, `/api/boards/${board}/content`, { token: facilitator })
			expect(status).toBe(200)
			expect(body, `seed ${seed}`).toEqual(readBoard(documentOf(left.map((row) => decodeRow(row) as Uint8Array))))
			if (left.length === counting.length) continue
			// The server's output may arrive after its answer.
			const said = new RegExp(`"room":"${room}".*"quarantined":${counting.length - left.length}\\b`)
			await until(`${said} is logged`, () => said.test(server?.output() ?? ''))
		}
	})

	it('are healed by clients that reconnect with their documents', async () => {
		const before = people.map((person) => person.content())
		flipThroughSqlite(createRandom(seed))
		server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
		const syncUrl = `${(await server.url).replace('http', 'ws')}/sync`
		for (const [index, person] of people.entries()) {
			person.provider.serverUrl = syncUrl
			person.provider.connect()
			await until(`person ${index} is back`, () => person.provider.synced)
		}
		await until('all edits are acked', () => people.every((person) => person.isAllAcked()))
		for (const [index, person] of people.entries()) {
			const late = await joinedAsStock(syncUrl, person.room, facilitator)
			// Random edits may have removed all records of a board, so the content alone does not show
			// that the late joiner has everything.
			await until('a late joiner has it all', () => isDeepStrictEqual(late.content(), before[index]))
			expect(late.doc.store.pendingStructs).toBe(null)
			late.leave()
		}
	})

	it('leave every room loadable', async () => {
		const damaged = flipThroughSqlite(createRandom(seed))
		const store = await openSqliteDocStore(file())
		let quarantined = 0
		for (const room of new Set(people.map((person) => person.room)))
			quarantined += (await store.load(room as RoomId)).quarantined
		await store.close()
		expect(quarantined).toBe(damaged.size)
	})
})

function flipBit(bytes: Buffer, random: Random): void {
	const at = random.below(bytes.length)
	bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at)
}
