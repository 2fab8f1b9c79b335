import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BoardId, RoomId, RoundId, SnapshotId, WorkshopId } from '@charrette/shared'
import { documentOf, readBoard } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openFile } from '../dist/adapters/sqlite/openDatabase.js'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { makeDataDir } from './support/startServer.ts'
import {
	openSqliteBallotStore,
	openSqliteDocStore,
	openSqliteResultStore,
	openSqliteShareStore,
	openSqliteSnapshotStore,
	openSqliteTokenStore,
	openSqliteWorkshopStore,
} from './support/stores.ts'

const RELEASE_01 = readFileSync(new URL('./support/release01.sql', import.meta.url), 'utf8')
const [, TOKEN = '', SECRET = ''] = /token: (\S+); .*page: (\S+)\.\n/.exec(RELEASE_01) ?? []

let folder: string
let file: string
beforeEach(() => {
	folder = makeDataDir()
	file = join(folder, 'charrette.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(sql: string, to = file): void {
	const db = new Sqlite(to)
	db.exec(sql)
	db.close()
}

/**
 * Returns the tables, indices and triggers of a database after it was opened, without those that
 * record migrations.
 */
async function schemaOf(path: string): Promise<string[]> {
	const db = await openFile(path)
	const statements = db
		.prepare<[], string>(`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%migration%'`)
		.pluck()
		.all()
	db.close()
	return statements.map((sql) => sql.replace(/\s+/g, ' ')).sort()
}

it('a database of release 0.1 keeps everything', async () => {
	write(RELEASE_01)
	const workshops = await openSqliteWorkshopStore(file)
	expect(await workshops.byId('workshop1' as WorkshopId)).toMatchObject({ title: '城市创新', version: 1 })
	const tokens = await openSqliteTokenStore(file)
	expect(await tokens.findToken(TOKEN)).toEqual({
		workshop: 'workshop1',
		role: 'facilitator',
		participant: null,
		link: null,
	})
	const snapshots = await openSqliteSnapshotStore(file)
	expect(await snapshots.list('board1' as BoardId)).toEqual([
		{ id: 'snapshot1', board: 'board1', name: 'Noon', at: 10, cause: 'named' },
	])
	const snapshot = await snapshots.find('snapshot1' as SnapshotId)
	const doc = documentOf([Y.convertUpdateFormatV2ToV1(snapshot?.state ?? new Uint8Array())])
	expect(readBoard(doc).cards.map(({ text }) => text)).toEqual(['Card a', 'Card b', 'Card c'])
	const shares = await openSqliteShareStore(file)
	expect((await shares.findSecret(SECRET))?.page?.toString()).toBe('<p>page</p>')
	const ballots = await openSqliteBallotStore(file)
	expect(await ballots.read('round1' as RoundId)).toEqual([
		{ voter: 'ana', board: 'board1', card: 'shape:a', count: 2 },
	])
	const results = await openSqliteResultStore(file)
	expect(await results.find('round1' as RoundId)).toEqual({ round: 'round1', cards: [] })
	const docStore = await openSqliteDocStore(file)
	const room = 'board:board1' as RoomId
	const { updates, claims, quarantined } = await docStore.load(room)
	expect(readBoard(documentOf(updates)).cards).toHaveLength(3)
	expect({ claims, quarantined }).toEqual({ claims: [{ client: 1001, owner: 'ana' }], quarantined: 0 })
	expect(await docStore.attributions(room, { after: 0, until: 10 })).toEqual([
		{ record: 'shape:a', aspect: 'words', author: 'ana', at: 5 },
	])
	await docStore.append([{ room, update: Y.encodeStateAsUpdate(doc) }])
	expect((await docStore.load(room)).updates).toHaveLength(updates.length + 1)
	for (const store of [docStore, results, ballots, shares, snapshots, tokens, workshops]) await store.close()
})

it('a database of an earlier release gets the schema of a new one, whatever migrations it had', async () => {
	const fresh = await schemaOf(join(folder, 'fresh.db'))
	write(RELEASE_01)
	expect(await schemaOf(file)).toEqual(fresh)
	const statements = RELEASE_01.split(/;\n(?=CREATE|INSERT)/)
	const first = statements.filter((sql) => /(TABLE|INDEX|INTO) (migration \(number INT|workshop|grant_hash)/.test(sql))
	const oldest = join(folder, 'oldest.db')
	write([...first, 'INSERT INTO migration (number, applied_at) VALUES (1, 1795702602201)'].join(';\n'), oldest)
	expect(await schemaOf(oldest)).toEqual(fresh)
})

it('records the migrations of an earlier release once, and leaves its own record', async () => {
	write(RELEASE_01)
	for (let times = 0; times < 2; times++) (await openFile(file)).close()
	const db = new Sqlite(file)
	const names = db.prepare('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
	expect(names.slice(0, 7)).toEqual(expect.arrayContaining(['0001_workshops', '0006_share_authors', '0007_log']))
	expect(new Set(names).size).toBe(names.length)
	expect(db.prepare('SELECT max(number) FROM migration').pluck().get()).toBe(6)
	db.close()
})

it('refuses a database that a later release migrated', async () => {
	;(await openFile(file)).close()
	write(`INSERT INTO kysely_migration VALUES ('9999_later', '2100-01-01T00:00:00.000Z')`)
	await expect(openFile(file)).rejects.toThrow('9999_later')
})
