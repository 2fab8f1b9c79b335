/*
 * Starts PostgreSQL in a temporary folder. It imports nothing of Vitest, so that a run can share
 * one PostgreSQL (`sharedPostgres.ts`).
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { spawnBound } from './spawnBound.ts'

const run = promisify(execFile)
/** The folder where Debian installs the programs of the server, which are not in the path. */
const DEBIAN = '/usr/lib/postgresql'
const USER = 'charrette'
/** PostgreSQL refuses to run as root, so tests that run as root start it as `nobody`. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const START_LIMIT_MS = 30_000
const POLL_MS = 20

/** A PostgreSQL with a folder of its own, reached by a Unix socket in it. */
export interface TestPostgres {
	/** Returns the address of one of its databases, for `pg`; `postgres` always exists. */
	url(database: string): string
	/** Creates an empty database with a random name and returns its address. */
	createDatabase(): Promise<string>
	/** Shuts it down, closing all connections. */
	stop(): Promise<void>
	/** Kills it, as a crash does: the next start recovers from its log. */
	crash(): Promise<void>
	/** Starts it again after `stop` or `crash`, with its data and the same address. */
	start(): Promise<void>
	/** Ends it and removes its folder. */
	remove(): Promise<void>
}

/**
 * Returns the folder with the programs of the newest installed PostgreSQL server; null if there is
 * none.
 */
export function findPostgres(): string | null {
	const versions = listIfThere(DEBIAN).sort((a, b) => Number(b) - Number(a))
	const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...pathFolders()]
	return folders.find((folder) => isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres'))) ?? null
}

/** Starts an empty PostgreSQL. Unless `isDurable` is set, it does not wait for the disk. */
export async function startPostgres(options: { isDurable?: boolean; folder?: string } = {}): Promise<TestPostgres> {
	const programs = findPostgres()
	if (!programs) throw new Error('PostgreSQL is not installed')
	const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'charrette-postgres-'))
	const data = join(folder, 'data')
	if (NOBODY.uid) chownSync(folder, NOBODY.uid, NOBODY.gid)
	// A collation that differs from the order of bytes, as in most databases.
	const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en']
	const how = ['-E', 'UTF8', ...locale, '--auth=trust', '--no-sync', '--no-instructions']
	await run(join(programs, 'initdb'), ['-D', data, '-U', USER, ...how], { ...NOBODY, cwd: folder })
	const url = (database: string) => `postgresql://${USER}@localhost/${database}?host=${encodeURIComponent(folder)}`

	const settings = {
		listen_addresses: '',
		unix_socket_directories: folder,
		max_connections: '200',
		...(options.isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
	}
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
	const launch = () => {
		const child = spawnBound('INT', [join(programs, 'postgres'), '-D', data, ...args], { ...NOBODY, cwd: folder })
		let output = ''
		child.stderr?.on('data', (bytes: Buffer) => {
			output = (output + bytes.toString()).slice(-4000)
		})
		return { child, ended: once(child, 'close'), output: () => output }
	}
	let running: ReturnType<typeof launch> | null = null
	const endBy = async (signal: NodeJS.Signals) => {
		const { child, ended } = running ?? {}
		running = null
		child?.kill(signal)
		await ended
	}
	const start = async () => {
		const launched = launch()
		running = launched
		const { child, output } = launched
		const limit = Date.now() + START_LIMIT_MS
		while (!(await canConnect(url('postgres')))) {
			if (child.exitCode !== null || Date.now() > limit) throw new Error(`PostgreSQL does not start: ${output()}`)
			await new Promise((resolve) => setTimeout(resolve, POLL_MS))
		}
	}
	await start()
	return {
		url,
		createDatabase: () => createDatabaseOn(url('postgres')),
		start,
		stop: () => endBy('SIGINT'),
		crash: () => endBy('SIGQUIT'),
		async remove() {
			await endBy('SIGINT')
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

/**
 * Creates an empty database with a random name on the server of this address, and returns its
 * address.
 */
export async function createDatabaseOn(server: string): Promise<string> {
	const name = `test_${randomBytes(6).toString('hex')}`
	await query(server, `CREATE DATABASE ${name}`)
	return server.replace('/postgres?', `/${name}?`)
}

/** Runs SQL on a connection of its own and returns its rows. */
export async function query<Row>(url: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
	const client = new Client({ connectionString: url })
	await client.connect()
	try {
		return (await client.query(sql, [...values])).rows as Row[]
	} finally {
		await client.end()
	}
}

async function canConnect(url: string): Promise<boolean> {
	try {
		await query(url, 'SELECT 1')
		return true
	} catch {
		// It is starting or recovering, or has ended.
		return false
	}
}

const pathFolders = () => (process.env['PATH'] ?? '').split(delimiter)

function listIfThere(folder: string): string[] {
	try {
		return readdirSync(folder)
	} catch {
		// The folder does not exist.
		return []
	}
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK)
		return true
	} catch {
		// The file does not exist.
		return false
	}
}
