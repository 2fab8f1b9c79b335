import { rmSync } from 'node:fs'
import { join } from 'node:path'
import {
	type BoardId,
	boardRoom,
	type CreatedWorkshop,
	createId,
	type HostWorkshop,
	type HostWorkshops,
	type SessionId,
	type WorkshopId,
} from '@charrette/shared'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { confirmMassDeletion, deleteUnusedWorkshops, findMassDeletion } from '../dist/host/deleteUnusedWorkshops.js'
import { refreshCatalogue } from '../dist/host/refreshCatalogue.js'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { call } from './support/call.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { makeDataDir, startServer } from './support/startServer.ts'
import { openPostgres, openSqlite } from './support/stores.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'
const DAY_MS = 24 * 60 * 60 * 1000

it('[HOST10] deletes workshops unused for so many days, and none that was changed, opened or kept since', async () => {
	const before = await startServer({ CHARRETTE_ADMIN_KEY: KEY }, { listMs: 20 })
	const list = async ({ url }: { url: string }) =>
		(await call<HostWorkshops>(url, '/api/host/workshops', { token: KEY })).body
	const opened: Record<string, CreatedWorkshop> = {}
	for (const title of ['unused', 'edited', 'read', 'kept'])
		opened[title] = (await call<CreatedWorkshop>(before.url, '/api/workshops', { token: KEY, body: { title } })).body
	await until('all are listed', async () => (await list(before)).total === 4)
	expect((await list(before)).retentionDays).toBeNull()
	await before.end()
	setUses(before.dataDir, Date.now() - 31 * DAY_MS, opened)

	const settings = { DATA_DIR: before.dataDir, CHARRETTE_ADMIN_KEY: KEY, RETENTION_DAYS: '30' }
	const kept = await startServer(settings)
	const path = `/api/host/workshops/${opened['kept']?.workshop.id}/keep`
	const answer = await call<{ workshop: HostWorkshop }>(kept.url, path, { token: KEY, body: {} })
	expect(answer.body.workshop.usedAt).toBeGreaterThan(Date.now() - DAY_MS)
	await kept.end()

	const noticing = await startServer(settings, { firstSweepMs: 0 })
	await until('a sweep has run', () => findSweep(before.dataDir) !== undefined)
	expect((await list(noticing)).total).toBe(4)
	await noticing.end()
	noticeEarlier(before.dataDir, 5 * DAY_MS)
	const after = await startServer(settings, { firstSweepMs: 0 })
	await until('one is deleted', async () => (await list(after)).total === 3)
	const left = await list(after)
	expect(left.retentionDays).toBe(30)
	expect(left.workshops.map(({ title }) => title).sort()).toEqual(['edited', 'kept', 'read'])
	const { token, workshop } = opened['unused'] as CreatedWorkshop
	expect((await call(after.url, `/api/workshops/${workshop.id}`, { token })).status).toBe(401)
	const confirm = async ({ url }: { url: string }) =>
		(await call(url, '/api/host/retention/confirm', { token: KEY, body: {} })).status
	expect([left.massDeletion, await confirm(after)]).toEqual([null, 404])
	await after.end()

	setUses(before.dataDir, Date.now() - 31 * DAY_MS, {})
	const asking = await startServer(settings, { firstSweepMs: 0 })
	await until('the host is asked', async () => (await list(asking)).massDeletion !== null)
	expect((await list(asking)).massDeletion).toEqual({ unused: 2, all: 3, isConfirmed: false })
	expect(await confirm(asking)).toBe(204)
	expect((await list(asking)).massDeletion).toEqual({ unused: 2, all: 3, isConfirmed: true })
	await asking.stop()
})

/**
 * Sets the last change and the last use of all workshops to a time in ms, with exceptions by title.
 */
function setUses(dataDir: string, at: number, opened: Record<string, CreatedWorkshop>): void {
	const db = new Sqlite(join(dataDir, 'charrette.db'))
	db.prepare('UPDATE workshop_summary SET changed_at = ? WHERE id <> ?').run(at, opened['edited']?.workshop.id ?? '')
	db.prepare('UPDATE grant_hash SET used_at = ?, created_at = ? WHERE workshop <> ?').run(
		at,
		at,
		opened['read']?.workshop.id ?? '',
	)
	db.close()
}

function findSweep(dataDir: string): string | undefined {
	const db = new Sqlite(join(dataDir, 'charrette.db'))
	const row = db.prepare(`SELECT value FROM host_value WHERE name = 'retention'`).get() as { value: string } | undefined
	db.close()
	return row?.value
}

/** Moves the findings of the last sweep back by this time, as if sweeps had run daily since. */
function noticeEarlier(dataDir: string, ms: number): void {
	const { at, found } = JSON.parse(findSweep(dataDir) ?? '') as { at: number; found: [string, number][] }
	const value = JSON.stringify({ at, found: found.map(([id, foundAt]) => [id, foundAt - ms]) })
	const db = new Sqlite(join(dataDir, 'charrette.db'))
	db.prepare(`UPDATE host_value SET value = ? WHERE name = 'retention'`).run(value)
	db.close()
}

type Stores = Awaited<ReturnType<typeof openSqlite>> | Awaited<ReturnType<typeof openPostgres>>

/** Daily sweeps over these stores, with a clock that the test sets. */
function createSweeps(stores: Stores) {
	const clock = { now: Date.now() }
	const now = () => clock.now
	const log = pino({ level: 'silent' })
	const { workshops, deletions, catalogue, usage, hostValues: values } = stores
	const during = { deletion: async () => {} }
	const rooms = { workshopDeleted: () => during.deletion() }
	const refresh = () => refreshCatalogue({ workshops, catalogue, usage, log, now })
	const sweep = () => deleteUnusedWorkshops({ workshops, deletions, catalogue, rooms, values, refresh, log, now }, 30)
	return {
		clock,
		/** Runs while the first workshop of a sweep is being deleted. */
		during,
		sweep,
		async sweepDaily(days: number) {
			for (let day = 0; day < days; day++) {
				clock.now += DAY_MS
				await sweep()
			}
		},
		massDeletion: () => findMassDeletion(values),
		confirm: () => confirmMassDeletion(values),
		/** Adds workshops that were last used this many days ago. */
		async add(count: number, days: number, boards: BoardId[] = []) {
			const ids: WorkshopId[] = []
			for (let at = 0; at < count; at++) {
				const removedBoards = boards.map((id) => ({
					id,
					title: '',
					group: null,
					frozen: false,
					session: createId<SessionId>(),
					at: 1,
				}))
				const workshop = { ...emptyWorkshop(), createdAt: clock.now - days * DAY_MS + at, removedBoards }
				await workshops.create(workshop)
				ids.push(workshop.id)
			}
			return ids
		},
		async left(ids: readonly WorkshopId[]) {
			const found = await Promise.all(ids.map((id) => workshops.byId(id)))
			return found.map((workshop) => workshop !== null)
		},
	}
}

function retentionTests(open: () => Promise<Stores>): void {
	it('[HOST10c] deletes what an earlier sweep found unused five days before, and not a day earlier', async () => {
		const stores = await open()
		const { add, sweep, sweepDaily, left } = createSweeps(stores)
		const ids = [...(await add(1, 31)), ...(await add(3, 0))]
		await sweep()
		await sweepDaily(4)
		expect(await left(ids)).toEqual([true, true, true, true])
		await sweepDaily(1)
		expect(await left(ids)).toEqual([false, true, true, true])
		await stores.close()
	})

	it('[HOST10c] a workshop is deleted on its day if sweeps have run before, and none that was used again', async () => {
		const stores = await open()
		const { add, sweep, sweepDaily, left } = createSweeps(stores)
		const [first, second, ...others] = [...(await add(2, 20)), ...(await add(5, 0))] as [WorkshopId, WorkshopId]
		await sweep()
		await sweepDaily(9)
		await stores.tokens.issueToken({ workshop: second, role: 'facilitator', participant: null })
		expect(await left([first, second])).toEqual([true, true])
		await sweepDaily(2)
		expect(await left([first, second, ...others])).toEqual([false, true, true, true, true, true, true])
		await stores.close()
	})

	it('[HOST10c] a clock that leaps ahead, and back, deletes nothing', async () => {
		const stores = await open()
		const { add, clock, sweep, sweepDaily, left } = createSweeps(stores)
		// The other workshops are in use even after the leap, so that the host need not be asked.
		const ids = [...(await add(1, 20)), ...(await add(3, -5000))]
		await sweep()
		await sweepDaily(3)
		const trueTime = clock.now
		for (const leap of [20, 180, 181.9, 400, 3000]) {
			clock.now = trueTime + leap * DAY_MS
			await sweep()
			expect([leap, await left(ids)]).toEqual([leap, [true, true, true, true]])
		}
		clock.now = trueTime
		await sweepDaily(5)
		expect(await left(ids)).toEqual([true, true, true, true])
		await sweepDaily(3)
		expect(await left(ids)).toEqual([false, true, true, true])
		await stores.close()
	})

	it('[HOST10d] most workshops are deleted only once the host has confirmed it, and few without', async () => {
		const stores = await open()
		const { add, sweep, sweepDaily, left, massDeletion, confirm } = createSweeps(stores)
		const ids = [...(await add(3, 31)), ...(await add(2, 0))]
		await sweep()
		expect(await massDeletion()).toEqual({ unused: 3, all: 5, isConfirmed: false })
		await sweepDaily(9)
		expect(await left(ids)).toEqual([true, true, true, true, true])
		await confirm()
		expect(await massDeletion()).toEqual({ unused: 3, all: 5, isConfirmed: true })
		await sweepDaily(1)
		expect(await left(ids)).toEqual([false, false, false, true, true])
		await sweepDaily(1)
		expect(await massDeletion()).toBeNull()
		await expect(confirm()).rejects.toMatchObject({ code: 'not_found' })
		await stores.close()
	})

	it('[HOST10d] on a laptop that runs once a week the only workshop is deleted without a question', async () => {
		const stores = await open()
		const { add, clock, sweep, left, massDeletion } = createSweeps(stores)
		const ids = await add(1, 31)
		await sweep()
		clock.now += 7 * DAY_MS
		await sweep()
		expect(await left(ids)).toEqual([false])
		expect(await massDeletion()).toBeNull()
		await stores.close()
	})

	it('[HOST10e] a workshop that is opened or edited while a sweep runs stays, with its shared pages', async () => {
		const stores = await open()
		const { add, clock, during, sweep, sweepDaily, left } = createSweeps(stores)
		const board = createId<BoardId>()
		const [unused, opened, edited] = [...(await add(2, 32)), ...(await add(1, 31, [board]))] as [
			WorkshopId,
			WorkshopId,
			WorkshopId,
		]
		const others = await add(4, 0)
		const times = { createdAt: clock.now, until: clock.now + 99 * DAY_MS, revokedAt: null, embeddedIn: null }
		await stores.shares.add({ id: createId(), workshop: opened, title: '', authors: null, ...times }, 'page')
		during.deletion = async () => {
			await stores.tokens.issueToken({ workshop: opened, role: 'facilitator', participant: null })
			await stores.docStore.append([{ room: boardRoom(board), update: Uint8Array.of(0, 0) }])
		}
		await sweep()
		await sweepDaily(5)
		expect(await left([unused, opened, edited, ...others])).toEqual([false, ...Array(6).fill(true)])
		expect(await stores.shares.list(opened)).toHaveLength(1)
		await stores.close()
	})
}

describe('[HOST10] retention on SQLite', () => {
	retentionTests(() => {
		const folder = makeDataDir()
		onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
		return openSqlite(join(folder, 'charrette.db'))
	})
})

describeWithPostgres('[HOST10] retention on PostgreSQL', () => {
	retentionTests(async () => openPostgres(await createDatabase()))
})
