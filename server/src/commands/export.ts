import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Workshop } from '@charrette/shared'
import type { Command } from 'commander'
import { StartError } from '../errors.ts'
import { askServer, findOnServer } from '../start/commandSocket.ts'
import { readConfig } from '../start/config.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'
import { findWorkshop, withCommandStorage } from './withCommandStorage.ts'

const HELP = `
WORKSHOP is the id of a workshop, as in the address of its dashboard, or its join code.
Writes one file from which charrette import makes an equal workshop, on this server or another one: sessions, phases, groups,
people, boards, images, reactions and results of votes; with --with-history saved versions, too. The server may run.
Links, ballots, private cards, shared pages and practices are not in it. For people to read, facilitators export an archive.
JSON: { workshop, title, file }

Examples:
    charrette export K7M2QX --to streets.zip
    charrette export K7M2QX --to streets.zip --with-history`

interface Options {
	json?: boolean
	to: string
	withHistory?: boolean
}

/** `charrette export`: writes a workshop to a file. */
export function addExport(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('export')
		.description('write a whole workshop to a file that can be imported')
		.argument('<workshop>', 'its id or join code')
		.requiredOption('--to <file>', 'the file to write; it must not exist')
		.option('--with-history', 'with the saved versions of its boards')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((wanted: string, options: Options) => printOutput(options, () => writeWorkshop(env, wanted, options)))
}

async function writeWorkshop(
	env: NodeJS.ProcessEnv,
	wanted: string,
	{ to, withHistory = false }: Options,
): Promise<CommandOutput> {
	const config = readConfig(env)
	const found = await findOnServer(config, wanted)
	if (found) {
		const file = await askServer(config, `/api/host/workshops/${found.id}/file?history=${Number(withHistory)}`)
		if (file) await writeNew(to, file)
		return outputOf(found, to)
	}
	return withCommandStorage(env, async (storage) => {
		const workshop = await findWorkshop(storage, wanted)
		if (!workshop) throw new StartError(`There is no workshop with the id or join code ${wanted}.`)
		const { exportWorkshop } = await import('../maintenance/exportWorkshop.ts')
		const { zipArchive } = await import('../export/archive.ts')
		const at = new Date()
		const entries = exportWorkshop(storage, workshop, { at, withHistory })
		await writeNew(to, Readable.from(zipArchive(entries, { at })))
		return outputOf(workshop, to)
	})
}

function outputOf({ id, title }: Pick<Workshop, 'id' | 'title'>, file: string): CommandOutput {
	return { lines: [`Wrote ${title} to ${file}.`], json: { workshop: id, title, file } }
}

const FILE_MODE = 0o600

/**
 * Writes a file that does not exist yet. If it cannot be written completely, the file is removed.
 */
async function writeNew(file: string, content: Readable): Promise<void> {
	let isOurs = false
	try {
		await pipeline(
			content,
			createWriteStream(file, { flags: 'wx', mode: FILE_MODE }).once('open', () => {
				isOurs = true
			}),
		)
	} catch (cause) {
		if (isOurs) await rm(file, { force: true })
		throw new StartError(`The file ${file} cannot be written: ${cause instanceof Error ? cause.message : cause}.`, {
			cause,
		})
	}
}
