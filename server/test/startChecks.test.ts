import {
	chmodSync,
	chownSync,
	copyFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join as joinPath } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { call, createWorkshop, join } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import type { SpawnedServer } from './support/startServer.ts'
import { makeDataDir, spawnServer, startServer } from './support/startServer.ts'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
/** Root may write read-only files, so a server that must not write runs as another user. */
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {}

let dataDir: string
let servers: SpawnedServer[]
beforeEach(() => {
	dataDir = makeDataDir()
	servers = []
})
afterEach(async () => {
	for (const server of servers) await server.kill('SIGKILL')
	chmodSync(dataDir, 0o700)
	rmSync(dataDir, { recursive: true, force: true })
})

const file = () => joinPath(dataDir, 'charrette.db')

interface Options {
	uid?: number
	gid?: number
	env?: NodeJS.ProcessEnv
}

function start({ env, ...user }: Options = {}): SpawnedServer {
	const server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }, user)
	servers.push(server)
	return server
}

/** Starts a server that must not start; returns the sentence that it prints. */
async function failToStart(options: Options = {}): Promise<string> {
	const server = start(options)
	expect({ code: await server.ended, output: server.output() }).toMatchObject({ code: 1 })
	return server.output()
}

describe('[STORE1] two servers on one data folder', () => {
	it('the second one does not start, and prints which process uses the folder', async () => {
		const first = start()
		await first.url
		const output = await failToStart()
		expect(output).toMatch(/^Another Charrette server uses the data folder .*\n$/)
		expect(output).toContain(`process ${first.pid} on ${hostname()}, since 2`)
		expect(output).toContain('DATA_DIR')
	})

	it('the folder is free after a kill -9, and after a regular shutdown', async () => {
		for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
			const server = start()
			expect(await server.url).not.toBe('')
			await server.kill(signal)
		}
		expect(await start().url).not.toBe('')
	})

	it('two servers in one process conflict as well', async () => {
		const server = await startServer({ DATA_DIR: dataDir })
		await expect(startServer({ DATA_DIR: dataDir })).rejects.toThrow('Another Charrette server')
		await server.restart()
		await server.end()
	})
})

describe('[STORE2] a server does not start', () => {
	it('with the database of a newer release', async () => {
		await (await startServer({ DATA_DIR: dataDir })).end()
		const db = new Sqlite(file())
		db.exec(`INSERT INTO kysely_migration VALUES ('9999_later', '2100-01-01T00:00:00.000Z')`)
		db.close()
		expect(await failToStart()).toMatch(
			/^The database .* was written by a newer Charrette: it has the migration 9999_later\. Start that version, .*DATA_DIR\.\n$/,
		)
	})

	it('with a database whose write-ahead log was deleted after a crash', async () => {
		const first = start()
		const { workshop, token, joinCode } = await createWorkshop(await first.url)
		await join(await first.url, joinCode, 'Ana')
		await first.kill('SIGKILL')
		copyFileSync(`${file()}-wal`, joinPath(dataDir, 'aside'))
		for (const end of ['-wal', '-shm']) rmSync(file() + end)
		const output = await failToStart()
		expect(output).toMatch(
			/^The database .* lacks its newest edits: \d+ commits are missing\. .*-wal: put that file back\. /,
		)
		expect(output).toContain(`delete ${file()}-mark`)
		copyFileSync(joinPath(dataDir, 'aside'), `${file()}-wal`)
		const url = await start().url
		expect((await call(url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
	})

	it('with a database that was emptied or removed beside its write-ahead log, which stays', async () => {
		const first = start()
		const { workshop, token } = await createWorkshop(await first.url)
		await first.kill('SIGKILL')
		copyFileSync(file(), joinPath(dataDir, 'aside'))
		const newest = readFileSync(`${file()}-wal`)
		writeFileSync(file(), '')
		const output = await failToStart()
		expect(output).toMatch(/^The database .* is empty, but this server was used before: .*charrette\.db-wal/)
		expect(output).toContain('charrette restore FILE --replace')
		rmSync(file())
		expect(await failToStart()).toMatch(/^The database .* is missing, but this server was used before: /)
		expect((await runCharrette(['migrate'], { DATA_DIR: dataDir })).stderr).toMatch(/^The database .* is missing, /)
		expect(readFileSync(`${file()}-wal`).equals(newest)).toBe(true)
		copyFileSync(joinPath(dataDir, 'aside'), file())
		const url = await start().url
		expect((await call(url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
	})

	it.each(['image', 'key', 'backup'])('with an empty database if there is an earlier %s', async (mark) => {
		const backups = joinPath(dataDir, 'backups')
		if (mark === 'image') mkdirSync(joinPath(dataDir, 'images', 'a'.repeat(40)), { recursive: true })
		if (mark === 'key') writeFileSync(joinPath(dataDir, 'exchange.key'), 'key')
		mkdirSync(backups)
		if (mark === 'backup') writeFileSync(joinPath(backups, 'charrette-2026-01-02T03-04-05Z.zip'), '')
		writeFileSync(file(), '')
		const starting = startServer({ DATA_DIR: dataDir, BACKUP_DIR: backups })
		await expect(starting).rejects.toThrow(/is empty, but this server was used before: there is .*(images|key|backups)/)
		expect(statSync(file()).size).toBe(0)
	})

	it('but starts with a database that another program checkpointed, or that a backup replaced', async () => {
		const first = start()
		const { workshop, token } = await createWorkshop(await first.url)
		const backup = joinPath(dataDir, 'backup')
		const db = new Sqlite(file())
		await db.backup(backup)
		db.close()
		await first.kill('SIGKILL')
		// The last connection to close checkpoints the log, and removes it.
		const other = new Sqlite(file())
		other.prepare('SELECT count(*) FROM workshop').get()
		other.close()
		expect(readdirSync(dataDir)).not.toContain('charrette.db-wal')
		const second = start()
		const { joinCode } = await createWorkshop(await second.url)
		await join(await second.url, joinCode, 'Ana')
		await second.kill('SIGKILL')
		for (const end of ['-wal', '-shm']) rmSync(file() + end, { force: true })
		copyFileSync(backup, file())
		const url = await start().url
		expect((await call(url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
	})

	it('with a read-only database', async () => {
		await (await startServer({ DATA_DIR: dataDir })).end()
		const paths = [dataDir, ...readdirSync(dataDir).map((name) => joinPath(dataDir, name))]
		if (isRoot) for (const path of paths) chownSync(path, NOBODY, NOBODY)
		chmodSync(file(), 0o444)
		const output = await failToStart(asNobody)
		expect(output).toMatch(/^The database .* cannot be written: this user may not read and write it\. .*DATA_DIR\.\n$/)
	})

	it('in a read-only folder', async () => {
		await (await startServer({ DATA_DIR: dataDir })).end()
		chmodSync(dataDir, 0o555)
		expect(await failToStart(asNobody)).toMatch(
			/^The data folder .* cannot be used: this user may not read and write it\./,
		)
	})
})

describe('[BACKUP4a] a server with BACKUP_DIR does not start', () => {
	const failWith = (backups: string) => failToStart({ ...asNobody, env: { BACKUP_DIR: backups } })

	it('with a folder that does not exist, and does not create it', async () => {
		if (isRoot) chownSync(dataDir, NOBODY, NOBODY)
		const backups = joinPath(dataDir, 'disk', 'backups')
		expect(await failWith(backups)).toMatch(/^The folder .* cannot be used for backups: it does not exist\. .*mount/)
		expect(readdirSync(dataDir)).toEqual([])
	})

	it('with a folder that cannot be written, and leaves no file in one that can', async () => {
		if (isRoot) chownSync(dataDir, NOBODY, NOBODY)
		const backups = joinPath(dataDir, 'backups')
		mkdirSync(backups, { mode: 0o555 })
		expect(await failWith(backups)).toMatch(/cannot be used for backups: this user may not read and write it\.\n$/)
		if (isRoot) chownSync(backups, NOBODY, NOBODY)
		chmodSync(backups, 0o700)
		expect(await start({ ...asNobody, env: { BACKUP_DIR: backups } }).url).not.toBe('')
		expect(readdirSync(backups)).toEqual([])
	})
})

it('[STORE2] files of the server are readable by its owner only, whatever the umask is', async () => {
	const folder = joinPath(dataDir, 'new')
	mkdirSync(joinPath(dataDir, 'old'))
	writeFileSync(joinPath(dataDir, 'old', 'charrette.db'), '', { mode: 0o644 })
	const before = process.umask(0)
	try {
		for (const dir of [folder, joinPath(dataDir, 'old')]) {
			const server = await startServer({ DATA_DIR: dir })
			const { joinCode } = await createWorkshop(server.url)
			await join(server.url, joinCode, 'Ana')
			const names = readdirSync(dir).filter((name) => name.startsWith('charrette'))
			expect(names).toContain('charrette.db-wal')
			expect(names).toContain('charrette.db-shm')
			for (const name of names) expect([name, modeOf(joinPath(dir, name))]).toEqual([name, '600'])
			expect(modeOf(joinPath(dir, 'images'))).toBe('700')
			await server.end()
		}
		expect(modeOf(folder)).toBe('700')
	} finally {
		process.umask(before)
	}
})

function modeOf(path: string): string {
	return (statSync(path).mode & 0o777).toString(8)
}
