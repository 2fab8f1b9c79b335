import { constants } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { json } from 'node:stream/consumers'
import type { Command } from 'commander'
import { AppError, messageOf, StartError } from '../errors.ts'
import { ImportRefusedError } from '../import/FileDraft.ts'
import type { ImportedAnswer } from '../maintenance/importWorkshop.ts'
import { askServer } from '../start/commandSocket.ts'
import { readConfig } from '../start/config.ts'
import { workshopLinks } from '../workshops/joinWorkshop.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'
import { withCommandStorage } from './withCommandStorage.ts'

const HELP = `
FILE was written by charrette export. Makes a new workshop with equal boards, and new links, which are printed: keep the facilitator's
one. The join code stays if no other workshop has it. People join again under their names. If the server runs, it reads the file itself,
up to 128 MB; stop it for larger ones.
Import only files of servers that you trust: what is in them is stored as it is.
JSON: { workshop, title, joinCode, links: { facilitator, participant, projector }, boards, images, snapshots }

Examples:
    charrette import streets.zip
    DATA_DIR=/srv/charrette charrette import streets.zip --json`

/** `charrette import`: makes a workshop from a file. */
export function addImport(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('import')
		.description('make a workshop from a file that was exported')
		.argument('<file>', 'a file that charrette export wrote')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((file: string, options: { json?: boolean }) => printOutput(options, () => readWorkshop(env, file)))
}

async function readWorkshop(env: NodeJS.ProcessEnv, file: string): Promise<CommandOutput> {
	const config = readConfig(env)
	try {
		await access(file, constants.R_OK)
	} catch (cause) {
		throw new StartError(`The file ${file} cannot be read: ${messageOf(cause)}.`, { cause })
	}
	const answer = await askServer(config, '/api/host/import', { method: 'POST', file })
	return toOutput(answer ? ((await json(answer)) as ImportedAnswer) : await importHere(env, file))
}

/** Imports a file without a server. */
async function importHere(env: NodeJS.ProcessEnv, file: string): Promise<ImportedAnswer> {
	const { port, publicUrl } = readConfig(env)
	const { importWorkshop } = await import('../maintenance/importWorkshop.ts')
	try {
		const bytes = await readFile(file)
		const imported = await withCommandStorage(env, (storage) => importWorkshop(storage, bytes))
		const { workshop, secrets, ...counts } = imported
		const { id, title, joinCode } = workshop
		const links = workshopLinks(publicUrl ?? `http://localhost:${port}`, joinCode, secrets)
		return { workshop: id, title, joinCode, links, ...counts }
	} catch (cause) {
		if (cause instanceof AppError || cause instanceof ImportRefusedError)
			throw new StartError(`The file ${file} cannot be imported. ${cause.message}`, { cause })
		throw cause
	}
}

function toOutput(imported: ImportedAnswer): CommandOutput {
	const { title, boards, images, snapshots, links } = imported
	return {
		lines: [
			`Imported ${title}: ${boards} boards, ${images} images, ${snapshots} saved versions.`,
			`Facilitator   ${links.facilitator}`,
			`Participants  ${links.participant}`,
			`Projector     ${links.projector}`,
		],
		json: imported,
	}
}
