import {
	Kysely,
	type PostgresCursor,
	PostgresDialect,
	type PostgresPoolClient,
	type PostgresQueryResult,
	sql,
	type Transaction,
} from 'kysely'
import { DatabaseError, Pool, type PoolClient, types } from 'pg'
import type { Logger } from 'pino'
import { UnreadableRecordError } from '../../ports/StorageError.ts'
import type { SqlDatabase, SqlDialect } from '../sql/SqlDatabase.ts'
import type { Tables } from '../sql/tables.ts'
import { migratePostgres } from './migrations.ts'

/** Connections of one process by default. PostgreSQL allows a hundred in all. */
const MAX_CONNECTIONS = 10
/** Callers waiting for a connection to PostgreSQL. @limit nodes: `storage_failed` */
const MAX_WAITING = 10_000
const TIMEOUTS = {
	connectMs: 10_000,
	statementMs: 30_000,
	/** Wait for a lock. @limit nodes: `storage_failed` */
	lockMs: 10_000,
	/**
	 * Pause in a transaction of a stopped node, shorter than others' waits. @limit nodes: undone
	 */
	idleTransactionMs: 2000,
	answerMs: 40_000,
}
/** Limit of the attempts at a transaction that the database rolls back in favour of another one. */
const MAX_TRIES = 8
const MAX_PAUSE_MS = 20
/** PostgreSQL's codes for a serialization failure and a deadlock. */
const RETRYABLE_CODES = new Set(['40001', '40P01'])
/** PostgreSQL's codes for damaged data, where a retry does not help. */
const DAMAGED = /^XX00[12]$/
const INT8_OID = 20
const NUMERIC_OID = 1700

/**
 * An open PostgreSQL database. The number of connections and of callers that wait for one is
 * bounded. NUL characters in text are stored as U+FFFD, since PostgreSQL cannot store them. A
 * commit waits for the disk (STORE8).
 */
export interface PostgresDatabase extends SqlDatabase {
	/**
	 * Runs a function in one transaction (READ COMMITTED), and again if the database rolled it back
	 * in favour of another one. If the function throws, nothing is written, and the call rejects with
	 * its error.
	 */
	transaction<T>(run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>
}

interface OpenOptions {
	log?: Logger | undefined
	maxConnections?: number | undefined
}

/** Opens the database at this address and migrates it. Rejects if that fails. */
export async function openPostgresDatabase(url: string, options: OpenOptions = {}): Promise<PostgresDatabase> {
	await migratePostgres(url)
	return connectPostgres(url, options)
}

/**
 * Returns the database at this address, which has to be migrated. Connections are opened on demand.
 */
export function connectPostgres(url: string, options: OpenOptions = {}): PostgresDatabase {
	const pool = createPool(url, options)
	const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

	async function transaction<T>(run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
		for (let tries = 1; ; tries++) {
			try {
				return await db.transaction().execute(run)
			} catch (cause) {
				if (tries === MAX_TRIES || !(cause instanceof DatabaseError) || !RETRYABLE_CODES.has(cause.code ?? ''))
					throw cause
				await new Promise((resolve) => setTimeout(resolve, Math.random() * MAX_PAUSE_MS * tries))
			}
		}
	}

	return {
		db,
		dialect: createDialect(db),
		transaction,
		transact: (queries) =>
			transaction(async (running) => {
				const answers = []
				for (const query of queries) {
					const { rows, numAffectedRows = 0n } = await running.executeQuery(query)
					answers.push({ rows, changes: Number(numAffectedRows) })
				}
				return answers
			}),
		close: () => pool.end(),
	}
}

function createDialect(db: Kysely<Tables>): SqlDialect {
	const value = (column: string, path: readonly string[]) =>
		sql<string | null>`stored_json(${sql.ref(column)}) #>> ${sql.lit(`{${path.join(',')}}`)}`
	return {
		serialize: (key) => [sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.compile(db)],
		json: (column, ...path) => sql`(${value(column, path)})`,
		isTrue: (column, ...path) => sql`(${value(column, path)}) = 'true'`,
	}
}

/** Opens a bounded pool of connections whose statements have a time limit. The caller ends it. */
export function openPool(url: string, { log, maxConnections = MAX_CONNECTIONS }: OpenOptions): Pool {
	const pool = new Pool({
		connectionString: url,
		max: maxConnections,
		connectionTimeoutMillis: TIMEOUTS.connectMs,
		statement_timeout: TIMEOUTS.statementMs,
		lock_timeout: TIMEOUTS.lockMs,
		idle_in_transaction_session_timeout: TIMEOUTS.idleTransactionMs,
		query_timeout: TIMEOUTS.answerMs,
		keepAlive: true,
		options: '-c synchronous_commit=on',
		types: { getTypeParser },
	})
	pool.on('error', (err) => log?.warn({ err }, 'database connection lost'))
	// If a connection is lost while it is in use, its query rejects. Without a listener, the error
	// event would end the process.
	pool.on('connect', (client) => client.on('error', () => {}))
	return pool
}

/** Creates a pool of connections that ends once every caller has returned its connection. */
function createPool(url: string, options: OpenOptions) {
	const pool = openPool(url, options)
	let inUse = 0
	let isClosed = false
	let ending: Promise<void> | null = null
	let onIdle: (() => void) | null = null
	const given = () => {
		inUse--
		if (inUse === 0) onIdle?.()
	}
	return {
		async connect(): Promise<PostgresPoolClient> {
			if (isClosed) throw new Error('the database is closed')
			if (pool.waitingCount >= MAX_WAITING) throw new Error('too much waits for the database')
			inUse++
			const client = await pool.connect().catch((cause: unknown) => {
				given()
				throw cause
			})
			return leaseClient(client, given)
		},
		end(): Promise<void> {
			ending ??= end()
			return ending
		},
	}

	async function end(): Promise<void> {
		// Queries that were started earlier ask for their connection some turns of the event loop
		// later.
		await new Promise((resolve) => setImmediate(resolve))
		isClosed = true
		if (inUse > 0)
			await new Promise<void>((resolve) => {
				onIdle = resolve
			})
		await pool.end()
	}
}

/**
 * Returns a connection that the caller releases. It is closed then if it may be in the middle of an
 * answer.
 */
function leaseClient(client: PoolClient, given: () => void): PostgresPoolClient {
	let broken: Error | undefined
	async function run(text: string, values: readonly unknown[]) {
		try {
			return await client.query(text, values.map(withoutNul))
		} catch (cause) {
			if (!(cause instanceof DatabaseError)) broken = cause instanceof Error ? cause : new Error(String(cause))
			else if (DAMAGED.test(cause.code ?? '')) throw new UnreadableRecordError({ cause })
			throw cause
		}
	}
	function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
	function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
	function query(text: unknown, values: readonly unknown[] = []): unknown {
		if (typeof text !== 'string') throw new Error('results are not streamed')
		return run(text, values)
	}
	return {
		query,
		release() {
			client.release(broken)
			given()
		},
	}
}

/** Parses counts and times in ms as numbers, since none is above 2^53. */
export function getTypeParser(oid: number, format?: 'text' | 'binary') {
	if (oid === INT8_OID || oid === NUMERIC_OID) return Number
	return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text')
}

function withoutNul(value: unknown): unknown {
	if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
	return Array.isArray(value) ? value.map(withoutNul) : value
}
