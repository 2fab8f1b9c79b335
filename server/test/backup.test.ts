import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs'
import { join as joinPath } from 'node:path'
import {
	type BoardContent,
	type BoardId,
	boardRoom,
	buildCard,
	type HostBackups,
	type JoinResult,
	putRecord,
	recordsOf,
	type StoredImage,
	type TokenGrant,
	type WorkshopView,
} from '@charrette/shared'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { openArchive } from '../dist/backup/archive.js'
import { backupName } from '../dist/backup/backupFolder.js'
import { createBackupSchedule } from '../dist/backup/createBackupSchedule.js'
import { parseKeepRule } from '../dist/backup/retention.js'
import type { BackupSchedule } from '../dist/ports/BackupSchedule.js'
import { SINGLE_NODE_LEASES } from '../dist/ports/LeaseStore.js'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import { makeZip } from './support/makeZip.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, NO_BUDGETS, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

let folder: string
let servers: TestServer[]
let clients: StockClient[]
beforeEach(() => {
	folder = makeDataDir()
	servers = []
	clients = []
})
afterEach(async () => {
	for (const client of clients) client.leave()
	for (const server of servers) await server.end()
	rmSync(folder, { recursive: true, force: true })
})

const path = (name: string) => joinPath(folder, name)
const NO_FLOOR = { MIN_FREE_MB: '0' }

async function start(env: NodeJS.ProcessEnv): Promise<TestServer> {
	const server = await startServer(env, NO_BUDGETS)
	servers.push(server)
	return server
}

interface Made {
	path: string
	rows: Record<string, number>
	images: number
	missingImages: number
}

async function backUp(env: NodeJS.ProcessEnv): Promise<Made> {
	const { code, stdout, stderr } = await runCharrette(['backup', path('backups'), '--create', '--json'], {
		...NO_FLOOR,
		...env,
	})
	expect({ code, stdout, stderr }).toMatchObject({ code: 0 })
	return JSON.parse(stdout) as Made
}

const restore = (file: string, env: NodeJS.ProcessEnv, ...options: string[]) =>
	runCharrette(['restore', file, ...options], env)

/** Adds cards one by one as a person, each after the ack of the last. */
async function keepEditing(server: TestServer, board: BoardId, token: string) {
	const client = await joinedAsStock(server.syncUrl, boardRoom(board), token)
	clients.push(client)
	let saved = 0
	let isStopped = false
	const ended = (async () => {
		for (let number = 0; !isStopped; number++) {
			const before = client.acked()
			const card = buildCard(`edit${number}`, { x: number, y: 0, index: 'a1' as never }, { text: String(number) })
			client.doc.transact(() => putRecord(recordsOf(client.doc), card))
			await until('it is saved', () => client.acked() > before)
			saved = number + 1
		}
	})()
	return {
		saved: () => saved,
		stop: () => {
			isStopped = true
			return ended
		},
	}
}

describe('[BACKUP1][BACKUP3] a backup that is made while people edit', () => {
	it('restores boards, links, codes and images elsewhere: every edit before it, and no edit without its predecessors', async () => {
		const server = await start({ DATA_DIR: path('data') })
		const { workshop, token, joinCode, links } = await createWorkshop(server.url, { template: 'sample' })
		const [quiet, ...busy] = (workshop.sessions[0]?.boards ?? []).map(({ id }) => id).reverse()
		const contentOf = async (url: string, board = quiet) =>
			(await call<BoardContent>(url, `/api/boards/${board}/content`, { token })).body
		const bytes = new Uint8Array(
			await sharp({ create: { width: 900, height: 300, channels: 3, background: '#ff8800' } })
				.png()
				.toBuffer(),
		)
		const image = (await call<StoredImage>(server.url, `/api/boards/${quiet}/images`, { bytes, token })).body
		const imageBytes = async (url: string) => Buffer.from(await (await fetch(url + image.path)).arrayBuffer())
		const editors = await Promise.all(busy.slice(0, 2).map((board) => keepEditing(server, board, token)))
		await until('they edit', () => editors.every((editor) => editor.saved() > 5))

		const savedBefore = editors.map((editor) => editor.saved())
		const made = await backUp({ DATA_DIR: path('data') })
		const savedAfter = editors.map((editor) => editor.saved())
		await Promise.all(editors.map((editor) => editor.stop()))
		expect(savedAfter.every((saved, index) => saved > (savedBefore[index] ?? 0))).toBe(true)
		expect(made).toMatchObject({ images: 1, missingImages: 0 })
		expect((statSync(made.path).mode & 0o777).toString(8)).toBe('600')
		expect(readdirSync(path('backups'))).toHaveLength(1)

		expect(await restore(made.path, { DATA_DIR: path('other') })).toMatchObject({ code: 0 })
		const other = await start({ DATA_DIR: path('other') })
		expect(await contentOf(other.url)).toEqual(await contentOf(server.url))
		expect(await imageBytes(other.url)).toEqual(await imageBytes(server.url))
		for (const [index, board] of busy.slice(0, 2).entries()) {
			const { cards } = await contentOf(other.url, board)
			const numbers = cards.flatMap(({ id }) => /^(?:shape:)?edit(\d+)$/.exec(id)?.[1] ?? []).map(Number)
			expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, number) => number))
			expect(numbers.length).toBeGreaterThanOrEqual(savedBefore[index] ?? 0)
			expect(numbers.length).toBeLessThanOrEqual((savedAfter[index] ?? 0) + 1)
		}
		const joined = await join(other.url, joinCode, 'Ana')
		expect((joined satisfies JoinResult).board.id).not.toBe('')
		const secret = { secret: secretOf(links.facilitator) }
		expect((await call<TokenGrant>(other.url, '/api/token', { body: secret })).status).toBe(201)
		expect((await call<WorkshopView>(other.url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
		expect(readFileSync(path('other/exchange.key'))).toEqual(readFileSync(path('data/exchange.key')))
	}, 300_000)
})

describe('a backup of a stopped server', () => {
	let backup: Made
	beforeEach(async () => {
		const server = await start({ DATA_DIR: path('data') })
		await createWorkshop(server.url)
		await server.end()
		backup = await backUp({ DATA_DIR: path('data') })
	})

	it('[BACKUP3] is not restored while a server runs, or over data, unless the data is to be replaced, which is then kept beside it', async () => {
		const server = await start({ DATA_DIR: path('data') })
		const second = await createWorkshop(server.url)
		const running = await restore(backup.path, { DATA_DIR: path('data') }, '--replace')
		expect(running).toMatchObject({ code: 1, stderr: expect.stringContaining(`process ${process.pid}`) })
		await server.end()
		const refused = await restore(backup.path, { DATA_DIR: path('data') })
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') })
		const { code, stdout } = await restore(backup.path, { DATA_DIR: path('data') }, '--replace', '--json')
		expect(code).toBe(0)
		const { replaced, rows } = JSON.parse(stdout) as { replaced: string; rows: Record<string, number> }
		expect(rows['workshop']).toBe(1)
		for (const [dataDir, status] of [
			[path('data'), 401],
			[replaced, 200],
		] as const) {
			const one = await start({ DATA_DIR: dataDir })
			const { workshop, token } = second
			expect([dataDir, (await call(one.url, `/api/workshops/${workshop.id}`, { token })).status]).toEqual([
				dataDir,
				status,
			])
			await one.end()
		}
		const left = readdirSync(path('data')).filter((name) => name.startsWith('.') || name.startsWith('restore'))
		expect(left).toEqual([])
	}, 300_000)

	it('[BACKUP3] is not restored if it is damaged, wherever that is, and then nothing is written', async () => {
		const bytes = readFileSync(backup.path)
		const positions = [2000, Math.floor(bytes.length / 2), bytes.length - 3000, bytes.length - 100, bytes.length - 10]
		for (const at of positions) {
			const damaged = Buffer.from(bytes)
			damaged[at] = (damaged[at] ?? 0) ^ 0x55
			writeFileSync(path('damaged.zip'), damaged)
			const { code, stderr } = await restore(path('damaged.zip'), { DATA_DIR: path('other') })
			// A few bytes of a ZIP archive have no meaning; then the restore is complete.
			const isRestored = existsSync(path('other/charrette.db'))
			expect([at, code, isRestored, stderr.includes('damaged')]).toEqual(
				isRestored ? [at, 0, true, false] : [at, 1, false, true],
			)
			rmSync(path('other'), { recursive: true, force: true })
		}
		writeFileSync(path('text.zip'), 'no archive')
		expect(await restore(path('text.zip'), { DATA_DIR: path('other') })).toMatchObject({ code: 1, stdout: '' })
	}, 300_000)

	it('[BACKUP3] is unpacked up to the sizes in its manifest only, and not without space for them', async () => {
		const names = ['charrette.db', `images/${'a'.repeat(40)}/full.png`]
		const archive = (name: string, sizes: readonly number[]) => {
			const files = names.map((name, at) => ({ name, bytes: sizes[at], sha256: '' }))
			const about = { format: 'charrette-backup', version: 1, charrette: '', at: new Date().toISOString() }
			const manifest = JSON.stringify({ ...about, storage: 'sqlite', migrations: [], rows: {}, files })
			const zeros = Buffer.alloc(30_000_000)
			const packed = names.map((name) => ({ name, bytes: zeros }))
			writeFileSync(path(name), makeZip([...packed, { name: 'manifest.json', bytes: manifest }]))
		}
		archive('small.zip', [10, 20])
		expect(statSync(path('small.zip')).size).toBeLessThan(100_000)
		const opened = await openArchive(path('small.zip'))
		for (const file of opened.manifest.files) {
			await expect(opened.extract(file, path('out'))).rejects.toThrow(`more than the ${file.bytes} bytes`)
			const written = statSync(path(`out/${file.name}`), { throwIfNoEntry: false })
			expect(written?.size ?? 0).toBeLessThanOrEqual(file.bytes)
		}
		opened.close()
		archive('large.zip', [1e15, 10])
		for (const [file, problem] of [
			['small.zip', 'damaged: a file has more than the 10 bytes of the manifest'],
			['large.zip', 'MB are needed'],
		] as const) {
			const { code, stderr } = await restore(path(file), { DATA_DIR: path('other') })
			expect([code, stderr]).toEqual([1, expect.stringContaining(problem)])
			expect(readdirSync(path('other'))).toEqual(['charrette.lock'])
		}
	}, 180_000)

	it('[BACKUP3] is not restored by an earlier release', async () => {
		mkdirSync(path('later'))
		copyFileSync(path('data/charrette.db'), path('later/charrette.db'))
		const db = new Sqlite(path('later/charrette.db'))
		db.exec(`INSERT INTO kysely_migration VALUES ('9999_later', '2100-01-01T00:00:00.000Z')`)
		db.close()
		const later = await backUp({ DATA_DIR: path('later') })
		const { code, stderr } = await restore(later.path, { DATA_DIR: path('other') })
		expect(code).toBe(1)
		expect(stderr).toContain('was written by a newer Charrette')
		expect(stderr).toContain('9999_later')
		expect(existsSync(path('other/charrette.db'))).toBe(false)
	}, 180_000)

	it('[BACKUP3] no server starts on a folder with an interrupted restore', async () => {
		mkdirSync(path('data/restore-in-progress'))
		await expect(start({ DATA_DIR: path('data') })).rejects.toThrow('restore was interrupted')
		expect(await restore(backup.path, { DATA_DIR: path('data') }, '--replace')).toMatchObject({ code: 0 })
		await start({ DATA_DIR: path('data') })
	}, 180_000)

	it('[BACKUP2] fails if there is nothing to back up, or no folder, and leaves no file', async () => {
		const missing = await runCharrette(['backup', path('empty')], { DATA_DIR: path('data') })
		expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('it does not exist') })
		mkdirSync(path('empty'))
		const nothing = await runCharrette(['backup', path('empty')], { DATA_DIR: path('nothing') })
		expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('there is nothing to back up') })
		expect(readdirSync(path('empty'))).toEqual([])
		const nowhere = await runCharrette(['backup', '--json'], { DATA_DIR: path('data') })
		expect(nowhere.code).toBe(1)
		expect(JSON.parse(nowhere.stdout).error).toContain('BACKUP_DIR')
		writeFileSync(path('file'), '')
		const blocked = await runCharrette(['backup', path('file')], { DATA_DIR: path('data') })
		expect(blocked).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be used for backups') })
	}, 180_000)

	it('[BACKUP7] is the named file, which a restore reads; a file that exists, and a folder, are refused by name', async () => {
		const env = { ...NO_FLOOR, DATA_DIR: path('data') }
		const made = await runCharrette(['backup', path('x.zip')], env)
		expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/x\.zip: [1-9][\d.]+ kB, workshops: 1,/) })
		const first = readFileSync(path('x.zip'))
		const again = await runCharrette(['backup', path('x.zip')], env)
		expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('x.zip exists already') })
		expect(readFileSync(path('x.zip')).equals(first)).toBe(true)
		expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
		expect(await restore(path('x.zip'), { DATA_DIR: path('other') })).toMatchObject({ code: 0 })
		const ofFolder = await restore(path('backups'), { DATA_DIR: path('third') })
		expect(ofFolder).toMatchObject({ code: 1, stderr: expect.stringContaining('is a folder. Name a backup in it.') })
	}, 180_000)

	it('[BACKUP2] fails if the database is damaged, and leaves no file', async () => {
		const file = path('data/charrette.db')
		const bytes = readFileSync(file)
		bytes.fill(0xff, 8 * 4096, 12 * 4096)
		writeFileSync(file, bytes)
		mkdirSync(path('empty'))
		const { code, stderr } = await runCharrette(['backup', path('empty')], { ...NO_FLOOR, DATA_DIR: path('data') })
		expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('failed') })
		expect(readdirSync(path('empty'))).toEqual([])
	}, 180_000)
})

describe('[BACKUP4][BACKUP5] automatic backups', () => {
	it('are made when one is due, are deleted if the retention rule does not keep them, and leave other files alone', async () => {
		await (await start({ DATA_DIR: path('data') })).end()
		mkdirSync(path('backups'))
		const old = ['charrette-2026-01-02T03-04-05Z.zip', 'charrette-2026-01-01T03-04-05Z.zip']
		for (const name of [...old, 'mine.zip']) writeFileSync(path(`backups/${name}`), '')
		const settings = {
			BACKUP_DIR: path('backups'),
			BACKUP_EVERY: '1h',
			BACKUP_KEEP: '2',
			CHARRETTE_ADMIN_KEY: 'the-key-of-the-host',
			...NO_FLOOR,
		}
		const server = await startServer({ DATA_DIR: path('data'), ...settings }, { backupMs: 20 })
		servers.push(server)
		const names = () => readdirSync(path('backups')).filter((name) => !name.startsWith('.'))
		await until(
			'one is made',
			() => names().some((name) => name > 'charrette-2026-02') && !names().includes(old[1] ?? ''),
		)
		expect(names()).toHaveLength(3)
		expect(names()).toEqual(expect.arrayContaining(['mine.zip', old[0]]))
		const asHost = (method: string) =>
			call<HostBackups>(server.url, '/api/host/backups', { method, token: settings.CHARRETTE_ADMIN_KEY })
		await until('it has ended', async () => (await asHost('GET')).body.backups?.isRunning === false)
		// The name of a backup is the second in which it begins, and it replaces a backup of the same
		// second.
		await until('the next second has begun', () =>
			names().every((name) => name < backupName(Date.now()) || name === 'mine.zip'),
		)
		expect((await asHost('POST')).status).toBe(202)
		await until('the host has another one', async () => {
			const { body } = await asHost('GET')
			return body.backups?.files.length === 2 && !body.backups.isRunning && body.backups.files[1]?.name !== old[0]
		})
		const listed = await runCharrette(['backup', '--list', '--json'], { ...settings, DATA_DIR: path('data') })
		expect(listed.code).toBe(0)
		expect(JSON.parse(listed.stdout)).toMatchObject({
			files: [{ name: names()[1] }, { name: names()[0] }],
			failure: null,
		})
	}, 180_000)

	it('are made one at a time by nodes that share the folder, and all nodes report it', async () => {
		await (await start({ DATA_DIR: path('data'), ...NO_FLOOR })).end()
		mkdirSync(path('backups'))
		const [one, other] = [1, 2].map(() =>
			createBackupSchedule({
				settings: { folder: path('backups'), everyMs: 3_600_000, keep: { newest: 9, days: 0, weeks: 0, months: 0 } },
				source: { storage: 'sqlite', dataDir: path('data') },
				minFreeBytes: 0,
				tickMs: 1e9,
				leases: SINGLE_NODE_LEASES,
				onFailed: () => {},
				log: pino({ level: 'silent' }),
			}),
		) as [BackupSchedule, BackupSchedule]
		await one.start()
		expect(await other.read()).toMatchObject({ isRunning: true, files: [] })
		await other.start()
		await until('it is made', async () => (await other.read())?.isRunning === false)
		expect(await other.read()).toMatchObject({ files: [{}], failure: null })
		await Promise.all([one.close(), other.close()])
		expect(readdirSync(path('backups'))).toHaveLength(1)
	}, 60_000)

	it('are logged and recorded if they fail, retried later, and leave nothing', async () => {
		mkdirSync(path('backups'))
		const lines: { msg: string }[] = []
		const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
		const schedule = createBackupSchedule({
			settings: {
				folder: path('backups'),
				everyMs: 3_600_000,
				keep: parseKeepRule('1') ?? { newest: 1, days: 0, weeks: 0, months: 0 },
			},
			source: { storage: 'sqlite', dataDir: path('nothing') },
			minFreeBytes: 0,
			tickMs: 20,
			leases: SINGLE_NODE_LEASES,
			onFailed: () => {},
			log,
		})
		try {
			await until('it failed', async () => (await schedule.read())?.failure !== null)
			const state = await schedule.read()
			expect(state).toMatchObject({ files: [], failure: { message: expect.stringContaining('nothing to back up') } })
			expect(state?.nextAt).toBeGreaterThan(Date.now() + 3_000_000)
			expect(lines.map(({ msg }) => msg)).toEqual(['backup failed'])
			expect(readdirSync(path('backups'))).toEqual(['charrette-last-failure.json'])
			const listed = await runCharrette(['backup', path('backups'), '--list'], {})
			expect(listed).toMatchObject({ code: 1, stdout: expect.stringContaining('The last attempt failed') })
		} finally {
			await schedule.close()
		}
	}, 180_000)

	it('[BACKUP4b] are shown as failed at once if their folder is gone, by the metric, the host page and the doctor, and the folder is not made again', async () => {
		mkdirSync(path('backups'))
		const settings = { BACKUP_DIR: path('backups'), CHARRETTE_ADMIN_KEY: 'the-key-of-the-host', ...NO_FLOOR }
		const server = await startServer({ DATA_DIR: path('data'), ...settings }, { backupMs: 20 })
		servers.push(server)
		await until('one is made', () => readdirSync(path('backups')).some((name) => name.endsWith('.zip')))
		await until('its work is removed', () => readdirSync(path('backups')).length === 1)
		rmSync(path('backups'), { recursive: true })
		const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
		const { body } = await call<HostBackups>(server.url, '/api/host/backups', { token: settings.CHARRETTE_ADMIN_KEY })
		expect(body.backups).toMatchObject({ files: [], failure: { message: expect.stringContaining('does not exist') } })
		expect(await metrics()).toContain('charrette_backup_failed 1')
		const doctor = await runCharrette(['doctor'], { ...settings, DATA_DIR: path('data'), PORT: '0' })
		expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/fault +backups: The folder .* not exist/) })
		expect(existsSync(path('backups'))).toBe(false)
		mkdirSync(path('backups'))
		await call(server.url, '/api/host/backups', { method: 'POST', token: settings.CHARRETTE_ADMIN_KEY })
		await until('the next one succeeds', async () => (await metrics()).includes('charrette_backup_failed 0'))
	}, 180_000)
})

describeWithPostgres('[BACKUP6] a backup of a PostgreSQL database', () => {
	it('restores into an empty database, images included, and into no other database', async () => {
		const { openPostgres } = await import('./support/stores.ts')
		const { emptyWorkshop } = await import('./contracts/workshopStoreContract.ts')
		const [from, to] = [await createDatabase(), await createDatabase()]
		const settings = (url: string) => ({ DATABASE_URL: url, DATA_DIR: path('data') })
		const stores = await openPostgres(from)
		const workshop = emptyWorkshop()
		await stores.workshops.create(workshop)
		const full = new Uint8Array([1, 2, 10, 92, 46, 10, 3])
		const id = await stores.images.put({ type: 'image/png', width: 1, height: 1, full, narrower: [] })
		await stores.close()

		const doctor = (PATH?: string) =>
			runCharrette(['doctor'], {
				...settings(from),
				BACKUP_DIR: folder,
				PORT: '0',
				NODE_URL: 'http://127.0.0.1:1',
				...(PATH === undefined ? {} : { PATH }),
			})
		expect((await doctor('')).stdout).toMatch(/fault +backups: pg_dump is not installed\./)
		expect((await doctor()).stdout).toMatch(/warning +backups: .* has none yet/)

		const made = await backUp(settings(from))
		expect(made).toMatchObject({ images: 1, rows: { workshop: 1, image_file: 1 } })
		expect(await restore(made.path, settings(from))).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('empty PostgreSQL'),
		})
		expect(await restore(made.path, { DATA_DIR: path('data') })).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('Set DATABASE_URL'),
		})
		expect(await restore(made.path, settings(to))).toMatchObject({ code: 0 })
		const restored = await openPostgres(to)
		expect((await restored.workshops.byId(workshop.id))?.joinCode).toBe(workshop.joinCode)
		expect((await restored.images.get(id))?.bytes).toEqual(Buffer.from(full))
		await restored.close()
	}, 300_000)
})
