import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { completeWorkshop } from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { openSqliteShareStore } from '../dist/adapters/sqlite/SqliteShareStore.js'
import { openSqliteSnapshotStore } from '../dist/adapters/sqlite/SqliteSnapshotStore.js'
import { openSqliteTokenStore } from '../dist/adapters/sqlite/SqliteTokenStore.js'
import { openSqliteWorkshopStore } from '../dist/adapters/sqlite/SqliteWorkshopStore.js'
import { shareStoreContract } from './contracts/shareStoreContract.ts'
import { snapshotStoreContract, someSnapshot, stateWith } from './contracts/snapshotStoreContract.ts'
import { tokenStoreContract } from './contracts/tokenStoreContract.ts'
import { emptyWorkshop, workshopStoreContract } from './contracts/workshopStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'

const folder = makeDataDir()
const file = join(folder, 'charrette.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

workshopStoreContract('SQLite', () => openSqliteWorkshopStore(file))
snapshotStoreContract('SQLite', () => openSqliteSnapshotStore(file))
tokenStoreContract('SQLite', () => ({ workshops: openSqliteWorkshopStore(file), tokens: openSqliteTokenStore(file) }))
shareStoreContract('SQLite', () => ({ workshops: openSqliteWorkshopStore(file), shares: openSqliteShareStore(file) }))

it('[RUN1] reads a workshop that an earlier release wrote, and goes on with it', async () => {
	const { session: _, projection: __, ...workshop } = emptyWorkshop()
	const phases = [{ kind: 'write', title: { en: 'Write' }, prompt: {}, minutes: 10 } as const]
	const stored = { ...workshop, sessions: [{ id: 's1' as never, title: 'Morning', phases, groups: [], boards: [] }] }
	const workshops = openSqliteWorkshopStore(file)
	await workshops.create(emptyWorkshop())
	const db = new Database(file)
	const row = db.prepare('INSERT INTO workshop (id, join_code, version, state) VALUES (?, ?, ?, ?)')
	row.run(stored.id, stored.joinCode, stored.version, JSON.stringify(stored))
	db.close()
	const complete = completeWorkshop(stored)
	expect(await workshops.byId(stored.id)).toEqual(complete)
	const title = 'Renamed'
	expect(await workshops.update(stored.id, (now) => ({ ...now, title }))).toEqual({ ...complete, title, version: 2 })
	await workshops.close()
})

it('[REST1] reads a snapshot that an earlier release took, and has none whose bytes were damaged', async () => {
	const snapshots = openSqliteSnapshotStore(file)
	const [old, damaged] = [someSnapshot(), someSnapshot()]
	const { look: _, ...told } = old
	for (const one of [old, damaged]) await snapshots.add(one, { state: stateWith('old'), print: '' })
	const db = new Database(file)
	db.prepare('UPDATE snapshot SET about = NULL, print = NULL WHERE id = ?').run(old.id)
	db.prepare('UPDATE snapshot SET crc = crc + 1 WHERE id = ?').run(damaged.id)
	db.close()
	expect(await snapshots.list(old.board)).toEqual([told])
	expect(await snapshots.newest(old.board)).toEqual({ snapshot: told, print: null })
	expect((await snapshots.find(old.id))?.snapshot).toEqual(told)
	expect(await snapshots.find(damaged.id)).toBeNull()
	await snapshots.close()
})

it('neither tokens nor the secrets of links stand in any file', async () => {
	const workshops = openSqliteWorkshopStore(file)
	const tokens = openSqliteTokenStore(file)
	const workshop = emptyWorkshop()
	await workshops.create(workshop)
	const token = await tokens.issueToken({ workshop: workshop.id, role: 'facilitator', participant: null })
	const secret = await tokens.createSecret({ workshop: workshop.id, role: 'projector' })
	const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
	expect(bytes.some((content) => content.includes(workshop.id))).toBe(true)
	for (const hidden of [token, secret, Buffer.from(token, 'base64url'), Buffer.from(secret, 'base64url')])
		expect(bytes.some((content) => content.includes(hidden))).toBe(false)
	await tokens.close()
	await workshops.close()
})
