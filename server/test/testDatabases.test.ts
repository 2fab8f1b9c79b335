import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query, startPostgres, type TestPostgres } from './support/postgresProcess.ts'

describeWithPostgres('PostgreSQL for tests', () => {
	it('gives each caller an empty database of the PostgreSQL that the run shares', async () => {
		const [first, second] = await Promise.all([createDatabase(), createDatabase()])
		await query(first, 'CREATE TABLE thing (id int)')
		const tables = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
		expect(await query(first, tables)).toEqual([{ tablename: 'thing' }])
		expect(await query(second, tables)).toEqual([])
	})

	let own: TestPostgres
	beforeAll(async () => {
		own = await startPostgres()
	})
	afterAll(() => own.remove())

	it('keeps its data over a stop and a crash', async () => {
		const url = await own.createDatabase()
		await query(url, 'CREATE TABLE thing (id int)')
		await own.stop()
		await expect(query(url, 'SELECT 1')).rejects.toThrow()
		await own.start()
		await query(url, 'INSERT INTO thing VALUES (7)')
		await query(url, 'CHECKPOINT')
		await own.crash()
		await own.start()
		expect(await query(url, 'SELECT id FROM thing')).toEqual([{ id: 7 }])
	})
})
