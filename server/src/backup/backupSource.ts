import type { Config } from '../config.ts'

/** The storage to back up: a data folder, or a PostgreSQL database, which has everything. */
export type BackupSource = { storage: 'sqlite'; dataDir: string } | { storage: 'postgres'; databaseUrl: string }

/** Returns the storage of a server with these settings. */
export function backupSource({ shared, dataDir }: Pick<Config, 'shared' | 'dataDir'>): BackupSource {
	return shared ? { storage: 'postgres', databaseUrl: shared.databaseUrl } : { storage: 'sqlite', dataDir }
}
