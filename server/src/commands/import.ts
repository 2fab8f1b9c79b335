import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { AppError, StartError } from '../errors.ts'
import { ImportRefusedError } from '../import/FileDraft.ts'
import { readConfig } from '../start/config.ts'
import { workshopLinks } from '../workshops/joinWorkshop.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'
import { withCommandStorage } from './withCommandStorage.ts'

const HELP = `
FILE was written by charrette export. Makes a new workshop with equal boards, and new links, which are printed: keep the facilitator's
one. The join code stays if no other workshop has it. People join again under their names. The server must not run.
Import only files of servers that you trust: what is in them is stored as it is.
JSON: { workshop, title, joinCode, links: { facilitator, participant, projector }, boards, images, snapshots }`

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
	const { port, publicUrl } = readConfig(env)
	const bytes = await readFile(file).catch((cause: Error) => {
		throw new StartError(`The file ${file} cannot be read: ${cause.message}.`, { cause })
	})
	const { importWorkshop } = await import('../maintenance/importWorkshop.ts')
	try {
		const imported = await withCommandStorage(env, (storage) => importWorkshop(storage, bytes))
		const { workshop, secrets, ...counts } = imported
		const links = workshopLinks(publicUrl ?? `http://localhost:${port}`, workshop.joinCode, secrets)
		return {
			lines: [
				`Imported ${workshop.title}: ${counts.boards} boards, ${counts.images} images, ${counts.snapshots} saved versions.`,
				`Facilitator   ${links.facilitator}`,
				`Participants  ${links.participant}`,
				`Projector     ${links.projector}`,
			],
			json: { workshop: workshop.id, title: workshop.title, joinCode: workshop.joinCode, links, ...counts },
		}
	} catch (cause) {
		if (cause instanceof AppError || cause instanceof ImportRefusedError)
			throw new StartError(`The file ${file} cannot be imported. ${cause.message}`, { cause })
		throw cause
	}
}
