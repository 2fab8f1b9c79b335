import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { migrateFile } from '../../dist/adapters/sqlite/openDatabase.js'

/**
 * Creates a SQLite file with all tables, and without rows. The first test of a run that needs one
 * migrates it; the others copy it, because loading the migrator takes longer than all the rest of a
 * server's start.
 */
export async function createMigratedFile(file: string): Promise<void> {
	const migrated = join(inject('sharedFolder'), 'migrated.db')
	if (!existsSync(migrated)) {
		// Several test files may begin at once.
		const own = `${migrated}.${randomBytes(6).toString('hex')}`
		await migrateFile(own)
		renameSync(own, migrated)
	}
	copyFileSync(migrated, file)
}
