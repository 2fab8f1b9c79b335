import type { Workshop, WorkshopId } from '@charrette/shared'
import type { Command } from 'commander'
import { AppError, StartError } from '../errors.ts'
import type { ErasedWorkshop } from '../maintenance/eraseWorkshop.ts'
import type { Maintenance } from '../openMaintenance.ts'
import { type Answer, JSON_OPTION, printAnswer } from './answer.ts'
import { findWorkshop, withMaintenance } from './withMaintenance.ts'

const HELP = `
WORKSHOP is the id of a workshop, as in the address of its dashboard, or its join code.
Erases its boards with their logs and saved versions, votes, practices, shared pages, links and the images that only it shows, so
that no file of the data folder has a byte of them. The server must not run; with PostgreSQL it may.
Backups keep what they have: delete those that were made before. What other workshops took over, and files that people
saved, are out of reach.
JSON: { workshop, boards, images, adoptedByOthers, isPurged }, or { workshop, erased: false } without --yes`

interface Options {
	json?: boolean
	yes?: boolean
}

/** `charrette erase`: erases a workshop. */
export function addErase(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('erase')
		.description('erase a workshop, so that no byte of it is left')
		.argument('<workshop>', 'its id or join code')
		.option('--yes', 'erase; without this the command only says what it would do')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((wanted: string, options: Options) =>
			printAnswer(options, () => withMaintenance(env, (storage) => erase(storage, wanted, options))),
		)
}

async function erase(storage: Maintenance, wanted: string, { yes }: Options): Promise<Answer> {
	const workshop = await findWorkshop(storage, wanted)
	const id = workshop?.id ?? (wanted as WorkshopId)
	if (workshop && !yes) {
		const lines = [describe(workshop), 'Nothing was erased. Add --yes to erase it.']
		return { lines, json: { workshop: id, erased: false }, isFault: true }
	}
	const { eraseWorkshop } = await import('../maintenance/eraseWorkshop.ts')
	try {
		const erased = await eraseWorkshop(storage, id)
		const isFault = !erased.isPurged || erased.images === null
		return { lines: toLines(erased), json: { workshop: id, ...erased }, isFault }
	} catch (cause) {
		if (!(cause instanceof AppError) || cause.code !== 'not_found') throw cause
		throw new StartError(`There is no workshop with the id or join code ${wanted}.`, { cause })
	}
}

function describe({ id, title, sessions, participants }: Workshop): string {
	const boards = sessions.reduce((sum, session) => sum + session.boards.length, 0)
	return `${title} (${id}): ${boards} boards, ${participants.length} participants.`
}

function toLines({ boards, images, adoptedByOthers, isPurged }: ErasedWorkshop): string[] {
	return [
		images === null
			? `Erased ${boards} boards and practices. Images stay for now: something is damaged, see charrette check.`
			: `Erased ${boards} boards and practices, and ${images} images.`,
		...(adoptedByOthers > 0 ? [`Other workshops took over ${adoptedByOthers} ideas, and keep their own cards.`] : []),
		...(isPurged ? [] : ['Another program reads the database, whose files may have bytes of it until it ends.']),
		'Backups that were made before still have it: delete them.',
	]
}
