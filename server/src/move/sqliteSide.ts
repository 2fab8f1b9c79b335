import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { missingPractice } from '../adapters/integrity/createIntegrity.ts'
import { openCommitMark } from '../adapters/sqlite/commitMark.ts'
import { createSqliteStores } from '../adapters/sqlite/createSqliteStores.ts'
import { lockFolder } from '../adapters/sqlite/lockFolder.ts'
import { openFile } from '../adapters/sqlite/openDatabase.ts'
import { openSqliteDatabase } from '../adapters/sqlite/SqliteDatabase.ts'
import { StartError } from '../errors.ts'
import {
	DATA_FILES,
	explainDatabase,
	prepareDataDir,
	requireDatabase,
	requireWhole,
	UNFINISHED_MOVE,
} from '../start/dataFolder.ts'
import { listImages, readImage, writeImage } from './imageFolder.ts'
import type { MovedRow, MovedTable, MovedValue } from './MovedTable.ts'
import { type MoveSide, type MoveTarget, PAGE, weigh } from './MoveSide.ts'
import { CREATE_ARRIVALS, decodePosition, encodePosition } from './positions.ts'

const FILE_MODE = 0o600

/**
 * Opens a data folder from which everything is moved, as a server does at its start: it is locked,
 * its database is migrated, and a lost write-ahead log is noticed. Throws a `StartError`.
 */
export async function openSqliteSource(folder: string): Promise<MoveSide> {
	prepareDataDir(folder)
	requireWhole(folder)
	const unlock = lockFolder(folder)
	const file = join(folder, DATA_FILES.database)
	try {
		requireDatabase(folder)
		if (!existsSync(file)) throw new StartError(`The data folder ${folder} has no database: there is nothing to move.`)
		const database = await openFile(file)
		try {
			const mark = openCommitMark(database, file)
			return sideOf(folder, database, () => {
				mark.close()
				database.close()
				unlock()
			})
		} catch (cause) {
			database.close()
			throw cause
		}
	} catch (cause) {
		unlock()
		throw cause instanceof StartError ? cause : explainDatabase(file, cause)
	}
}

/**
 * Opens a data folder into which everything is moved. It has to be empty, or to have a move that
 * was interrupted. Throws a `StartError`.
 */
export async function openSqliteTarget(folder: string): Promise<MoveTarget> {
	prepareDataDir(folder)
	const unlock = lockFolder(folder)
	const mark = join(folder, UNFINISHED_MOVE)
	const file = join(folder, DATA_FILES.database)
	try {
		const present = [DATA_FILES.database, DATA_FILES.images, DATA_FILES.key].filter((name) =>
			existsSync(join(folder, name)),
		)
		if (present.length > 0 && !existsSync(mark))
			throw new StartError(`The data folder ${folder} is not empty: there is ${present.join(', ')}. Name another one.`)
		writeFileSync(mark, '', { mode: FILE_MODE })
		const database = await openFile(file)
		database.exec(CREATE_ARRIVALS)
		const side = sideOf(folder, database, () => {
			database.close()
			unlock()
		})
		return { ...side, ...writesOf(folder, database), finish: async () => finish(database, mark) }
	} catch (cause) {
		unlock()
		throw cause instanceof StartError ? cause : explainDatabase(file, cause)
	}
}

function finish(database: Database, mark: string): void {
	database.exec('DROP TABLE unfinished_move')
	// Before the mark goes, since the write-ahead log has the newest rows.
	database.pragma('wal_checkpoint(TRUNCATE)')
	rmSync(mark)
}

function sideOf(folder: string, database: Database, close: () => void): MoveSide {
	const images = join(folder, DATA_FILES.images)
	const key = join(folder, DATA_FILES.key)
	return {
		name: `SQLite in ${folder}`,
		read: async (table, after) => readPage(database, table, after),
		logEnd: async () => database.prepare<[], number>('SELECT seq FROM log_end').pluck().get() ?? 0,
		imageIds: () => listImages(images),
		image: (id) => readImage(images, id),
		signingKey: async () => (existsSync(key) ? readFileSync(key, 'utf8') : null),
		close: async () => close(),
	}
}

function writesOf(folder: string, database: Database): Omit<MoveTarget, keyof MoveSide | 'finish'> {
	const file = join(folder, DATA_FILES.database)
	const arrive = database.prepare('INSERT OR REPLACE INTO unfinished_move (name, position) VALUES (?, ?)')
	const writePage = database.transaction((table: MovedTable, rows: readonly MovedRow[]) => {
		const places = table.columns.map(() => '?').join(', ')
		const insert = database.prepare(`INSERT INTO "${table.name}" (${listOf(table.columns)}) VALUES (${places})`)
		for (const row of rows) insert.run(table.columns.map((column) => row[column]))
		arrive.run(table.name, encodePosition(table, rows.at(-1) ?? {}))
	})
	return {
		async arrived(table) {
			const position = database.prepare<[string], string>('SELECT position FROM unfinished_move WHERE name = ?').pluck()
			return decodePosition(position.get(table.name) ?? null)
		},
		write: async (table, rows) => writePage.immediate(table, rows),
		async endRounds(ids) {
			const end = database.prepare('UPDATE vote_round SET is_open = 0 WHERE id = ?')
			database.transaction(() => ids.forEach((id) => void end.run(id))).immediate()
		},
		continueFrom: async (logEnd) => void database.prepare('UPDATE log_end SET seq = ?').run(logEnd),
		putImage: (image) => writeImage(join(folder, DATA_FILES.images), image),
		putSigningKey: async (pem) => writeFileSync(join(folder, DATA_FILES.key), pem, { mode: FILE_MODE }),
		async indexPractices(ids) {
			const stores = createSqliteStores(await openSqliteDatabase(file), { participantMs: 1 })
			for (const id of ids) await missingPractice(id, stores).repair?.run()
			await stores.close()
		},
	}
}

function readPage(database: Database, table: MovedTable, after: MovedRow | null): MovedRow[] {
	const key = listOf(table.key)
	const where = after ? `WHERE (${key}) > (${table.key.map(() => '?').join(', ')})` : ''
	const select = database.prepare<MovedValue[], MovedRow>(
		`SELECT ${listOf(table.columns)} FROM "${table.name}" ${where} ORDER BY ${key} LIMIT ${PAGE.rows}`,
	)
	const rows: MovedRow[] = []
	let bytes = 0
	for (const row of select.iterate(...(after ? table.key.map((column) => after[column] ?? null) : []))) {
		rows.push(withoutNul(row))
		bytes += weigh(row)
		if (bytes > PAGE.bytes) break
	}
	return rows
}

const listOf = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ')

/** Replaces NUL in texts as a node on PostgreSQL does, which cannot store it. */
function withoutNul(row: MovedRow): MovedRow {
	for (const [column, value] of Object.entries(row))
		if (typeof value === 'string' && value.includes('\0')) row[column] = value.replaceAll('\0', '\ufffd')
	return row
}
