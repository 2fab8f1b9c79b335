import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { openFileImageStore } from '../adapters/images/FileImageStore.ts'
import { copyDatabase } from '../adapters/sqlite/copyDatabase.ts'
import { createSqliteStores } from '../adapters/sqlite/createSqliteStores.ts'
import { openSqliteDatabase } from '../adapters/sqlite/SqliteDatabase.ts'
import { openSqliteImageReferences } from '../adapters/sqlite/SqliteImageReferences.ts'
import { requireSpace } from '../backup/backupFolder.ts'
import { fileSize } from '../files.ts'
import type { ImageReferences, ImageStore } from '../ports/ImageStore.ts'
import type { Integrity } from '../ports/Integrity.ts'
import type { Config } from './config.ts'
import { DATA_FILES, UPLOADS } from './dataFolder.ts'

/** What a check reads, and nothing that it could change. */
export interface StorageCopy {
	integrity: Integrity
	images: ImageStore
	references: ImageReferences
	/** Removes the copy. */
	close(): Promise<void>
}

/**
 * Opens a copy of the database of a server that runs on SQLite, as it is at one time, with the
 * images of that server. The server does not wait for it. A copy that a killed process has left is
 * removed with unfinished uploads, when the server starts. Throws a `StartError` without space.
 */
export async function openStorageCopy({ dataDir, minFreeBytes }: Config, log: Logger): Promise<StorageCopy> {
	const file = join(dataDir, DATA_FILES.database)
	const uploads = join(dataDir, UPLOADS)
	await mkdir(uploads, { recursive: true, mode: 0o700 })
	const bytes = (await fileSize(file)) + (await fileSize(`${file}-wal`))
	await requireSpace(uploads, bytes + minFreeBytes)
	const folder = await mkdtemp(join(uploads, 'check-'))
	const copy = join(folder, DATA_FILES.database)
	try {
		await copyDatabase(file, copy)
		const { integrity, close } = createSqliteStores(await openSqliteDatabase(copy, log), { participantMs: 1 })
		const references = openSqliteImageReferences(copy)
		const images = openFileImageStore(join(dataDir, DATA_FILES.images))
		return {
			integrity,
			images,
			references,
			async close() {
				await references.close()
				await close()
				await rm(folder, { recursive: true, force: true })
			},
		}
	} catch (cause) {
		await rm(folder, { recursive: true, force: true })
		throw cause
	}
}
