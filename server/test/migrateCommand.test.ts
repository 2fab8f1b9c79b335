import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { POSTGRES_MIGRATIONS } from '../dist/adapters/postgres/migrations.js'
import { runMigrations } from '../dist/adapters/sql/runMigrations.js'
import { SQLITE_MIGRATIONS } from '../dist/adapters/sqlite/migrations.js'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, spawnServer } from './support/startServer.ts'

let folder: string
beforeEach(() => {
	folder = makeDataDir()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const SQLITE = Object.keys(SQLITE_MIGRATIONS)
const POSTGRES = Object.keys(POSTGRES_MIGRATIONS)

/** Creates the database in its state before the newest migration. */
async function migrateBeforeNewest(): Promise<void> {
	const database = new Sqlite(join(folder, 'charrette.db'))
	const earlier = Object.fromEntries(Object.entries(SQLITE_MIGRATIONS).slice(0, -1))
	await runMigrations(new Kysely({ dialect: new SqliteDialect({ database }) }), earlier)
	database.close()
}

it('[STORE7a] migrate updates a folder, prints its former version, and changes nothing the next time', async () => {
	const run = (...args: string[]) => runCharrette(['migrate', ...args], { DATA_DIR: folder })
	expect((await run()).stdout).toBe(`The database was migrated from nothing to ${SQLITE.at(-1)}.\n`)
	expect((await run()).stdout).toBe(`The database is up to date: ${SQLITE.at(-1)}.\n`)
	rmSync(folder, { recursive: true })
	mkdirSync(folder)
	await migrateBeforeNewest()
	const { code, stdout } = await run('--json')
	expect([code, JSON.parse(stdout)]).toEqual([0, { from: SQLITE.at(-2), applied: [SQLITE.at(-1)] }])
})

it('[STORE7a] migrate refuses a database of a later release, and a folder in use by a server, with a message', async () => {
	const server = spawnServer({ DATA_DIR: folder })
	expect(await server.url).not.toBe('')
	const used = await runCharrette(['migrate'], { DATA_DIR: folder })
	expect([used.code, used.stdout]).toEqual([1, ''])
	expect(used.stderr).toMatch(/^Another Charrette server uses the data folder/)
	await server.kill('SIGTERM')
	const db = new Sqlite(join(folder, 'charrette.db'))
	db.exec(`INSERT INTO kysely_migration VALUES ('9999_later', '2100-01-01T00:00:00.000Z')`)
	db.close()
	const later = await runCharrette(['migrate', '--json'], { DATA_DIR: folder })
	expect(later.code).toBe(1)
	expect(JSON.parse(later.stdout).error).toMatch(/was written by a newer Charrette: it has the migration 9999_later\./)
})

describeWithPostgres('migrate on PostgreSQL', () => {
	it('[STORE7a] of two concurrent migrations of an empty database one runs; a later release is refused', async () => {
		const databaseUrl = await createDatabase()
		const env = { DATA_DIR: folder, DATABASE_URL: databaseUrl }
		const runs = await Promise.all([1, 2].map(() => runCharrette(['migrate', '--json'], env)))
		const answers = runs.map(({ stdout }) => JSON.parse(stdout) as { from: string | null; applied: string[] })
		expect(answers.sort((a, b) => b.applied.length - a.applied.length)).toEqual([
			{ from: null, applied: POSTGRES },
			{ from: POSTGRES.at(-1), applied: [] },
		])
		await query(databaseUrl, `INSERT INTO kysely_migration VALUES ('9999_later', '2100-01-01T00:00:00.000Z')`)
		const { code, stderr } = await runCharrette(['migrate'], env)
		expect(code).toBe(1)
		expect(stderr).toMatch(
			/^The database at DATABASE_URL was written by a newer Charrette: it has the migration 9999_later\./,
		)
	})
})
