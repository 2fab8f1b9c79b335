import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { codeOf } from '../../codeOf.ts'
import { messageOf, StartError } from '../../errors.ts'
import { Sqlite } from './Sqlite.ts'

const FILE_MODE = 0o600

/** Thrown if another server has locked the data folder. */
export class FolderInUseError extends StartError {}

/** The process that has locked a data folder. */
interface Holder {
	pid: number
	host: string
	/** ISO 8601. */
	since: string
}

/**
 * Locks a data folder for this process, because two servers on one folder would each overwrite the
 * acknowledged edits of the other. The lock is SQLite's own lock on the empty database
 * `charrette.lock`, so the system releases it whenever the process ends. The file stays;
 * `charrette.holder` names the process with the lock. Returns a function that unlocks the folder.
 * Throws a `FolderInUseError` if another server has locked it.
 */
export function lockFolder(folder: string): () => void {
	const holderFile = join(folder, 'charrette.holder')
	const database = openLock(join(folder, 'charrette.lock'))
	try {
		// Nothing is written, so no journal file is needed.
		database.pragma('journal_mode = MEMORY')
		database.exec('BEGIN EXCLUSIVE')
	} catch (cause) {
		database.close()
		if (!codeOf(cause).startsWith('SQLITE_BUSY'))
			throw new StartError(`The data folder ${folder} cannot be locked: ${messageOf(cause)}.`, { cause })
		throw new FolderInUseError(describeHolder(folder, readHolder(holderFile)), { cause })
	}
	const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
	writeFileSync(holderFile, JSON.stringify(holder), { mode: FILE_MODE })
	return () => {
		rmSync(holderFile, { force: true })
		database.close()
	}
}

function openLock(file: string): Database.Database {
	try {
		// The file is created here, since SQLite would create it readable by all users.
		writeFileSync(file, '', { flag: 'a', mode: FILE_MODE })
		return new Sqlite(file, { timeout: 0 })
	} catch (cause) {
		throw new StartError(`The file ${file} cannot be written: ${messageOf(cause)}.`, { cause })
	}
}

function describeHolder(folder: string, holder: Holder | null): string {
	const who = holder
		? `process ${holder.pid} on ${holder.host}, since ${holder.since}`
		: 'another process that has only just started'
	return `Another Charrette server uses the data folder ${folder} (${who}). End it, or choose another folder with DATA_DIR.`
}

function readHolder(file: string): Holder | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Holder
	} catch {
		return null
	}
}
