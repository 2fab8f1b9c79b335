import type { Command } from 'commander'
import { readConfig } from '../start/config.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'

const HELP = `
Stop the server first. The data folder (DATA_DIR) has to be empty, or is moved into a folder beside the restored data with --replace.
Everything is extracted and compared with its checksums before anything is replaced. With PostgreSQL the database has to be empty.
JSON: { at, charrette, rows, replaced }

Examples:
    charrette restore /mnt/backups/charrette-2026-11-27T03-00-00Z.zip
    charrette restore before-update.zip --replace
    DATA_DIR=./trial charrette restore before-update.zip`

/** `charrette restore`: replaces the data folder with a backup. */
export function addRestore(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('restore')
		.description('restore a backup')
		.argument('<file>', 'a backup, charrette-<time>.zip')
		.option('--replace', 'move the present data aside, into a folder beside it')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((path: string, options: { replace?: boolean; json?: boolean }) =>
			printOutput(options, async () => restore(env, path, options.replace ?? false)),
		)
}

async function restore(env: NodeJS.ProcessEnv, path: string, isReplacing: boolean): Promise<CommandOutput> {
	const { dataDir, databaseUrl } = readConfig(env)
	const { restoreBackup } = await import('../backup/restoreBackup.ts')
	const task = { path, dataDir, databaseUrl, isReplacing }
	const { manifest, replaced } = await restoreBackup(task)
	const { at, charrette, rows } = manifest
	return {
		lines: [
			`Restored as it was on ${at}. Workshops: ${rows['workshop'] ?? 0}.`,
			...(replaced ? [`What was there before is in ${replaced}. Delete it when you do not need it any more.`] : []),
		],
		json: { at, charrette, rows, replaced },
	}
}
