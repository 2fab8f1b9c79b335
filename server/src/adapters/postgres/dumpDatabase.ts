/**
 * Backups of a PostgreSQL database with its own programs, `pg_dump` and `pg_restore`, whose version
 * must not be older than the server's. The password of an address is passed in the environment,
 * since every user of the machine can read the arguments of a program.
 */
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { messageOf, StartError } from '../../errors.ts'
import type { DatabaseFacts } from '../sqlite/copyDatabase.ts'

const CONNECT_MS = 10_000
const MAX_MESSAGE_BYTES = 2000
/** The line before the rows of a table in a script of `pg_restore`, and the line after them. */
const COPY = /^COPY (?:\w+\.)?"?(\w+)"? .*FROM stdin;$/
const COPY_END = '\\.'

/**
 * Writes a database into a file, as `pg_dump -Fc` does, and returns its migrations and row counts.
 * Both see the same snapshot.
 */
export async function dumpDatabase(url: string, target: string): Promise<DatabaseFacts> {
	return withClient(url, async (client) => {
		await client.query(`SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`)
		const [{ snapshot = '' } = {}] = (await client.query('SELECT pg_export_snapshot() AS snapshot')).rows
		const dump = start('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`], url)
		await Promise.all([pipeline(dump.output, createWriteStream(target, { flags: 'wx', mode: 0o600 })), dump.ended])
		const rows: DatabaseFacts['rows'] = {}
		for (const table of await tablesOf(client))
			rows[table] = Number((await client.query(`SELECT count(*) AS number FROM "${table}"`)).rows[0].number)
		const names = (await client.query<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name')).rows
		return { migrations: names.map(({ name }) => name), rows }
	})
}

/**
 * Starts `pg_dump` for the schema alone, and `pg_restore`, which a backup needs as well. Throws a
 * `StartError` if one of them is missing, is older than the database, or may not read it.
 */
export async function tryDump(url: string): Promise<void> {
	const schema = ['--schema-only', '--no-owner', '--no-privileges']
	for (const { output, ended } of [start('pg_dump', schema, url), start('pg_restore', ['--version'], null)]) {
		output.resume()
		await ended
	}
}

/** Reads a whole dump and counts the rows of each table. */
export async function examineDump(file: string): Promise<Pick<DatabaseFacts, 'rows'>> {
	const script = start('pg_restore', ['--file=-', file], null)
	const [rows] = await Promise.all([countCopied(script.output), script.ended])
	return { rows }
}

/** Restores a dump into an empty database, completely or not at all. */
export async function restoreDump(file: string, url: string): Promise<void> {
	const restoring = start(
		'pg_restore',
		['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', file],
		url,
	)
	restoring.output.resume()
	await restoring.ended
}

/** Returns whether a database has tables. Throws a `StartError` if it cannot be reached. */
export function hasTables(url: string): Promise<boolean> {
	return withClient(url, async (client) => (await tablesOf(client)).length > 0)
}

/**
 * Runs a function with a connection of its own. Throws a `StartError` if the database cannot be
 * reached.
 */
export async function withClient<T>(url: string, run: (client: Client) => Promise<T>): Promise<T> {
	const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS })
	// If the connection is lost, its query rejects. Without a listener, the error event would end the
	// process.
	client.on('error', () => {})
	try {
		await client.connect()
	} catch (cause) {
		throw new StartError(`The database at DATABASE_URL cannot be opened: ${messageOf(cause)}.`, { cause })
	}
	try {
		return await run(client)
	} finally {
		await client.end()
	}
}

async function tablesOf(client: Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string }>(
		'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename',
	)
	return rows.map(({ name }) => name)
}

/**
 * Starts one of PostgreSQL's programs. `ended` rejects with a `StartError` if the program fails.
 */
function start(
	program: string,
	args: readonly string[],
	url: string | null,
): { output: Readable; ended: Promise<void> } {
	const { address, password } = url ? splitPassword(url) : {}
	const child = spawn(program, address ? [...args, `--dbname=${address}`] : args, {
		env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	let message = ''
	child.stderr.on('data', (bytes: Buffer) => {
		message = (message + bytes.toString()).slice(0, MAX_MESSAGE_BYTES)
	})
	const ended = new Promise<void>((resolve, reject) => {
		child.on('error', (cause: NodeJS.ErrnoException) =>
			reject(cause.code === 'ENOENT' ? notInstalledError(program, cause) : cause),
		)
		child.on('close', (code) =>
			code === 0 ? resolve() : reject(new StartError(`${program} failed: ${message.trim()}`)),
		)
	})
	return { output: child.stdout, ended }
}

function notInstalledError(program: string, cause: Error): StartError {
	return new StartError(
		`${program} is not installed. Install PostgreSQL's client programs, of the version of the database or a later one (Debian: postgresql-client).`,
		{ cause },
	)
}

function splitPassword(url: string): { address: string; password: string } {
	const address = new URL(url)
	const password = decodeURIComponent(address.password)
	address.password = ''
	return { address: address.href, password }
}

/**
 * Counts the rows in a script. A row may have many megabytes, so only the beginning of a line is
 * kept.
 */
async function countCopied(script: Readable): Promise<Record<string, number>> {
	const rows: Record<string, number> = {}
	let line = ''
	let table: string | null = null
	const endLine = () => {
		if (table === null) {
			table = COPY.exec(line)?.[1] ?? null
			if (table !== null) rows[table] = 0
		} else if (line === COPY_END) table = null
		else rows[table] = (rows[table] ?? 0) + 1
		line = ''
	}
	for await (const chunk of script as AsyncIterable<Buffer>) {
		let start = 0
		for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
			keep(chunk.subarray(start, end))
			endLine()
			start = end + 1
		}
		keep(chunk.subarray(start))
	}
	return rows

	function keep(bytes: Buffer): void {
		if (line.length < MAX_MESSAGE_BYTES) line += bytes.toString('latin1', 0, MAX_MESSAGE_BYTES)
	}
}
