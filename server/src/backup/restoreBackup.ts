import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hasTables, restoreDump } from '../adapters/postgres/dumpDatabase.ts'
import { POSTGRES_MIGRATIONS } from '../adapters/postgres/migrations.ts'
import { LaterDatabaseError, refuseLater } from '../adapters/sql/migrationHistory.ts'
import { lockFolder } from '../adapters/sqlite/lockFolder.ts'
import { SQLITE_MIGRATIONS } from '../adapters/sqlite/migrations.ts'
import { messageOf, StartError } from '../errors.ts'
import { DATA_FILES, prepareDataDir, UNFINISHED_RESTORE } from '../start/dataFolder.ts'
import { type Archive, openArchive } from './archive.ts'
import { requireSpace } from './backupFolder.ts'
import { REPLACED_PREFIX } from './findEarlierCopies.ts'
import type { Manifest } from './Manifest.ts'
import { examineExtracted, requireEqual } from './makeBackup.ts'

/** The contents of a data folder, in the order in which they are moved. */
const COMPANIONS = ['', '-wal', '-shm', '-mark'].map((end) => DATA_FILES.database + end)
const PARTS = [...COMPANIONS, DATA_FILES.images, DATA_FILES.key]
const TEMP_PREFIX = '.restore-'
const FOLDER_MODE = 0o700

export interface RestoreTask {
	/** The backup. */
	path: string
	dataDir: string
	/** Null for SQLite in the data folder. */
	databaseUrl: string | null
	/** Whether the data in a data folder may be replaced. */
	isReplacing: boolean
}

/** A backup that was restored. */
export interface RestoredBackup {
	manifest: Manifest
	/** The folder with the replaced data; null if there was none. */
	replaced: string | null
}

/**
 * Restores a backup into a data folder or database that no server uses. If it throws a
 * `StartError`, nothing has changed.
 */
export async function restoreBackup(task: RestoreTask): Promise<RestoredBackup> {
	const archive = await openArchive(task.path)
	try {
		requireKnown(archive.manifest, task)
		return task.databaseUrl === null
			? await restoreFolder(archive, task)
			: await restoreDatabase(archive, { ...task, databaseUrl: task.databaseUrl })
	} finally {
		archive.close()
	}
}

function requireKnown({ storage, migrations, charrette }: Manifest, { path, databaseUrl }: RestoreTask): void {
	if (storage === 'sqlite' && databaseUrl !== null)
		throw new StartError(`${path} is a backup of a SQLite server. Unset DATABASE_URL to restore it.`)
	if (storage === 'postgres' && databaseUrl === null)
		throw new StartError(`${path} is a backup of a PostgreSQL database. Set DATABASE_URL to restore it.`)
	try {
		refuseLater(storage === 'sqlite' ? SQLITE_MIGRATIONS : POSTGRES_MIGRATIONS, migrations)
	} catch (cause) {
		if (!(cause instanceof LaterDatabaseError)) throw cause
		throw new StartError(
			`${path} was written by a newer Charrette (${charrette}): ${cause.message}. Restore it with that version.`,
			{ cause },
		)
	}
}

async function restoreFolder(archive: Archive, { dataDir, isReplacing }: RestoreTask): Promise<RestoredBackup> {
	prepareDataDir(dataDir)
	const unlock = lockFolder(dataDir)
	try {
		await removeTempFolders(dataDir)
		const present = PARTS.filter((part) => existsSync(join(dataDir, part)))
		if (present.length > 0 && !isReplacing)
			throw new StartError(
				`The data folder ${dataDir} has data. With --replace it is moved into a folder beside the restored data.`,
			)
		const temp = await mkdtemp(join(dataDir, TEMP_PREFIX))
		try {
			await extractAll(archive, temp)
			const replaced =
				present.length > 0
					? join(dataDir, `${REPLACED_PREFIX}${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`)
					: null
			await swap(dataDir, temp, replaced)
			return { manifest: archive.manifest, replaced }
		} finally {
			await rm(temp, { recursive: true, force: true })
		}
	} catch (cause) {
		throw explain(cause, dataDir)
	} finally {
		unlock()
	}
}

/** Extracts everything and compares it with the manifest before anything is replaced. */
async function extractAll(archive: Archive, folder: string): Promise<void> {
	await mkdir(join(folder, DATA_FILES.images), { mode: FOLDER_MODE })
	await extractFiles(archive, folder)
	// Reading the database may have created companion files, which are empty.
	for (const companion of COMPANIONS.slice(1)) await rm(join(folder, companion), { force: true })
}

/** Extracts all files if there is space for them, and compares the database with the manifest. */
async function extractFiles(archive: Archive, folder: string): Promise<void> {
	const { manifest } = archive
	await requireSpace(
		folder,
		manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
	)
	for (const file of manifest.files) await archive.extract(file, folder)
	requireEqual(manifest, await examineExtracted(manifest, folder))
}

/**
 * Moves the data into place. Between the first and the last rename the folder contains
 * `UNFINISHED_RESTORE`, with which no server starts.
 */
async function swap(dataDir: string, temp: string, replaced: string | null): Promise<void> {
	const incoming = join(dataDir, UNFINISHED_RESTORE)
	await rename(temp, incoming)
	if (replaced) {
		await mkdir(replaced, { mode: FOLDER_MODE })
		for (const part of PARTS)
			if (existsSync(join(dataDir, part))) await rename(join(dataDir, part), join(replaced, part))
	}
	for (const part of await readdir(incoming)) await rename(join(incoming, part), join(dataDir, part))
	await rmdir(incoming)
}

/**
 * Removes the temporary folders of interrupted restores. Files that such a restore has already
 * moved into place are replaced like any others.
 */
async function removeTempFolders(dataDir: string): Promise<void> {
	for (const name of await readdir(dataDir))
		if (name.startsWith(TEMP_PREFIX) || name === UNFINISHED_RESTORE)
			await rm(join(dataDir, name), { recursive: true, force: true })
}

async function restoreDatabase(
	archive: Archive,
	{ databaseUrl, dataDir, isReplacing }: RestoreTask & { databaseUrl: string },
): Promise<RestoredBackup> {
	if (isReplacing || (await hasTables(databaseUrl)))
		throw new StartError(
			'A backup is restored into an empty PostgreSQL database. Create one, name it in DATABASE_URL and restore without --replace; the old one stays.',
		)
	prepareDataDir(dataDir)
	const temp = await mkdtemp(join(dataDir, TEMP_PREFIX))
	try {
		await extractFiles(archive, temp)
		await restoreDump(join(temp, DATA_FILES.dump), databaseUrl)
		return { manifest: archive.manifest, replaced: null }
	} catch (cause) {
		throw explain(cause, 'the database')
	} finally {
		await rm(temp, { recursive: true, force: true })
	}
}

function explain(cause: unknown, target: string): StartError {
	if (cause instanceof StartError) return cause
	return new StartError(`The backup was not restored into ${target}: ${messageOf(cause)}.`, { cause })
}
