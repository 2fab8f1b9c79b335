import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { dumpDatabase, examineDump } from '../adapters/postgres/dumpDatabase.ts'
import { copyDatabase, type DatabaseFacts, examineDatabase } from '../adapters/sqlite/copyDatabase.ts'
import { findReferences } from '../adapters/sqlite/imageReferenceWorker.ts'
import { messageOf, StartError } from '../errors.ts'
import { fileSize, nullIfMissing, syncFolder } from '../files.ts'
import { readVersion } from '../paths.ts'
import { DATA_FILES } from '../start/dataFolder.ts'
import { createArchive, openArchive } from './archive.ts'
import { backupName, prepareBackupFolder, requireSpace, workFolderIn } from './backupFolder.ts'
import type { BackupSource } from './backupSource.ts'
import type { ArchivedFile, Manifest } from './Manifest.ts'

export interface BackupTask {
	source: BackupSource
	/** The folder of the backups. */
	folder: string
	/** The name of the file, which must not exist; by default one with the time. */
	name?: string
	/**
	 * The folder for files in progress, inside `folder`. It may exist already, and is removed at the
	 * end.
	 */
	workFolder?: string
	/** Free space in bytes that has to remain. */
	minFreeBytes: number
}

/** A backup that was made and verified. */
export interface MadeBackup {
	path: string
	bytes: number
	manifest: Manifest
	/**
	 * Number of referenced images that are not in the backup, since the data folder has lost them.
	 */
	missingImages: number
	/** Whether there are damaged stored rows. The backup contains them as they are. */
	hasDamage: boolean
}

/**
 * Makes a backup, whether or not a server runs, and verifies it by reading all of it again. It gets
 * its name only then. The database is copied first and the images afterwards. Images never change,
 * so the copy does not refer to an image that is not stored yet. Throws a `StartError`.
 */
export async function makeBackup(task: BackupTask): Promise<MadeBackup> {
	const { source, folder, workFolder: work = workFolderIn(folder) } = task
	await prepareBackupFolder(folder)
	await requireNew(task)
	try {
		await mkdir(work, { recursive: true, mode: 0o700 })
		await requireSpace(folder, (await spaceFor(source)) + task.minFreeBytes)
		const at = Date.now()
		const path = join(work, 'backup.zip')
		const verified = join(work, 'verified')
		if (source.storage === 'sqlite') await archiveFolder({ dataDir: source.dataDir, work, path, at })
		else await archiveDatabase({ databaseUrl: source.databaseUrl, work, path, at })
		await mkdir(verified, { mode: 0o700 })
		const found = await verifyBackup(path, verified)
		const target = join(folder, task.name ?? backupName(at))
		await requireNew(task)
		await rename(path, target)
		await syncFolder(folder)
		return { ...found, path: target, bytes: (await stat(target)).size }
	} catch (cause) {
		throw explain(cause, folder)
	} finally {
		await rm(work, { recursive: true, force: true })
	}
}

/** Throws a `StartError` if the named file exists. */
async function requireNew({ folder, name }: BackupTask): Promise<void> {
	if (name && (await nullIfMissing(stat(join(folder, name)))))
		throw new StartError(`The file ${join(folder, name)} exists already. Name another one.`)
}

/**
 * Returns an upper bound in bytes for the disk space of a backup: one copy of the database, and the
 * archive of everything. There is never a second copy of the database at the same time. Returns 0
 * for PostgreSQL.
 */
async function spaceFor(source: BackupSource): Promise<number> {
	if (source.storage === 'postgres') return 0
	const database = await fileSize(join(source.dataDir, DATA_FILES.database))
	const log = await fileSize(join(source.dataDir, `${DATA_FILES.database}-wal`))
	let images = 0
	for (const { path } of await imageFiles(source.dataDir)) images += await fileSize(path)
	return 2 * (database + log) + images
}

interface ArchiveTask {
	/** The folder for the copy until it is in the archive. */
	work: string
	/** The path of the archive. */
	path: string
	at: number
}

async function archiveFolder({ dataDir, work, path, at }: ArchiveTask & { dataDir: string }): Promise<void> {
	const database = join(dataDir, DATA_FILES.database)
	if ((await fileSize(database)) === 0)
		throw new StartError(`The data folder ${dataDir} has no database: there is nothing to back up.`)
	const copy = join(work, DATA_FILES.database)
	await copyDatabase(database, copy)
	const facts = examineDatabase(copy)
	const archive = createArchive(path)
	await addFile(copy, DATA_FILES.database)
	await rm(copy)
	await addImages()
	const key = join(dataDir, DATA_FILES.key)
	if ((await fileSize(key)) > 0) await addFile(key, DATA_FILES.key)
	await archive.finish({ charrette: readVersion(), at: new Date(at).toISOString(), storage: 'sqlite', ...facts })

	async function addFile(file: string, name: string): Promise<void> {
		await archive.add(name, createReadStream(file), { bytes: await fileSize(file), isCompressed: true })
	}

	async function addImages(): Promise<void> {
		for (const { path, name } of await imageFiles(dataDir)) {
			const bytes = await readImage(path)
			if (bytes) await archive.add(name, Readable.from([bytes]), { bytes: bytes.length })
		}
	}
}

async function archiveDatabase({ databaseUrl, work, path, at }: ArchiveTask & { databaseUrl: string }): Promise<void> {
	const dump = join(work, DATA_FILES.dump)
	const facts = await dumpDatabase(databaseUrl, dump)
	const archive = createArchive(path)
	await archive.add(DATA_FILES.dump, createReadStream(dump), { bytes: await fileSize(dump) })
	await rm(dump)
	await archive.finish({ charrette: readVersion(), at: new Date(at).toISOString(), storage: 'postgres', ...facts })
}

/**
 * Reads an archive as a restore does, and extracts the database into this folder. Checks the
 * checksums, the database with SQLite's own check, and the number of rows of each table. Throws if
 * it differs from its manifest.
 */
async function verifyBackup(path: string, folder: string) {
	const archive = await openArchive(path)
	try {
		const { manifest } = archive
		const isDatabase = ({ name }: ArchivedFile) => name === DATA_FILES.database || name === DATA_FILES.dump
		for (const file of manifest.files) await archive.extract(file, isDatabase(file) ? folder : null)
		const facts = await examineExtracted(manifest, folder)
		requireEqual(manifest, facts)
		return { manifest, ...findMissingImages(manifest, folder) }
	} finally {
		archive.close()
	}
}

/**
 * Returns the facts about the database that was extracted into this folder. Throws if it is
 * damaged.
 */
export function examineExtracted(
	{ storage }: Manifest,
	folder: string,
): DatabaseFacts | Promise<Pick<DatabaseFacts, 'rows'>> {
	return storage === 'sqlite'
		? examineDatabase(join(folder, DATA_FILES.database))
		: examineDump(join(folder, DATA_FILES.dump))
}

/** Throws a `StartError` if the numbers of rows in a database differ from its manifest. */
export function requireEqual(manifest: Manifest, { rows }: Pick<DatabaseFacts, 'rows'>): void {
	const differing = Object.keys({ ...manifest.rows, ...rows }).filter((table) => manifest.rows[table] !== rows[table])
	if (differing.length > 0)
		throw new StartError(`The backup is damaged: it has not all rows of ${differing.join(', ')}.`)
}

function findMissingImages({ storage, files }: Manifest, folder: string) {
	if (storage === 'postgres') return { missingImages: 0, hasDamage: false }
	const { ids, isComplete } = findReferences(join(folder, DATA_FILES.database))
	const there = new Set(files.map(({ name }) => /([0-9a-f]{40})\//.exec(name)?.[1]))
	return { missingImages: ids.filter((id) => !there.has(id)).length, hasDamage: !isComplete }
}

/** Returns the files of all images, including those that are put aside (IMG7). */
async function imageFiles(dataDir: string): Promise<{ path: string; name: string }[]> {
	const folder = join(dataDir, DATA_FILES.images)
	const found: { path: string; name: string }[] = []
	for (const image of (await nullIfMissing(readdir(folder))) ?? []) {
		if (!/^(\.aside-)?[0-9a-f]{40}$/.test(image)) continue
		for (const file of (await nullIfMissing(readdir(join(folder, image)))) ?? [])
			found.push({ path: join(folder, image, file), name: `${DATA_FILES.images}/${image}/${file}` })
	}
	return found
}

/**
 * Reads an image, which may be put aside or restored meanwhile. Returns null if it was removed, in
 * which case nothing has referred to it for two months.
 */
async function readImage(path: string): Promise<Buffer | null> {
	const other = path.includes('.aside-')
		? path.replace('.aside-', '')
		: path.replace(/([0-9a-f]{40})(?=[\\/][^\\/]+$)/, '.aside-$1')
	for (const candidate of [path, other, path]) {
		const bytes = await nullIfMissing(readFile(candidate))
		if (bytes) return bytes
	}
	return null
}

function explain(cause: unknown, folder: string): StartError {
	if (cause instanceof StartError) return cause
	return new StartError(`The backup into ${folder} failed: ${messageOf(cause)}.`, { cause })
}
