import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Practice, StoredImage } from '@charrette/shared'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { INDEX_TABLES, MOVED_TABLES, OWN_TABLES } from '../dist/move/MovedTable.js'
import { readRelease } from './releases/readRelease.mjs'
import { call, createWorkshop } from './support/call.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { MAIN, runCharrette } from './support/runCharrette.ts'
import { makeDataDir, startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

/** Each command runs in a process of its own, which starts slowly on a busy machine. */
vi.setConfig({ testTimeout: 300_000 })

const RELEASE = fileURLToPath(new URL('releases/0.1.0', import.meta.url))
const { facilitator } = JSON.parse(readFileSync(joinPath(RELEASE, 'expected.json'), 'utf8')) as { facilitator: string }
/** Enough that a move is killed while it copies them. */
const MANY = 60_000

let folder: string
beforeEach(() => {
	folder = makeDataDir()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => joinPath(folder, name)

interface Moved {
	wasResumed: boolean
	tables: { table: string; rows: number; hash: string }[]
}

async function move(target: string, env: NodeJS.ProcessEnv): Promise<Moved> {
	const { code, stdout, stderr } = await runCharrette(['move', target, '--json'], env)
	expect({ code, stdout, stderr }).toMatchObject({ code: 0 })
	return JSON.parse(stdout) as Moved
}

/** Starts a move, and kills it once `isUnderWay` resolves with true. */
async function killMove(target: string, env: NodeJS.ProcessEnv, isUnderWay: () => Promise<boolean>): Promise<void> {
	const child = spawn(process.execPath, [MAIN, 'move', target], { env: { PATH: process.env['PATH'], ...env } })
	const ended = once(child, 'close')
	await until('rows arrive', isUnderWay)
	child.kill('SIGKILL')
	expect(await ended).toEqual([null, 'SIGKILL'])
}

/** Makes a data folder with a row in every table that is moved, and many in one of them. */
async function fillFolder(dataDir: string) {
	expect(await runCharrette(['restore', joinPath(RELEASE, 'backup.zip')], { DATA_DIR: dataDir })).toMatchObject({
		code: 0,
	})
	const server = await startServer({ DATA_DIR: dataDir })
	const { workshop, token } = await createWorkshop(server.url)
	const fields = { title: 'Xylophones in parks', abstract: 'Music for all.' }
	const begun = await call<{ practice: Practice }>(server.url, `/api/workshops/${workshop.id}/practices`, {
		token,
		body: { locale: 'en', fields },
	})
	await call(server.url, `/api/practices/${begun.body.practice.id}/publish`, { token, body: { visibility: 'public' } })
	const board = workshop.sessions[0]?.boards[0]?.id
	const picture = sharp({ create: { width: 900, height: 300, channels: 3, background: '#ff8800' } })
	const bytes = new Uint8Array(await picture.png().toBuffer())
	const image = await call<StoredImage>(server.url, `/api/boards/${board}/images`, { token, bytes })
	const before = await readRelease(server.url, facilitator)
	await server.end()
	const practice = begun.body.practice.id
	fillTables(joinPath(dataDir, 'charrette.db'), { workshop: workshop.id, practice })
	return { before, practice, image: image.body.path }
}

/** Inserts a row into every moved table that has none, and `MANY` into `touch`. */
function fillTables(file: string, known: Record<string, string>): void {
	const database = new Sqlite(file)
	database.pragma('foreign_keys = ON')
	const link = database.prepare<[], string>(`SELECT id FROM grant_hash WHERE purpose = 'link'`).pluck().get()
	const sample: Record<string, unknown> = {
		...known,
		link,
		signed: '{"a":1}',
		owner: 'a\0b',
		boards: '[]',
		state: '{}',
	}
	for (const { name } of MOVED_TABLES) {
		if (name === 'touch' || database.prepare(`SELECT 1 FROM ${name}`).get()) continue
		const columns = database.pragma(`table_info(${name})`) as { name: string; type: string }[]
		const values = columns.map(({ name: column, type }) => {
			const value =
				name === 'workshop_summary' && column === 'id' ? known['workshop'] : type === 'TEXT' && sample[column]
			return value || { INTEGER: 7, TEXT: `some ${column}`, BLOB: Buffer.from([0, 255, 7]) }[type]
		})
		database.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`).run(values)
	}
	const touch = database.prepare('INSERT INTO touch (room, at, record, aspect, owner) VALUES (?, ?, ?, ?, ?)')
	database.transaction(() => {
		for (let at = 0; at < MANY; at++) touch.run(`room${at % 9}`, at, `record ${at}`, 'text', 'an owner')
	})()
	database.prepare('UPDATE log_end SET seq = 5000').run()
	database.close()
}

function countTouches(file: string): number {
	const database = new Sqlite(file, { readonly: true })
	try {
		return database.prepare<[], number>('SELECT count(*) FROM touch').pluck().get() ?? 0
	} catch {
		// The table does not exist yet.
		return 0
	} finally {
		database.close()
	}
}

describeWithPostgres('[MOVE2] moving all data', () => {
	it('goes to PostgreSQL and back, continues after kills, and has equal hashes, boards, images, practices and links', async () => {
		const home = { DATA_DIR: path('data') }
		const { before, practice, image } = await fillFolder(path('data'))
		const url = await createDatabase()
		const touches = async () =>
			Number((await query<{ n: string }>(url, 'SELECT count(*) AS n FROM touch').catch(() => []))[0]?.n ?? 0)
		await killMove(url, home, async () => (await touches()) > 0)
		expect(await touches()).toBeLessThan(MANY)
		const there = { DATA_DIR: path('node'), DATABASE_URL: url, MIN_FREE_MB: '0' }
		const refused = await runCharrette(['serve'], there)
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('was interrupted. Run it again') })
		const moved = await move(url, home)
		expect(moved.wasResumed).toBe(true)
		for (const { table, rows } of moved.tables) expect({ table, rows }).not.toEqual({ table, rows: 0 })
		expect(moved.tables.map(({ table }) => table)).toEqual([...MOVED_TABLES.map(({ name }) => name), 'images'])

		const back = path('back')
		const file = joinPath(back, 'charrette.db')
		await killMove(back, there, async () => existsSync(file) && countTouches(file) > 0)
		expect(countTouches(file)).toBeLessThan(MANY)
		expect(await runCharrette(['serve'], { DATA_DIR: back })).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('a move into it was interrupted'),
		})
		expect(await move(back, there)).toMatchObject({ wasResumed: true, tables: moved.tables })

		for (const env of [there, { DATA_DIR: back }]) {
			const server = await startServer(env)
			expect(await readRelease(server.url, facilitator)).toEqual(before)
			const found = await call<{ practices: { id: string }[] }>(server.url, '/api/practices?q=xylophones')
			expect(found.body.practices.map(({ id }) => id)).toEqual([practice])
			expect((await fetch(server.url + image)).status).toBe(200)
			await server.end()
		}
		const numbers = await query<{ log: number; touch: number }>(
			url,
			`SELECT nextval(pg_get_serial_sequence('log', 'seq'))::int AS log, nextval(pg_get_serial_sequence('touch', 'seq'))::int AS touch`,
		)
		expect(numbers).toEqual([{ log: 5001, touch: MANY + 1 }])
	})

	it('is refused into data, from a running server, and between two of a kind', async () => {
		const server = await startServer({ DATA_DIR: path('data') })
		const url = await createDatabase()
		const run = (target: string, env: NodeJS.ProcessEnv) => runCharrette(['move', target], env)
		expect((await run(url, { DATA_DIR: path('data') })).stderr).toContain('Another Charrette server uses')
		await server.end()
		expect((await run(path('other'), { DATA_DIR: path('data') })).stderr).toContain('is in a folder already')
		const node = await startServer({ DATA_DIR: path('node'), DATABASE_URL: url })
		expect((await run(path('other'), { DATABASE_URL: url })).stderr).toContain('1 nodes use the database')
		await node.end()
		expect((await run(url, { DATA_DIR: path('data') })).stderr).toContain('is not empty')
		expect((await run(path('data'), { DATABASE_URL: url })).stderr).toContain('is not empty')
		expect(existsSync(path('data/move-in-progress'))).toBe(false)
	})

	it('knows every table and column of both databases', async () => {
		const url = await createDatabase()
		await runCharrette(['migrate'], { DATA_DIR: path('node'), DATABASE_URL: url })
		await runCharrette(['migrate'], { DATA_DIR: path('data') })
		const database = new Sqlite(path('data/charrette.db'))
		const local = database
			.prepare<[], { table: string; column: string }>(
				`SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
					WHERE m.type = 'table' AND m.name NOT LIKE '%\\_search%' ESCAPE '\\' AND m.name NOT LIKE '%\\_words' ESCAPE '\\'`,
			)
			.all()
		database.close()
		const shared = await query<{ table: string; column: string }>(
			url,
			'SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = current_schema()',
		)
		const left = new Set<string>([...INDEX_TABLES, ...OWN_TABLES])
		const known = MOVED_TABLES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`)).sort()
		const columnsOf = (all: typeof local, own: readonly string[]) =>
			all
				.filter(({ table }) => !left.has(table))
				.map(({ table, column }) => `${table}.${column}`)
				.concat(own)
				.sort()
		// Row ids are columns of PostgreSQL alone; SQLite has a column that no release uses any more.
		const unused = ['grant_hash.revoked_at']
		const numbered = ['practice.rowid', 'practice_version.rowid', 'collection.rowid']
		expect([...known, ...unused].sort()).toEqual(columnsOf(local, ['snapshot.rowid']))
		expect([...known, ...numbered].sort()).toEqual(columnsOf(shared, []))
	})
})
