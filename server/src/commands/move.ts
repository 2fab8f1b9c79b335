import type { Command } from 'commander'
import type { MovedData } from '../move/moveData.ts'
import { readConfig } from '../start/config.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'

const HELP = `
Copies everything that the server of these settings stores (DATA_DIR, or DATABASE_URL) from SQLite into an empty PostgreSQL database, or
from PostgreSQL into an empty folder, and compares all rows and images of both by their hashes. Stop the server first, with PostgreSQL all
nodes. What is there stays as it is. If the command was interrupted, run it again: it continues. Until it has ended, no server starts on the target.
A password in the address is visible to other users of this machine: PGPASSWORD or ~/.pgpass keep it from them.
JSON: { source, target, wasResumed, tables: [{ table, rows, groups, hash }] }

Examples:
    charrette move postgres://charrette@db.internal/charrette
    DATABASE_URL=postgres://charrette@db.internal/charrette charrette move /srv/charrette`

/** `charrette move`: moves all data to the other kind of database. */
export function addMove(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('move')
		.description('move all data from SQLite to PostgreSQL, or back')
		.argument('<target>', 'the address of an empty PostgreSQL database, or an empty folder')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((target: string, options: { json?: boolean }) =>
			printOutput(options, async () => {
				const { move } = await import('../move/move.ts')
				return toOutput(await move(readConfig(env), target))
			}),
		)
}

function toOutput(moved: MovedData): CommandOutput {
	const { source, target, wasResumed, tables } = moved
	const rows = tables.reduce((sum, table) => sum + table.rows, 0)
	return {
		lines: [
			`Moved ${rows} rows and images from ${source} to ${target}${wasResumed ? ', continuing an interrupted move' : ''}.`,
			...tables
				.filter((table) => table.rows > 0)
				.map(({ table, rows, groups, hash }) => {
					const parts = groups ? `, by ${groups.by}: ${groups.count}` : ''
					return `  ${table.padEnd(22)} ${hash.slice(0, 16)}  ${rows}${parts}`
				}),
			'All hashes are equal in both, by table and by room, board or workshop. The search index was made anew.',
			`Set ${target.startsWith('SQLite') ? 'DATA_DIR, unset DATABASE_URL' : 'DATABASE_URL'}, and start the server. ${source} is as it was: delete it when you do not need it any more.`,
		],
		json: moved,
	}
}
