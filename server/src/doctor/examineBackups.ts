import { stat } from 'node:fs/promises'
import { tryDump } from '../adapters/postgres/dumpDatabase.ts'
import { prepareBackupFolder, readBackups } from '../backup/backupFolder.ts'
import { StartError } from '../errors.ts'
import type { Config } from '../start/config.ts'
import { type Finding, findingsOf } from './Finding.ts'

/** Number of intervals after which a backup counts as missing. */
const LATE = 2
const { ok, warning, fault } = findingsOf('backups')

/**
 * Examines whether a backup can be made, by writing a file and starting `pg_dump`; and whether
 * backups are made, succeed, and are on another disk.
 */
export async function examineBackups({
	backups,
	dataDir,
	databaseUrl,
}: Pick<Config, 'backups' | 'dataDir' | 'databaseUrl'>): Promise<Finding[]> {
	if (!backups) return [warning('None are made. Set BACKUP_DIR to a folder, best on another disk.')]
	const { folder, everyMs } = backups
	try {
		await prepareBackupFolder(folder)
		if (databaseUrl !== null) await tryDump(databaseUrl)
	} catch (cause) {
		if (!(cause instanceof StartError)) throw cause
		return [fault(cause.message)]
	}
	const { files, failure } = await readBackups(folder)
	const [newest] = files
	if (failure) return [fault(`The last one failed on ${new Date(failure.at).toISOString()}: ${failure.message}`)]
	if (!newest) return [warning(`${folder} has none yet. A server makes the first one a minute after its start.`)]
	const text = `The newest of ${files.length} is of ${new Date(newest.at).toISOString()}.`
	if (Date.now() - newest.at > LATE * everyMs)
		return [warning(`${text} That is longer ago than BACKUP_EVERY: does the server run?`)]
	if (databaseUrl === null && (await deviceOf(folder)) === (await deviceOf(dataDir)))
		return [warning(`${text} They are on the disk of the data, and lost with it: choose another one with BACKUP_DIR.`)]
	return [ok(text)]
}

async function deviceOf(path: string): Promise<number> {
	return (await stat(path)).dev
}
