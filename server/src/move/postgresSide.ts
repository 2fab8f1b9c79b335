import { Client } from 'pg'
import { missingPractice } from '../adapters/integrity/createIntegrity.ts'
import { hasTables } from '../adapters/postgres/dumpDatabase.ts'
import { migratePostgres } from '../adapters/postgres/migrations.ts'
import { openPostgresStores } from '../adapters/postgres/openPostgresStores.ts'
import { getTypeParser } from '../adapters/postgres/PostgresDatabase.ts'
import { isMoveUnfinished } from '../adapters/postgres/unfinishedMove.ts'
import { StartError } from '../errors.ts'
import { explainSharedDatabase } from '../start/dataFolder.ts'
import type { MovedRow, MovedTable, MovedValue } from './MovedTable.ts'
import { type MovedImage, type MoveSide, type MoveTarget, PAGE } from './MoveSide.ts'
import { CREATE_ARRIVALS, decodePosition, encodePosition } from './positions.ts'

const CONNECT_MS = 10_000
/** The name in `shared_value` of the key that signs practices. */
const SIGNING_KEY = 'exchange key'
/** Columns whose values PostgreSQL makes for new rows. */
const NUMBERED = [
	['log', 'seq'],
	['touch', 'seq'],
	['quarantined_row', 'seq'],
	['snapshot', 'rowid'],
] as const
const SECOND_MS = 1000

/**
 * Opens a database from which everything is moved, and migrates it. Throws a `StartError`, also
 * while nodes use it.
 */
export async function openPostgresSource(url: string): Promise<MoveSide> {
	const client = await connect(url)
	try {
		if (await isMoveUnfinished(url))
			throw new StartError('A move into the database at DATABASE_URL was interrupted: finish it first.')
		await migratePostgres(url)
		const { rows } = await client.query('SELECT 1 FROM node WHERE alive_until > now()')
		if (rows.length > 0)
			throw new StartError(
				`${rows.length} nodes use the database at DATABASE_URL. Stop them, and try again after 30 s.`,
			)
		return sideOf(url, client)
	} catch (cause) {
		await client.end()
		throw cause instanceof StartError ? cause : explainSharedDatabase(cause)
	}
}

/**
 * Opens a database into which everything is moved. It has to be empty, or to have a move that was
 * interrupted. Throws a `StartError`.
 */
export async function openPostgresTarget(url: string): Promise<MoveTarget> {
	const client = await connect(url)
	try {
		if (!(await isMoveUnfinished(url)) && (await hasTables(url)))
			throw new StartError(`The database ${nameOf(url)} is not empty. Create an empty one, and name it.`)
		await client.query(CREATE_ARRIVALS)
		await migratePostgres(url)
		return { ...sideOf(url, client), ...writesOf(url, client) }
	} catch (cause) {
		await client.end()
		throw cause instanceof StartError ? cause : explainSharedDatabase(cause)
	}
}

async function connect(url: string): Promise<Client> {
	const client = new Client({
		connectionString: url,
		connectionTimeoutMillis: CONNECT_MS,
		types: { getTypeParser },
		options: '-c synchronous_commit=on',
	})
	// If the connection is lost, its query rejects. Without a listener, the error event would end the
	// process.
	client.on('error', () => {})
	try {
		await client.connect()
		const { rows } = await client.query(`SELECT pg_try_advisory_lock(hashtextextended('charrette move', 0)) AS mine`)
		if (rows[0].mine) return client
	} catch (cause) {
		throw explainSharedDatabase(cause)
	}
	await client.end()
	throw new StartError(`Another move uses the database ${nameOf(url)}.`)
}

/** Returns the host and the name of a database, without user and password. */
function nameOf(url: string): string {
	const { host, pathname } = new URL(url)
	return `${host}${pathname}`
}

function sideOf(url: string, client: Client): MoveSide {
	return {
		name: `PostgreSQL ${nameOf(url)}`,
		read: (table, after) => readPage(client, table, after),
		async logEnd() {
			const { rows } = await client.query(
				`SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('log', 'seq')), 0) AS seq`,
			)
			return Number(rows[0].seq)
		},
		async imageIds() {
			const { rows } = await client.query<{ id: string }>('SELECT id FROM image ORDER BY id')
			return rows.map(({ id }) => id)
		},
		image: (id) => readImage(client, id),
		async signingKey() {
			const { rows } = await client.query('SELECT value FROM shared_value WHERE name = $1', [SIGNING_KEY])
			return rows[0]?.value ?? null
		},
		close: () => client.end(),
	}
}

function writesOf(url: string, client: Client): Omit<MoveTarget, keyof MoveSide> {
	async function inTransaction(run: () => Promise<void>): Promise<void> {
		await client.query('BEGIN')
		try {
			await run()
			await client.query('COMMIT')
		} catch (cause) {
			await client.query('ROLLBACK').catch(() => {})
			throw cause
		}
	}
	return {
		async arrived(table) {
			const { rows } = await client.query('SELECT position FROM unfinished_move WHERE name = $1', [table.name])
			return decodePosition(rows[0]?.position ?? null)
		},
		write: (table, rows) =>
			inTransaction(async () => {
				await insert(client, table, rows)
				await client.query(
					`INSERT INTO unfinished_move VALUES ($1, $2)
						ON CONFLICT (name) DO UPDATE SET position = excluded.position`,
					[table.name, encodePosition(table, rows.at(-1) ?? {})],
				)
			}),
		endRounds: async (ids) =>
			void (await client.query('UPDATE vote_round SET is_open = 0 WHERE id = ANY ($1)', [[...ids]])),
		async continueFrom(logEnd) {
			for (const [table, column] of NUMBERED)
				await client.query(
					`SELECT setval(pg_get_serial_sequence('${table}', '${column}'), newest) FROM (
						SELECT greatest(max("${column}"), $1::bigint) AS newest FROM ${table}) AS numbers WHERE newest > 0`,
					[table === 'log' ? logEnd : 0],
				)
		},
		putImage: ({ id, type, usedAt, isAside, files }) =>
			inTransaction(async () => {
				await client.query('INSERT INTO image (id, type, used_at, is_aside) VALUES ($1, $2, $3, $4)', [
					id,
					type,
					usedAt,
					Number(isAside),
				])
				for (const { width, bytes } of files)
					await client.query('INSERT INTO image_file (image, width, bytes) VALUES ($1, $2, $3)', [id, width, bytes])
			}),
		putSigningKey: async (pem) =>
			void (await client.query('INSERT INTO shared_value (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
				SIGNING_KEY,
				pem,
			])),
		async indexPractices(ids) {
			const stores = await openPostgresStores(url, { participantMs: 1 })
			for (const id of ids) await missingPractice(id, stores).repair?.run()
			await stores.docStore.close()
		},
		finish: async () => void (await client.query('DROP TABLE unfinished_move')),
	}
}

/** Inserts rows with their numbers, which the columns of `NUMBERED` otherwise choose themselves. */
async function insert(client: Client, { name, columns }: MovedTable, rows: readonly MovedRow[]): Promise<void> {
	const places = rows.map((_, row) => `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(', ')})`)
	await client.query(
		`INSERT INTO "${name}" (${listOf(columns)}) OVERRIDING SYSTEM VALUE VALUES ${places.join(', ')}`,
		rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
	)
}

/**
 * Reads a page of rows. The sizes are summed before the values are read, since a row may have
 * megabytes.
 */
async function readPage(client: Client, table: MovedTable, after: MovedRow | null): Promise<MovedRow[]> {
	const { name, columns, key, heavy } = table
	const order = listOf(key)
	const where = after ? `WHERE (${order}) > (${key.map((_, at) => `$${at + 1}`).join(', ')})` : ''
	const values: MovedValue[] = after ? key.map((column) => after[column] ?? null) : []
	const page = `SELECT ${listOf(columns)} FROM "${name}" ${where} ORDER BY ${order} LIMIT ${PAGE.rows}`
	if (!heavy) return (await client.query<MovedRow>(page, values)).rows
	const size = `coalesce(octet_length("${heavy}"), 0)`
	const sized = `SELECT *, sum(${size}) OVER (ORDER BY ${order}) - ${size} AS before FROM (${page}) AS page`
	const { rows } = await client.query<MovedRow>(
		`SELECT ${listOf(columns)} FROM (${sized}) AS sized WHERE before < ${PAGE.bytes} ORDER BY ${order}`,
		values,
	)
	return rows
}

async function readImage(client: Client, id: string): Promise<MovedImage | null> {
	const { rows } = await client.query('SELECT type, used_at, is_aside FROM image WHERE id = $1', [id])
	const files = await client.query<MovedImage['files'][number]>(
		'SELECT width, bytes FROM image_file WHERE image = $1 ORDER BY width',
		[id],
	)
	const [image] = rows
	if (!image || files.rows[0]?.width !== 0) return null
	const usedAt = Math.round(image.used_at / SECOND_MS) * SECOND_MS
	return { id, type: image.type, usedAt, isAside: image.is_aside === 1, files: files.rows }
}

const listOf = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ')
