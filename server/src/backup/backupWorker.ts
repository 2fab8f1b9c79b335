/** Runs in a process of its own: makes a backup. */
import { type BackupTask, type MadeBackup, makeBackup } from './makeBackup.ts'

/** A backup that the server makes; `path` is where the programs of PostgreSQL are found. */
export interface ScheduledBackup extends BackupTask {
	programs: string
}

export async function backUp({ programs, ...task }: ScheduledBackup): Promise<Omit<MadeBackup, 'manifest'>> {
	process.env['PATH'] = programs
	const { manifest: _manifest, ...made } = await makeBackup(task)
	return made
}
