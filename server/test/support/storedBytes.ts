/* Searches for words in all files and values of a data folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync, inflateSync } from 'node:zlib'
import Database from 'better-sqlite3'

/** Returns all files of the data folder. */
export function filesOf(dataDir: string): Buffer[] {
	return readdirSync(dataDir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** Returns the values in all tables, search indexes included. */
export function valuesOf(dataDir: string): Buffer[] {
	const database = new Database(join(dataDir, 'charrette.db'), { readonly: true })
	try {
		const tables = database.prepare<[], string>(
			`SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
		)
		return tables
			.pluck()
			.all()
			.flatMap((table) => database.prepare<[], object>(`SELECT * FROM "${table}"`).all())
			.flatMap((row) => Object.values(row))
			.map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))))
	} finally {
		database.close()
	}
}

/** Returns the inflated bytes, if these bytes are deflated. */
export function inflated(bytes: Buffer): Buffer[] {
	return [inflateRawSync, inflateSync].flatMap((inflate) => {
		try {
			return [inflate(bytes)]
		} catch {
			return []
		}
	})
}

/** Counts a word in the files, as UTF-8 or UTF-16, and in the deflated values of the database. */
export function countOf(word: string, dataDir: string): number {
	const encoded = [Buffer.from(word), Buffer.from(word, 'utf16le')]
	const all = [...filesOf(dataDir), ...valuesOf(dataDir).flatMap(inflated)]
	return all.filter((bytes) => encoded.some((needle) => bytes.includes(needle))).length
}
