/**
 * Detects the loss of committed writes, for example if somebody deletes the `-wal` file after a
 * crash. SQLite itself opens such a database without an error, in the state of the last checkpoint.
 *
 * Each commit increments a count in the table `commit_mark`. Once the commit is durable, the count
 * is written to a file beside the database (`charrette.db-mark`). The file is not synced, since
 * unsynced writes survive the end of the process. If the count in the file is above the one in the
 * database, commits are missing. Both carry a `generation`, a random text that each start writes
 * and checkpoints into the database file. A restored backup has another generation, and is not
 * compared. A clean shutdown removes the file.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { codeOf } from '../../codeOf.ts'

const FILE_MODE = 0o600

interface Mark {
	generation: string
	commits: number
}

/** Thrown if committed writes are missing from the database. */
class LostCommitsError extends Error {
	override name = 'LostCommitsError'
	readonly code = 'LOST_COMMITS'
}

/** Counts the commits of an open database. */
export interface CommitMark {
	/**
	 * Counts one commit, in its transaction. Returns a function to call once the transaction is
	 * committed.
	 */
	count(): () => void
	/**
	 * Checkpoints, and removes the file if everything is in the database file. Has to be called
	 * before the database is closed.
	 */
	close(): void
}

/** Starts to count commits. Throws a `LostCommitsError` if counted commits are missing. */
export function openCommitMark(database: Database, file: string): CommitMark {
	const path = `${file}-mark`
	const select = database.prepare<[], Mark>('SELECT generation, commits FROM commit_mark')
	const known = readMark(path)
	const stored = select.get()
	if (known && known.generation === stored?.generation && known.commits > stored.commits)
		throw new LostCommitsError(`${known.commits - stored.commits} commits are missing`)
	const isNew = beginGeneration(database, stored?.commits ?? 0)
	const increment = database.prepare<[], Mark>(
		'UPDATE commit_mark SET commits = commits + 1 RETURNING generation, commits',
	)
	// Without a checkpoint the generation could be lost with the `-wal` file, and the counts could
	// not be compared.
	const descriptor = isNew && checkpoint(database) ? openSync(path, 'w', FILE_MODE) : null
	const write = (mark: Mark | undefined) => {
		if (descriptor === null || !mark) return
		try {
			writeSync(descriptor, encodeMark(mark), 0, 'latin1')
		} catch {
			// The commit is durable all the same, and a count in the file that is too low raises no
			// error.
		}
	}
	write(select.get())

	return {
		count() {
			const mark = increment.get()
			return () => write(mark)
		},
		close() {
			if (descriptor !== null) closeSync(descriptor)
			if (checkpoint(database)) rmSync(path, { force: true })
		},
	}
}

/**
 * Writes a new generation. Returns false if the disk is full: the last generation stays, or none.
 */
function beginGeneration(database: Database, commits: number): boolean {
	const replace = database.prepare('INSERT OR REPLACE INTO commit_mark (id, generation, commits) VALUES (1, ?, ?)')
	try {
		replace.run(randomBytes(8).toString('hex'), commits)
		return true
	} catch (cause) {
		if (codeOf(cause) === 'SQLITE_FULL') return false
		throw cause
	}
}

/**
 * Moves the whole write-ahead log into the database file and truncates it. Returns false if a
 * reader or the disk prevents that.
 */
export function checkpoint(database: Database): boolean {
	try {
		const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
		return result?.busy === 0
	} catch {
		return false
	}
}

/**
 * Encodes a mark at a fixed length below that of a disk sector, so that a partial write is never
 * read.
 */
function encodeMark({ generation, commits }: Mark): string {
	const text = `${generation} ${String(commits).padStart(16, '0')}`
	return `${text} ${crc32(text).toString(16).padStart(8, '0')}\n`
}

function readMark(path: string): Mark | null {
	let content: string
	try {
		content = readFileSync(path, 'latin1')
	} catch {
		return null
	}
	const [, text = '', generation = '', commits, crc] = /^((\w{16}) (\d{16})) (\w{8})\n$/.exec(content) ?? []
	return Number.parseInt(crc ?? '', 16) === crc32(text) ? { generation, commits: Number(commits) } : null
}
