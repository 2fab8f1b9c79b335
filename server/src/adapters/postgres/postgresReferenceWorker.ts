/** Runs in a child process: searches all rows that PostgreSQL stores for references to images. */
import { Client } from 'pg'
import { collectReferences, type FoundReferences } from '../collectReferences.ts'
import type { LogRow } from '../logRows.ts'

/** Limits of a batch: this many rows, and one row more than this many bytes. */
const BATCH = { rows: 500, bytes: 4_000_000 }
const TABLES = {
	log: { key: 'seq', columns: 'seq::float8, form, crc::float8, bytes, retired::float8', value: 'bytes' },
	snapshot: { key: 'rowid', columns: 'crc::float8, bytes', value: 'bytes' },
	practice: { key: 'rowid', columns: 'state AS text', value: 'state' },
	practice_version: { key: 'rowid', columns: 'content AS text', value: 'content' },
	collection: { key: 'rowid', columns: 'state AS text', value: 'state' },
} as const

/**
 * Reads every row of the log (including retired ones), every snapshot, practice and collection in
 * one snapshot of the database, so that it misses no row that moves between tables meanwhile.
 */
export async function findReferences(url: string): Promise<FoundReferences> {
	const client = new Client({ connectionString: url })
	await client.connect()
	const references = collectReferences()
	try {
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
		for await (const row of rowsOf(client, 'log')) references.fromLog(row)
		for await (const row of rowsOf(client, 'snapshot')) references.fromSnapshot(row)
		for (const table of ['practice', 'practice_version', 'collection'] as const)
			for await (const { text } of rowsOf(client, table)) references.fromText(text)
		await client.query('COMMIT')
	} finally {
		await client.end()
	}
	return references.found()
}

/** A row with the columns of its table. `rowsOf` yields only those that the table has. */
type StoredRow = LogRow & { text: string; row_key: string }

async function* rowsOf(client: Client, table: keyof typeof TABLES): AsyncGenerator<StoredRow> {
	const { key, columns, value } = TABLES[table]
	const batch = `SELECT ${key}::text AS row_key, ${columns} FROM (
			SELECT *, sum(octet_length(${value})) OVER (ORDER BY ${key}) - octet_length(${value}) AS before
			FROM (SELECT * FROM ${table} WHERE ${key} > $1 ORDER BY ${key} LIMIT ${BATCH.rows}) AS next
		) AS sized WHERE before < ${BATCH.bytes} ORDER BY ${key}`
	for (let last = '0'; ; ) {
		const { rows } = await client.query<StoredRow>(batch, [last])
		yield* rows
		const end = rows.at(-1)
		if (!end) return
		last = end.row_key
	}
}
