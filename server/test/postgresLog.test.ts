import { crc32 } from 'node:zlib'
import type { RoomId } from '@charrette/shared'
import { boardRoom, createId } from '@charrette/shared'
import { Pool } from 'pg'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { migratePostgres } from '../dist/adapters/postgres/migrations.js'
import { createPostgresDocStore } from '../dist/adapters/postgres/PostgresDocStore.js'
import type { DocStore } from '../dist/ports/DocStore.js'
import { docStoreContract } from './contracts/docStoreContract.ts'
import { logEndContract } from './contracts/logEndContract.ts'
import { createDatabase, describeWithPostgres, WAITING_LOCKS } from './support/postgres.ts'
import { until } from './support/until.ts'

describeWithPostgres('the log in PostgreSQL', () => {
	let url: string
	beforeAll(async () => {
		url = await createDatabase()
		await migratePostgres(url)
	})

	async function openStore(): Promise<DocStore> {
		const pool = new Pool({ connectionString: url })
		const store = createPostgresDocStore(pool, { id: '' })
		return {
			...store,
			async close() {
				await store.close()
				if (!pool.ended) await pool.end()
			},
		}
	}

	docStoreContract('PostgreSQL', openStore)
	logEndContract('PostgreSQL', openStore)

	let pool: Pool
	let store: DocStore
	let room: RoomId
	beforeEach(async () => {
		pool = new Pool({ connectionString: url })
		store = createPostgresDocStore(pool, { id: '' })
		room = boardRoom(createId())
	})
	afterEach(async () => {
		await store.close()
		await pool.end()
	})

	/** Begins an append that has taken its number and is committed later. */
	async function appendSlowly(byte: number) {
		const client = await pool.connect()
		await client.query('BEGIN')
		const bytes = Buffer.of(byte)
		await client.query('INSERT INTO log (room, at, form, crc, bytes) VALUES ($1, 0, 0, $2, $3)', [
			room,
			crc32(bytes),
			bytes,
		])
		return async () => {
			await client.query('COMMIT')
			client.release()
		}
	}
	const load = async () => (await store.load(room)).updates.map(([byte]) => byte)

	it('[LOG2] a compaction replaces the rows that it read, not a row with a lower number that is committed later', async () => {
		const commit = await appendSlowly(1)
		for (const byte of [2, 3]) await store.append([{ room, update: Uint8Array.of(byte) }])
		await store.compact(room, async () => Uint8Array.of(0, 0))
		await commit()
		expect(await load()).toEqual([1, 0])
	})

	it('[LOG2] leaves out a damaged row, and falls back to the previous generation if a state is damaged', async () => {
		for (const byte of [1, 2, 3]) await store.append([{ room, update: Uint8Array.of(byte) }])
		await pool.query('UPDATE log SET bytes = $2 WHERE room = $1 AND seq = (SELECT min(seq) FROM log WHERE room = $1)', [
			room,
			Buffer.of(9),
		])
		expect(await store.load(room)).toMatchObject({ quarantined: 1, updates: [Uint8Array.of(2), Uint8Array.of(3)] })
		expect(await store.copy(room, { isUrgent: true })).toBeNull()
		await store.compact(room, async () => Uint8Array.of(0, 0), { canReplaceDamaged: true })
		expect((await store.load(room)).quarantined).toBe(0)
		await pool.query('UPDATE log SET crc = 1 WHERE room = $1 AND form = 1', [room])
		expect(await store.load(room)).toMatchObject({ quarantined: 2, updates: [Uint8Array.of(2), Uint8Array.of(3)] })
		await store.compact(room, async () => Uint8Array.of(0, 0), { canReplaceDamaged: true })
		expect((await store.load(room)).quarantined).toBe(0)
	})

	it('[REST1e] the end of a log waits for appends in progress', async () => {
		const client = await pool.connect()
		await client.query('BEGIN')
		await client.query('LOCK TABLE log IN SHARE MODE')
		const waiting = async () => (await client.query(WAITING_LOCKS)).rows.length
		const appended = store.append([{ room, update: Uint8Array.of(1) }])
		await until('the append waits for the table', async () => (await waiting()) === 1)
		let isEnded = false
		const atEnd = store.endLog(room).then(() => {
			isEnded = true
			return load()
		})
		await until('the end waits, or does not', async () => isEnded || (await waiting()) === 2)
		await client.query('COMMIT')
		client.release()
		await appended
		expect(await atEnd).toEqual([1])
	})
})
