import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { readBackups } from './backupFolder.ts'

/** How `restore --replace` begins the names of the folders that it moves earlier data to. */
export const REPLACED_PREFIX = 'replaced-'

/**
 * The paths of what has the data as it was before: the backups that the server makes by itself, and data that a restore has moved
 * away. It knows nothing of copies elsewhere.
 */
export async function findEarlierCopies({ backups, dataDir }: Pick<Config, 'backups' | 'dataDir'>): Promise<string[]> {
	const files = backups ? (await readBackups(backups.folder)).files.map(({ name }) => join(backups.folder, name)) : []
	const entries = await readdir(dataDir).catch(() => [])
	const replaced = entries.filter((name) => name.startsWith(REPLACED_PREFIX)).map((name) => join(dataDir, name))
	return [...files, ...replaced]
}
