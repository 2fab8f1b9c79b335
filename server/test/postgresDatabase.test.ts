import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { POSTGRES_MIGRATIONS } from '../dist/adapters/postgres/migrations.js'
import { openPostgresDatabase } from '../dist/adapters/postgres/PostgresDatabase.js'
import { SQLITE_MIGRATIONS } from '../dist/adapters/sqlite/migrations.js'
import { StorageError } from '../dist/ports/StorageError.js'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query, startPostgres, type TestPostgres } from './support/postgresProcess.ts'
import { openPostgres } from './support/stores.ts'
import { until } from './support/until.ts'

/** Migrations about the order in which SQLite stores rows, which PostgreSQL does not have. */
const OF_SQLITE_ALONE = ['0032_log_by_room']

it('[STORE7] each migration of SQLite since the first release with PostgreSQL has one of the same name there', () => {
	const [first = ''] = Object.keys(POSTGRES_MIGRATIONS)
	const number = (name: string) => name.slice(0, 4)
	const since = Object.keys(SQLITE_MIGRATIONS).filter((name) => number(name) > number(first))
	const ofBoth = since.filter((name) => !OF_SQLITE_ALONE.includes(name))
	expect(Object.keys(POSTGRES_MIGRATIONS)).toEqual(expect.arrayContaining(ofBoth))
	for (const names of [SQLITE_MIGRATIONS, POSTGRES_MIGRATIONS].map(Object.keys))
		expect(names).toEqual([...names].sort())
})

describeWithPostgres('a PostgreSQL database', () => {
	it('[STORE7] is migrated once by programs that start at the same time', async () => {
		const url = await createDatabase()
		const opened = await Promise.all([1, 2, 3, 4].map(() => openPostgresDatabase(url)))
		for (const { close } of opened) await close()
		const names = await query<{ name: string }>(url, 'SELECT name FROM kysely_migration ORDER BY name')
		expect(names.map(({ name }) => name)).toEqual(Object.keys(POSTGRES_MIGRATIONS))
	})

	it('[STORE7] is refused if a later release migrated it', async () => {
		const url = await createDatabase()
		await (await openPostgresDatabase(url)).close()
		await query(url, `INSERT INTO kysely_migration VALUES ('9999_later', '2100-01-01T00:00:00.000Z')`)
		await expect(openPostgresDatabase(url)).rejects.toThrow('9999_later')
	})

	it('[STORE8] a transaction that was rolled back in favour of another one runs again', async () => {
		const url = await createDatabase()
		const database = await openPostgresDatabase(url)
		await query(url, 'CREATE TABLE thing (id int PRIMARY KEY, n int); INSERT INTO thing VALUES (1, 0), (2, 0)')
		let arrived = 0
		let runs = 0
		const inOrder = (ids: readonly number[]) =>
			database.transaction(async (running) => {
				runs++
				for (const [index, id] of ids.entries()) {
					// Each has locked one row before either asks for the other row.
					if (index === 1 && arrived < 2) await until('both have a row', () => arrived >= 2)
					await sql`UPDATE thing SET n = n + 1 WHERE id = ${id}`.execute(running)
					arrived++
				}
			})
		await Promise.all([inOrder([1, 2]), inOrder([2, 1])])
		expect(await query(url, 'SELECT n FROM thing')).toEqual([{ n: 2 }, { n: 2 }])
		expect(runs).toBeGreaterThan(2)
		await database.close()
	})

	let own: TestPostgres
	beforeAll(async () => {
		own = await startPostgres()
	})
	afterAll(() => own.remove())

	it('[STORE8] has, after a crash, every change that was acknowledged as stored', async () => {
		const durable = await startPostgres({ isDurable: true })
		onTestFinished(() => durable.remove())
		const url = await durable.createDatabase()
		const stores = await openPostgres(url)
		const workshop = emptyWorkshop()
		await stores.workshops.create(workshop)
		const stored: string[] = []
		const writeUntilItFails = async (writer: number) => {
			for (let number = 0; ; number++) {
				const name = `city ${writer}.${number}`
				await stores.workshops.update(workshop.id, (now) => ({ ...now, cities: [...now.cities, { name }] }))
				stored.push(name)
			}
		}
		const written = Promise.allSettled([1, 2, 3, 4].map(writeUntilItFails))
		await until('many changes are stored', () => stored.length > 100)
		await durable.crash()
		await written
		await durable.start()
		const found = new Set((await stores.workshops.byId(workshop.id))?.cities.map(({ name }) => name))
		expect(stored.filter((name) => !found.has(name))).toEqual([])
		await stores.close()
	})

	it('[STORE8] reports a crash as a storage error, and is used again once it runs', async () => {
		const stores = await openPostgres(await own.createDatabase())
		const workshop = emptyWorkshop()
		await stores.workshops.create(workshop)
		await own.crash()
		for (let tries = 0; tries < 3; tries++)
			await expect(stores.workshops.byId(workshop.id)).rejects.toThrow(StorageError)
		await expect(stores.workshops.update(workshop.id, (now) => now)).rejects.toThrow(StorageError)
		await expect(stores.probe()).rejects.toThrow()
		await own.start()
		expect(await stores.workshops.byId(workshop.id)).toEqual(workshop)
		await stores.probe()
		await stores.close()
	})
})
