import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import type { Logger } from 'pino'
import { UnreadableRecordError } from '../../ports/StorageError.ts'
import type { SqlDatabase, SqlDialect } from '../sql/SqlDatabase.ts'
import type { Tables } from '../sql/tables.ts'
import { DatabaseError, DatabaseThread } from './DatabaseThread.ts'
import type { LogReaderTasks } from './logReaderThread.ts'
import type { Query } from './queries.ts'
import type { ReaderTasks } from './readerThread.ts'
import type { SearchTasks } from './searchThread.ts'
import type { WriterTasks } from './writerThread.ts'

const WRITER = new URL('./writerThread.js', import.meta.url)
const READER = new URL('./readerThread.js', import.meta.url)
const LOG_READER = new URL('./logReaderThread.js', import.meta.url)
const SEARCH = new URL('./searchThread.js', import.meta.url)
/** Limits of the tasks in one batch; a batch of writes is one transaction. */
const MAX_WRITES = 1000
const MAX_READS = 50
/** SQLite's codes for a damaged file, where a retry does not help. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/

/**
 * An open database with five threads, for none of which the main thread blocks (STORE6): the
 * writer; a reader; a reader of logs, which may have many megabytes; a second reader of logs, for
 * compactions and exports, with a low priority; and a thread for searches. Calls reject with a
 * `DatabaseError`, or with an `UnreadableRecordError` if the file is damaged.
 */
export interface SqliteDatabase extends SqlDatabase {
	read: DatabaseThread<ReaderTasks>['run']
	readLog: DatabaseThread<LogReaderTasks>['run']
	/** The same tasks on the background thread, which may take longer. */
	readLogInBackground: DatabaseThread<LogReaderTasks>['run']
	search: DatabaseThread<SearchTasks>['run']
	write: DatabaseThread<WriterTasks>['run']
}

const DIALECT: SqlDialect = {
	serialize: () => [],
	json: (column, ...path) => sql`cast(${sql.ref(column)} ->> ${sql.lit(pathOf(path))} AS text)`,
	isTrue: (column, ...path) => sql`${sql.ref(column)} ->> ${sql.lit(pathOf(path))} = 1`,
}
const pathOf = (names: readonly string[]) => `$${names.map((name) => `."${name}"`).join('')}`

/**
 * The writer thread of a database, or a channel to it in another process. A file has only one
 * writer thread.
 */
export type SqliteWriter = Pick<DatabaseThread<WriterTasks>, 'run' | 'close'>

/**
 * Opens the writer thread of a database and migrates the database. Rejects with a `DatabaseError`
 * if that fails.
 */
export function openSqliteWriter(file: string, log?: Logger): Promise<SqliteWriter> {
	return DatabaseThread.open<WriterTasks>({ module: WRITER, file, log, maxBatch: MAX_WRITES })
}

/** Opens a database and migrates it. Rejects with a `DatabaseError` if that fails. */
export async function openSqliteDatabase(file: string, log?: Logger): Promise<SqliteDatabase> {
	return readSqliteDatabase(file, await openSqliteWriter(file, log), log)
}

/** Returns the database that this writer has opened. Closing the database closes the writer. */
export function readSqliteDatabase(file: string, writer: SqliteWriter, log?: Logger): SqliteDatabase {
	const reader = new DatabaseThread<ReaderTasks>({ module: READER, file, log, maxBatch: MAX_READS })
	const logReader = new DatabaseThread<LogReaderTasks>({ module: LOG_READER, file, log, maxBatch: 1 })
	const backgroundLogReader = new DatabaseThread<LogReaderTasks>({
		module: LOG_READER,
		file,
		log,
		maxBatch: 1,
		isBackground: true,
	})
	const searcher = new DatabaseThread<SearchTasks>({ module: SEARCH, file, log, maxBatch: 1 })
	const write: SqliteDatabase['write'] = (name, input) => withDamage(writer.run(name, input))
	const read: SqliteDatabase['read'] = (name, input) => withDamage(reader.run(name, input))
	return {
		db: new Kysely<Tables>({ dialect: createDialect({ read, write }) }),
		dialect: DIALECT,
		read,
		write,
		readLog: (name, input) => withDamage(logReader.run(name, input)),
		readLogInBackground: (name, input) => withDamage(backgroundLogReader.run(name, input)),
		search: (name, input) => withDamage(searcher.run(name, input)),
		transact: (queries) => write('transact', queries.map(toQuery)),
		async close() {
			// The writer closes last, because the last connection that closes removes the write-ahead
			// log.
			await Promise.all([reader.close(), logReader.close(), backgroundLogReader.close(), searcher.close()])
			await writer.close()
		},
	}
}

async function withDamage<T>(running: Promise<T>): Promise<T> {
	try {
		return await running
	} catch (cause) {
		if (cause instanceof DatabaseError && DAMAGED.test(cause.code ?? '')) throw new UnreadableRecordError({ cause })
		throw cause
	}
}

function toQuery({ sql, parameters }: CompiledQuery): Query {
	return { sql, parameters }
}

/**
 * Creates a Kysely dialect that sends selections to the reader, and all other statements to the
 * writer.
 */
function createDialect({ read, write }: Pick<SqliteDatabase, 'read' | 'write'>): Dialect {
	const connection: DatabaseConnection = {
		async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
			const run = query.query.kind === 'SelectQueryNode' ? read : write
			const { rows, changes } = await run('query', toQuery(query))
			return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
		},
		streamQuery() {
			throw new Error('results are not streamed')
		},
	}
	const refuse = async (_connection: DatabaseConnection, _settings?: TransactionSettings) => {
		throw new Error('a transaction is one call of SqliteDatabase.transact')
	}
	const driver: Driver = {
		async init() {},
		acquireConnection: async () => connection,
		beginTransaction: refuse,
		commitTransaction: refuse,
		rollbackTransaction: refuse,
		async releaseConnection() {},
		async destroy() {},
	}
	return {
		createAdapter: () => new SqliteAdapter(),
		createDriver: () => driver,
		createIntrospector: (db) => new SqliteIntrospector(db),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	}
}
