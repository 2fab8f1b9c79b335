import { accessSync, chmodSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../codeOf.ts'
import { messageOf, StartError } from '../errors.ts'
import { createFolder } from '../files.ts'

/**
 * The names of the files and folders in a data folder, beside the companion files of the database.
 */
export const DATA_FILES = {
	database: 'charrette.db',
	images: 'images',
	/** The key with which this server signs practices. */
	key: 'exchange.key',
	/** Only in a backup: a PostgreSQL database. */
	dump: 'charrette.dump',
} as const
/** The folder of files that are being received or read, which a server empties at its start. */
export const UPLOADS = 'uploads.tmp'
/** The folder with files that a restore in progress has not moved into place yet. */
export const UNFINISHED_RESTORE = 'restore-in-progress'
/** The file that marks a folder to which a move has not copied everything yet. */
export const UNFINISHED_MOVE = 'move-in-progress'

const FOLDER_MODE = 0o700

/**
 * Creates a data folder if it does not exist, accessible only to its owner regardless of the umask.
 * Throws a `StartError` if it cannot be created, read or written.
 */
export function prepareDataDir(folder: string): void {
	try {
		if (!existsSync(folder)) {
			createFolder(folder, FOLDER_MODE)
			chmodSync(folder, FOLDER_MODE)
		}
		if (!statSync(folder).isDirectory()) throw new Error('there is a file in its place')
		accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
	} catch (cause) {
		const advice = 'Give yourself the rights to it, or choose another one with DATA_DIR.'
		throw new StartError(`The data folder ${folder} cannot be used: ${reasonOf(cause)}. ${advice}`, { cause })
	}
}

/**
 * Throws a `StartError` if a restore or a move into this folder was interrupted: it has only parts
 * of its data, or parts that belong to different times.
 */
export function requireWhole(folder: string): void {
	if (existsSync(join(folder, UNFINISHED_MOVE)))
		throw new StartError(
			`The data folder ${folder} is not whole: a move into it was interrupted. Run it again: charrette move ${folder}.`,
		)
	if (existsSync(join(folder, UNFINISHED_RESTORE)))
		throw new StartError(
			`The data folder ${folder} is not whole: a restore was interrupted. Run it again: charrette restore FILE --replace.`,
		)
}

/**
 * Throws a `StartError` if the database of this folder is missing or empty, although the folder was
 * used before: it has files of an earlier run, or backups of it are there. SQLite would begin an
 * empty database and remove the write-ahead log, which may have all edits.
 */
export function requireDatabase(folder: string, backups: readonly string[] = []): void {
	const file = join(folder, DATA_FILES.database)
	if (sizeOf(file) > 0) return
	const logs = ['-wal', '-mark']
		.map((end) => DATA_FILES.database + end)
		.filter((name) => sizeOf(join(folder, name)) > 0)
	const images = join(folder, DATA_FILES.images)
	const hasImages = existsSync(images) && readdirSync(images).some((name) => IMAGE_FOLDER.test(name))
	const key = sizeOf(join(folder, DATA_FILES.key)) > 0 ? [DATA_FILES.key] : []
	const found = [...logs, ...(hasImages ? [DATA_FILES.images] : []), ...key, ...backups]
	if (found.length === 0) return
	const state = existsSync(file) ? 'is empty' : 'is missing'
	throw new StartError(
		[
			`The database ${file} ${state}, but this server was used before: there is ${found.join(', ')}.`,
			'Put the database back, or restore a backup: charrette restore FILE --replace.',
			'To begin with an empty database, move these away first.',
		].join(' '),
	)
}

/** The folders of images, including those that are put aside (IMG7). */
const IMAGE_FOLDER = /^(\.aside-)?[0-9a-f]{40}$/

/** Returns the size of a file in bytes; 0 if it does not exist. */
function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Returns the `StartError` for a database that could not be opened. */
export function explainDatabase(file: string, cause: unknown): StartError {
	return new StartError(`The database ${file} ${sentenceOf(file, cause)}`, { cause })
}

/**
 * Returns the `StartError` for a PostgreSQL database that could not be opened. It does not contain
 * the address, which may have a password.
 */
export function explainSharedDatabase(cause: unknown): StartError {
	if (codeOf(cause) === 'LATER_DATABASE')
		return new StartError(
			`The database at DATABASE_URL was written by a newer Charrette: ${messageOf(cause)}. Start that version.`,
			{ cause },
		)
	return new StartError(`The database at DATABASE_URL cannot be opened: ${messageOf(cause)}.`, { cause })
}

function sentenceOf(file: string, cause: unknown): string {
	const code = codeOf(cause)
	if (code === 'LATER_DATABASE')
		return `was written by a newer Charrette: ${messageOf(cause)}. Start that version, or choose another folder with DATA_DIR.`
	if (code === 'LOST_COMMITS')
		return [
			`lacks its newest edits: ${messageOf(cause)}. They were in ${file}-wal: put that file back.`,
			`To start without them, or after restoring a backup, delete ${file}-mark.`,
		].join(' ')
	if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM|EROFS)/.test(code))
		return `cannot be written: ${reasonOf(cause)}. Give yourself the rights to it, or choose another folder with DATA_DIR.`
	return `cannot be opened: ${messageOf(cause)}.`
}

function reasonOf(cause: unknown): string {
	const code = codeOf(cause)
	if (code === 'EEXIST' || code === 'ENOTDIR') return 'there is a file in its place'
	if (code === 'EACCES' || code === 'EPERM') return 'this user may not read and write it'
	if (code === 'EROFS') return 'its disk is read-only'
	if (code === 'ENOENT') return 'no folder can be created there'
	return messageOf(cause)
}
