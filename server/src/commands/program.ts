/**
 * The command line `charrette <command>`. Exit codes: 0 if all is well, 1 if a command failed or
 * found something, 2 if the command line was not understood. Each command is a file with a function
 * that adds it. The modules that a command needs are imported when it runs.
 */
import { Command, CommanderError } from 'commander'
import { StartError } from '../errors.ts'
import { readVersion } from '../paths.ts'
import { readEnvironment } from '../start/environment.ts'
import { addBackup } from './backup.ts'
import { addCheck } from './check.ts'
import { addDoctor } from './doctor.ts'
import { addErase } from './erase.ts'
import { addExport } from './export.ts'
import { addHost } from './host.ts'
import { addImport } from './import.ts'
import { addLanguages } from './languages.ts'
import { addMigrate } from './migrate.ts'
import { addMove } from './move.ts'
import { addRestore } from './restore.ts'
import { addServe } from './serve.ts'

const USAGE_EXIT_CODE = 2
const HELP = `
Without a command it runs the server. Settings are environment variables, or lines of the file charrette.env in this folder (or
the file that CHARRETTE_ENV_FILE names): see docs/HOSTING.md.

Examples:
    charrette
    PORT=8080 DATA_DIR=/srv/charrette charrette
    charrette doctor
    charrette list --json
    charrette backup /mnt/backups

Exit codes: 0 all is well; 1 it failed, or found something; 2 the command line was not understood.`

/** Runs the command that these arguments name, and sets the exit code of the process. */
export async function runProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
	try {
		const program = createProgram(readEnvironment(env))
		await program.parseAsync(args.length > 0 ? args : ['serve'], { from: 'user' })
	} catch (cause) {
		if (cause instanceof CommanderError) process.exitCode = cause.exitCode && USAGE_EXIT_CODE
		else if (cause instanceof StartError) {
			process.stderr.write(`${cause.message}\n`)
			process.exitCode = 1
		} else throw cause
	}
}

function createProgram(env: NodeJS.ProcessEnv): Command {
	const program = new Command('charrette')
	program.description('A whiteboard for workshops').version(readVersion()).addHelpText('after', HELP)
	// Set before the commands are added, since they inherit these settings.
	program.exitOverride().showSuggestionAfterError().helpCommand('help [command]', 'show the help of a command')
	addServe(program, env)
	addHost(program, env)
	addBackup(program, env)
	addRestore(program, env)
	addDoctor(program, env)
	addMigrate(program, env)
	addCheck(program, env)
	addErase(program, env)
	addExport(program, env)
	addImport(program, env)
	addMove(program, env)
	addLanguages(program, env)
	return program
}
