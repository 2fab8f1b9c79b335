/** Runs in a child process: makes a backup. */
import { type BackupTask, type MadeBackup, makeBackup } from './makeBackup.ts'

/** A backup that the server makes. `programs` is the search path for the programs of PostgreSQL. */
export interface ScheduledBackup extends BackupTask {
	programs: string
}

export async function backUp({ programs, ...task }: ScheduledBackup): Promise<Omit<MadeBackup, 'manifest'>> {
	process.env['PATH'] = programs
	const { manifest: _manifest, ...made } = await makeBackup(task)
	return made
}
