import type { Config } from '../config.ts'

/** What is backed up: a data folder, or a PostgreSQL database, which has everything. */
export type BackupSource = { storage: 'sqlite'; dataDir: string } | { storage: 'postgres'; databaseUrl: string }

/** What a server with these settings stores. */
export function backupSource({ shared, dataDir }: Pick<Config, 'shared' | 'dataDir'>): BackupSource {
	return shared ? { storage: 'postgres', databaseUrl: shared.databaseUrl } : { storage: 'sqlite', dataDir }
}
