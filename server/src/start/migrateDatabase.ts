import { join } from 'node:path'
import { migratePostgres } from '../adapters/postgres/migrations.ts'
import type { Migrated } from '../adapters/sql/migrationHistory.ts'
import { lockFolder } from '../adapters/sqlite/lockFolder.ts'
import { migrateFile } from '../adapters/sqlite/openDatabase.ts'
import { StartError } from '../errors.ts'
import type { Config } from './config.ts'
import {
	DATA_FILES,
	explainDatabase,
	explainSharedDatabase,
	prepareDataDir,
	requireDatabase,
	requireWhole,
} from './dataFolder.ts'

/**
 * Migrates the database of these settings, as a server does at its start. If several programs do so
 * at the same time, only one of them migrates. Throws a `StartError`, also while a server uses the
 * data folder, and for a database of a later release.
 */
export async function migrateDatabase({
	dataDir,
	databaseUrl,
}: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<Migrated> {
	if (databaseUrl === null) return migrateFolder(dataDir)
	try {
		return await migratePostgres(databaseUrl)
	} catch (cause) {
		throw explainSharedDatabase(cause)
	}
}

async function migrateFolder(dataDir: string): Promise<Migrated> {
	const file = join(dataDir, DATA_FILES.database)
	prepareDataDir(dataDir)
	requireWhole(dataDir)
	const unlock = lockFolder(dataDir)
	try {
		requireDatabase(dataDir)
		return await migrateFile(file)
	} catch (cause) {
		throw cause instanceof StartError ? cause : explainDatabase(file, cause)
	} finally {
		unlock()
	}
}
