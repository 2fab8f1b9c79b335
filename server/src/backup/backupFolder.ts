import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../codeOf.ts'
import { messageOf, StartError } from '../errors.ts'
import { createFolder } from '../files.ts'
import type { BackupFile, Backups } from '../ports/BackupSchedule.ts'

const NAME = /^charrette-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.zip$/
const FAILURE = 'charrette-last-failure.json'
const WORK = '.charrette-backup-'
const MODE = 0o700
/** Age of a work folder after which its process must have been killed. */
const MAX_WORK_MS = 12 * 60 * 60 * 1000
/**
 * A server renews its work folder at this interval. A folder without several renewals is no longer
 * in use.
 */
const RENEW_MS = 5000
const UNUSED_MS = 4 * RENEW_MS

/**
 * Returns the name of a backup of this time, in ms. A backup gets its name only once it is complete
 * and verified.
 */
export function backupName(at: number): string {
	return `charrette-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z.zip`
}

function timeOf(name: string): number | null {
	const [, day, hours, minutes, seconds] = NAME.exec(name) ?? []
	return day ? Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) : null
}

/**
 * Returns the backups in a folder, newest first, and the reason if the last attempt failed. Throws
 * a `StartError` if the folder cannot be read.
 */
export async function readBackups(folder: string): Promise<Backups> {
	const files: BackupFile[] = []
	for (const name of await readdir(folder).catch((cause: unknown) => Promise.reject(folderError(folder, cause)))) {
		const at = timeOf(name)
		const found = at === null ? null : await stat(join(folder, name)).catch(() => null)
		if (at !== null && found) files.push({ name, at, bytes: found.size })
	}
	return { files: files.sort((a, b) => b.at - a.at), failure: await readFailure(folder) }
}

/** Records when and why a backup failed; null records that the last one succeeded. */
export async function recordFailure(folder: string, failure: Backups['failure']): Promise<void> {
	const path = join(folder, FAILURE)
	if (failure === null) return rm(path, { force: true })
	await writeFile(path, `${JSON.stringify(failure)}\n`, { mode: 0o600 })
}

async function readFailure(folder: string): Promise<Backups['failure']> {
	try {
		const { at, message } = JSON.parse(await readFile(join(folder, FAILURE), 'utf8')) as {
			at: unknown
			message: unknown
		}
		return { at: Number(at), message: String(message) }
	} catch {
		// There is no failure, or the file is being written.
		return null
	}
}

/**
 * Returns the path of a folder for a backup in progress. The caller creates and removes the folder.
 */
export function workFolderIn(folder: string): string {
	return join(folder, `${WORK}${randomBytes(6).toString('hex')}`)
}

/**
 * Creates a work folder, which shows all nodes that a backup is in progress. Returns the function
 * that removes it.
 */
export async function createWorkFolder(path: string): Promise<() => Promise<void>> {
	await mkdir(path, { mode: MODE })
	const renew = () => {
		const now = new Date()
		// If the folder was removed, it need not be renewed.
		utimes(path, now, now).catch(() => {})
	}
	const timer = setInterval(renew, RENEW_MS).unref()
	return async () => {
		clearInterval(timer)
		await rm(path, { recursive: true, force: true })
	}
}

/** Returns whether a server is making a backup in this folder. */
export async function isBackupRunning(folder: string): Promise<boolean> {
	const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(WORK))
	const renewed = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)))
	return renewed.some((found) => found !== null && Date.now() - found.mtimeMs < UNUSED_MS)
}

/**
 * Removes the work folders of killed processes, and writes and removes a small file, since access
 * rights alone do not show a read-only or full disk. Does not create the folder: if its disk is
 * not mounted, the backups would be written to the disk of the data. Throws a `StartError`.
 */
export async function prepareBackupFolder(folder: string): Promise<void> {
	try {
		for (const name of await readdir(folder)) {
			if (!name.startsWith(WORK)) continue
			const { mtimeMs } = await stat(join(folder, name))
			if (Date.now() - mtimeMs > MAX_WORK_MS) await rm(join(folder, name), { recursive: true, force: true })
		}
		await writeProbe(join(folder, `.charrette-probe-${randomBytes(6).toString('hex')}`))
	} catch (cause) {
		throw folderError(folder, cause)
	}
}

/** Creates a folder for backups that only its owner may read. Throws a `StartError`. */
export function createBackupFolder(folder: string): void {
	try {
		createFolder(folder, MODE)
	} catch (cause) {
		throw folderError(folder, cause)
	}
}

async function writeProbe(path: string): Promise<void> {
	try {
		const file = await open(path, 'wx', 0o600)
		try {
			await file.write('charrette')
			await file.sync()
		} finally {
			await file.close()
		}
	} finally {
		await rm(path, { force: true })
	}
}

const REASONS: Record<string, string> = {
	ENOENT: 'it does not exist. If it is on another disk, mount that; otherwise create the folder',
	ENOTDIR: 'there is a file in its place',
	EEXIST: 'there is a file in its place',
	EACCES: 'this user may not read and write it',
	EPERM: 'this user may not read and write it',
	EROFS: 'its disk is read-only',
	ENOSPC: 'its disk is full',
}

function folderError(folder: string, cause: unknown): StartError {
	const reason = REASONS[codeOf(cause)] ?? messageOf(cause)
	return new StartError(`The folder ${folder} cannot be used for backups: ${reason}.`, { cause })
}

/** Throws a `StartError` if a folder's disk has less space than this, in bytes. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
	const { bavail, bsize } = await statfs(folder)
	const megabytes = (value: number) => Math.ceil(value / 2 ** 20)
	if (bavail * bsize < bytes)
		throw new StartError(
			`The disk of ${folder} has ${megabytes(bavail * bsize)} MB of free space, and ${megabytes(bytes)} MB are needed.`,
		)
}
