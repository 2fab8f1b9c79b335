import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type BoardId, boardRoom, createId, type ParticipantId, type RoundId, upgradeWorkshop } from '@charrette/shared'
import { afterAll, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { docStoreContract } from './contracts/docStoreContract.ts'
import { logEndContract } from './contracts/logEndContract.ts'
import { someSnapshot, stateWith } from './contracts/snapshotStoreContract.ts'
import { storeContracts } from './contracts/storeContracts.ts'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'
import {
	openSqlite,
	openSqliteBallotStore,
	openSqliteDocStore,
	openSqliteSnapshotStore,
	openSqliteTokenStore,
	openSqliteWorkshopStore,
} from './support/stores.ts'

const folder = makeDataDir()
const file = join(folder, 'charrette.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

storeContracts('SQLite', (rules) => openSqlite(file, rules))

it('[RUN1] reads and updates a workshop of an earlier release', async () => {
	const { session: _, projection: __, ...workshop } = emptyWorkshop()
	const phases = [{ kind: 'write', title: { en: 'Write' }, prompt: {}, minutes: 10 } as const]
	const stored = { ...workshop, sessions: [{ id: 's1' as never, title: 'Morning', phases, groups: [], boards: [] }] }
	const workshops = await openSqliteWorkshopStore(file)
	await workshops.create(emptyWorkshop())
	const db = new Sqlite(file)
	const row = db.prepare('INSERT INTO workshop (id, join_code, version, state) VALUES (?, ?, ?, ?)')
	row.run(stored.id, stored.joinCode, stored.version, JSON.stringify(stored))
	db.close()
	const upgraded = upgradeWorkshop(stored)
	expect(await workshops.byId(stored.id)).toEqual(upgraded)
	const title = 'Renamed'
	expect(await workshops.update(stored.id, (now) => ({ ...now, title }))).toEqual({ ...upgraded, title, version: 2 })
	await workshops.close()
})

it('[REST1] reads a snapshot of an earlier release, and finds no damaged one', async () => {
	const snapshots = await openSqliteSnapshotStore(file)
	const [old, damaged] = [someSnapshot(), someSnapshot()]
	const { look: _, ...withoutSummary } = old
	for (const one of [old, damaged]) await snapshots.add(one, { state: stateWith('old'), fingerprint: '' })
	const db = new Sqlite(file)
	db.prepare('UPDATE snapshot SET about = NULL, print = NULL WHERE id = ?').run(old.id)
	db.prepare('UPDATE snapshot SET crc = crc + 1 WHERE id = ?').run(damaged.id)
	db.close()
	expect(await snapshots.list(old.board)).toEqual([withoutSummary])
	expect(await snapshots.newest(old.board)).toEqual({ snapshot: withoutSummary, fingerprint: null })
	expect((await snapshots.find(old.id))?.snapshot).toEqual(withoutSummary)
	expect(await snapshots.find(damaged.id)).toBeNull()
	await snapshots.close()
})

it('no file contains a token or the secret of a link', async () => {
	const workshops = await openSqliteWorkshopStore(file)
	const tokens = await openSqliteTokenStore(file)
	const workshop = emptyWorkshop()
	await workshops.create(workshop)
	const token = await tokens.issueToken({ workshop: workshop.id, role: 'facilitator', participant: null })
	const { secret } = await tokens.createLink({ workshop: workshop.id, role: 'projector' })
	const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
	expect(bytes.some((content) => content.includes(workshop.id))).toBe(true)
	for (const hidden of [token, secret, Buffer.from(token, 'base64url'), Buffer.from(secret, 'base64url')])
		expect(bytes.some((content) => content.includes(hidden))).toBe(false)
	await tokens.close()
	await workshops.close()
})

const logFolder = makeDataDir()
const logFile = join(logFolder, 'charrette.db')
afterAll(() => rmSync(logFolder, { recursive: true, force: true }))

docStoreContract('SQLite', () => openSqliteDocStore(logFile))
logEndContract('SQLite', () => openSqliteDocStore(logFile))

function flipBit(of: string, form: number): void {
	const db = new Sqlite(logFile)
	const row = db.prepare('SELECT seq, bytes FROM log WHERE room = ? AND form = ?').get(of, form) as {
		seq: number
		bytes: Buffer
	}
	const middle = row.bytes.length >> 1
	row.bytes.writeUInt8(row.bytes.readUInt8(middle) ^ 4, middle)
	db.prepare('UPDATE log SET bytes = ? WHERE seq = ?').run(row.bytes, row.seq)
	db.close()
}

it('[LOG2] leaves out a damaged row, and counts it as quarantined', async () => {
	const store = await openSqliteDocStore(logFile)
	const room = boardRoom(createId())
	await store.append([{ room, update: Uint8Array.of(1, 2, 3) }])
	await store.append([{ room, update: Uint8Array.of(4, 5, 6) }])
	flipBit(room, 0)
	expect(await store.load(room)).toMatchObject({ updates: [Uint8Array.of(4, 5, 6)], claims: [], quarantined: 1 })
	await store.close()
})

it('[LOG2] falls back to the previous generation if a compacted state is damaged', async () => {
	const store = await openSqliteDocStore(logFile)
	const room = boardRoom(createId())
	const parts = [Uint8Array.of(0, 0), Uint8Array.of(0, 0)]
	for (const update of parts) await store.append([{ room, update }])
	await store.compact(room, async () => Uint8Array.of(0, 0))
	expect((await store.load(room)).updates).toHaveLength(1)
	flipBit(room, 1)
	const { updates, quarantined } = await store.load(room)
	expect({ count: updates.length, quarantined }).toEqual({ count: 2, quarantined: 1 })
	await store.close()
})

it('[LOG2] a compaction writes a few pages, however many rows of other rooms lie between the replaced ones', async () => {
	const store = await openSqliteDocStore(logFile)
	const rooms = Array.from({ length: 40 }, () => boardRoom(createId()))
	const ofAll = rooms.map((room) => ({ room, update: new Uint8Array(200) }))
	await store.append(Array.from({ length: 50 }, () => ofAll).flat())
	const [room = boardRoom(createId())] = rooms
	const pagesBefore = writtenPages()
	await store.compact(room, async () => Uint8Array.of(0, 0))
	expect(writtenPages() - pagesBefore).toBeLessThan(25)
	expect((await store.load(room)).updates).toHaveLength(1)
	await store.close()
})

/**
 * Returns the number of pages in the write-ahead log, if nothing was checkpointed meanwhile. A
 * header of 24 bytes precedes each page.
 */
const writtenPages = () => Math.round(statSync(`${logFile}-wal`).size / (4096 + 24))

it('[LOG1] never reuses a row number, even after the last rows are deleted and the database is reopened', async () => {
	const first = await openSqliteDocStore(logFile)
	const room = boardRoom(createId())
	await first.append([{ room, update: Uint8Array.of(1) }])
	await first.close()
	const db = new Sqlite(logFile)
	const newest = db.prepare('SELECT max(seq) FROM log').pluck()
	const id = Number(newest.get())
	db.prepare('DELETE FROM log WHERE room = ?').run(room)
	const second = await openSqliteDocStore(logFile)
	await second.append([{ room, update: Uint8Array.of(2) }])
	expect(Number(newest.get())).toBeGreaterThan(id)
	db.close()
	await second.close()
})

const ballotFolder = makeDataDir()
const ballotFile = join(ballotFolder, 'charrette.db')
afterAll(() => rmSync(ballotFolder, { recursive: true, force: true }))

it('[VOTE2] the schema itself rejects dots over the budget, over a card’s limit, repeated, or after the end', async () => {
	const workshops = await openSqliteWorkshopStore(ballotFile)
	const ballots = await openSqliteBallotStore(ballotFile)
	const workshop = emptyWorkshop()
	await workshops.create(workshop)
	const round = createId<RoundId>()
	await ballots.open({ id: round, workshop: workshop.id, budget: 2, perCard: 1 })
	const voter = 'ana' as ParticipantId
	await ballots.cast(round, { voter, board: 'b' as BoardId, card: 'x', count: 1 })
	const db = new Sqlite(ballotFile)
	const insertDot = (number: number, card: string, slot: number) => () =>
		db.prepare('INSERT INTO dot VALUES (?, ?, ?, ?, ?, ?)').run(round, voter, number, 'b', card, slot)
	expect(insertDot(3, 'y', 1)).toThrow('more than the budget')
	expect(insertDot(0, 'y', 1)).toThrow('CHECK')
	expect(insertDot(1, 'y', 1)).toThrow('UNIQUE')
	expect(insertDot(2, 'x', 1)).toThrow('UNIQUE')
	expect(insertDot(2, 'x', 2)).toThrow('more than a card may have')
	expect(() => db.prepare('UPDATE dot SET voter = ? WHERE round = ?').run('eve', round)).toThrow('never changes')
	await ballots.end(round)
	expect(() => db.prepare('UPDATE vote_round SET is_open = 1 WHERE id = ?').run(round)).toThrow('has ended')
	expect(insertDot(2, 'y', 1)).toThrow('not open')
	expect(() => db.prepare('DELETE FROM dot WHERE round = ?').run(round)).toThrow('not open')
	db.pragma('foreign_keys = ON')
	db.prepare('DELETE FROM workshop WHERE id = ?').run(workshop.id)
	expect(await ballots.read(round)).toEqual([])
	db.close()
	await ballots.close()
	await workshops.close()
})
