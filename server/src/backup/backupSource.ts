import type { Config } from '../start/config.ts'

/** The storage to back up: a data folder, or a PostgreSQL database, which has everything. */
export type BackupSource = { storage: 'sqlite'; dataDir: string } | { storage: 'postgres'; databaseUrl: string }

/** Returns the storage of a server with these settings. */
export function backupSource({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): BackupSource {
	return databaseUrl ? { storage: 'postgres', databaseUrl } : { storage: 'sqlite', dataDir }
}
