/** Runs in a child process: searches all rows of a SQLite file for references to images. */
import { collectReferences, type FoundReferences } from '../collectReferences.ts'
import type { LogRow } from '../logRows.ts'
import { Sqlite } from './Sqlite.ts'

/**
 * Reads every row of the log (including retired ones), every snapshot, practice and collection of
 * this SQLite file.
 */
export function findReferences(file: string): FoundReferences {
	const db = new Sqlite(file, { readonly: true, timeout: 5000 })
	const references = collectReferences()
	try {
		const rows = db.prepare<[], LogRow>('SELECT seq, form, crc, bytes, retired FROM log')
		for (const row of rows.iterate()) references.fromLog(row)
		const snapshots = db.prepare<[], Pick<LogRow, 'crc' | 'bytes'>>('SELECT crc, bytes FROM snapshot')
		for (const row of snapshots.iterate()) references.fromSnapshot(row)
		const practices = db.prepare<[], string>(
			'SELECT state FROM practice UNION ALL SELECT content FROM practice_version UNION ALL SELECT state FROM collection',
		)
		for (const text of practices.pluck().iterate()) references.fromText(text)
	} finally {
		db.close()
	}
	return references.found()
}
