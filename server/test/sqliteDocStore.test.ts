import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { boardRoom, createId } from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { openSqliteDocStore } from '../dist/adapters/sqlite/SqliteDocStore.js'
import { docStoreContract } from './contracts/docStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'

const folder = makeDataDir()
const file = join(folder, 'charrette.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

docStoreContract('SQLite', () => openSqliteDocStore(file))

function flipABit(of: string, form: number): void {
	const db = new Database(file)
	const row = db.prepare('SELECT seq, bytes FROM log WHERE room = ? AND form = ?').get(of, form) as {
		seq: number
		bytes: Buffer
	}
	const middle = row.bytes.length >> 1
	row.bytes.writeUInt8(row.bytes.readUInt8(middle) ^ 4, middle)
	db.prepare('UPDATE log SET bytes = ? WHERE seq = ?').run(row.bytes, row.seq)
	db.close()
}

it('[LOG2] leaves out a row that was damaged on disk, and says so', async () => {
	const store = await openSqliteDocStore(file)
	const room = boardRoom(createId())
	await store.append([{ room, update: Uint8Array.of(1, 2, 3) }])
	await store.append([{ room, update: Uint8Array.of(4, 5, 6) }])
	flipABit(room, 0)
	expect(await store.load(room)).toEqual({ updates: [Buffer.of(4, 5, 6)], claims: [], quarantined: 1 })
	await store.close()
})

it('[LOG2] goes back to the generation before when a state was damaged on disk', async () => {
	const store = await openSqliteDocStore(file)
	const room = boardRoom(createId())
	const parts = [Uint8Array.of(0, 0), Uint8Array.of(0, 0)]
	for (const update of parts) await store.append([{ room, update }])
	await store.compact(room, async () => Uint8Array.of(0, 0))
	expect((await store.load(room)).updates).toHaveLength(1)
	flipABit(room, 1)
	const { updates, quarantined } = await store.load(room)
	expect({ count: updates.length, quarantined }).toEqual({ count: 2, quarantined: 1 })
	await store.close()
})
