import type { Command } from 'commander'
import { readConfig } from '../start/config.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'

const HELP = `
A server does so at its start; before an update of many nodes it shows that the database can be migrated, and how long that takes.
JSON: { from: the newest migration before, null for an empty database, applied: [names of migrations] }

Examples:
    charrette migrate
    DATABASE_URL=postgres://charrette@db.internal/charrette charrette migrate --json`

/** `charrette migrate`: migrates the database. */
export function addMigrate(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('migrate')
		.description('bring the database up to date without starting the server')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((options) =>
			printOutput(options, async () => {
				const config = readConfig(env)
				const { migrateDatabase } = await import('../start/migrateDatabase.ts')
				return toOutput(await migrateDatabase(config))
			}),
		)
}

function toOutput({ from, applied }: { from: string | null; applied: string[] }): CommandOutput {
	const line =
		applied.length > 0
			? `The database was migrated from ${from ?? 'nothing'} to ${applied.at(-1)}.`
			: `The database is up to date: ${from}.`
	return { lines: [line], json: { from, applied } }
}
