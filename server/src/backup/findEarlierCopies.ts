import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../start/config.ts'
import { readBackups } from './backupFolder.ts'

/** Prefix of the folders to which `restore --replace` moves earlier data. */
export const REPLACED_PREFIX = 'replaced-'

/**
 * Returns the paths of earlier copies of the data: backups that the server makes by itself, and
 * data that a restore has moved away. Copies elsewhere are not known to it.
 */
export async function findEarlierCopies({ backups, dataDir }: Pick<Config, 'backups' | 'dataDir'>): Promise<string[]> {
	const files = backups ? await filesIn(backups.folder) : []
	const entries = await readdir(dataDir).catch(() => [])
	const replaced = entries.filter((name) => name.startsWith(REPLACED_PREFIX)).map((name) => join(dataDir, name))
	return [...files, ...replaced]
}

/** Returns the paths of the backups in a folder; none if the folder cannot be read. */
async function filesIn(folder: string): Promise<string[]> {
	const found = await readBackups(folder).catch(() => null)
	return found?.files.map(({ name }) => join(folder, name)) ?? []
}
