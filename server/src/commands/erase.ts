import { json } from 'node:stream/consumers'
import type { Workshop, WorkshopId } from '@charrette/shared'
import type { Command } from 'commander'
import { findEarlierCopies } from '../backup/findEarlierCopies.ts'
import { AppError, StartError } from '../errors.ts'
import type { ErasedPerson } from '../maintenance/erasePerson.ts'
import type { ErasedWorkshop } from '../maintenance/eraseWorkshop.ts'
import { askServer, findOnServer } from '../start/commandSocket.ts'
import { type Config, readConfig } from '../start/config.ts'
import type { CommandStorage } from '../start/openCommandStorage.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'
import { findWorkshop, withCommandStorage } from './withCommandStorage.ts'

const HELP = `
WORKSHOP is the id of a workshop, as in the address of its dashboard, or its join code.
Erases its boards with their logs and saved versions, votes, practices, shared pages, links and the images that only it shows, so
that no file of the data folder has a byte of them. If the server runs, it does so itself.

--person erases one person instead: name, city, access, private cards, reactions, and their name behind what they wrote, in saved
versions, too; shared pages that name authors end. Their cards stay, unless --with-cards takes them along. If the server runs, it does so
itself: for some seconds nobody has a board of the workshop open, and all are back by themselves. Without one on this machine, stop all
nodes that share the database.

Backups keep what they have: those in BACKUP_DIR, and data that a restore moved away, are listed, to be deleted. What other workshops took over, and files that people
saved, are out of reach.
JSON: { workshop, boards, images, adoptedByOthers, isPurged, copies }, { workshop, erased: true, copies } if a server runs, or { workshop, participant, cards, mentions, practices,
images, isPurged, copies }; { workshop, erased: false } without --yes

Examples:
    charrette erase K7M2QX
    charrette erase K7M2QX --yes
    charrette erase K7M2QX --person "Ana Ruiz" --yes`

interface EraseOutput extends CommandOutput {
	json: object
}

interface Options {
	json?: boolean
	yes?: boolean
	person?: string
	withCards?: boolean
}

/** `charrette erase`: erases a workshop, or a person from it. */
export function addErase(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('erase')
		.description('erase a workshop, or a person from it, so that no byte of it is left')
		.argument('<workshop>', 'its id or join code')
		.option('--person <name or id>', 'erase this person alone')
		.option('--with-cards', 'erase the cards that they wrote, too')
		.option('--yes', 'erase; without this the command only says what it would do')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((wanted: string, options: Options) =>
			printOutput(options, async () => {
				const config = readConfig(env)
				const output =
					(await eraseOnServer(config, wanted, options)) ??
					(await withCommandStorage(env, (storage) => erase(storage, wanted, options)))
				return options.yes ? withCopies(output, await findEarlierCopies(config)) : output
			}),
		)
}

/** Erases a workshop through the server that runs; null if none runs. */
async function eraseOnServer(
	config: Config,
	wanted: string,
	{ yes, person, withCards = false }: Options,
): Promise<EraseOutput | null> {
	const workshop = await findOnServer(config, wanted)
	if (!workshop) return null
	requirePerson(person, withCards)
	const { id, title, boards, people } = workshop
	if (!yes) {
		const lines = [`${title} (${id}): ${boards} boards, ${people} participants.`, ...whom(person), NOTHING_ERASED]
		return { lines, json: { workshop: id, erased: false }, isFault: true }
	}
	if (person !== undefined) {
		const path = `/api/host/workshops/${id}/erase-person`
		const answer = await askServer(config, path, { method: 'POST', body: { person, withCards } })
		if (answer) return outputOfPerson(id, (await json(answer)) as ErasedPerson, withCards)
	}
	await askServer(config, `/api/host/workshops/${id}`, { method: 'DELETE', body: { title } })
	return { lines: [`The running server erased ${title}.`], json: { workshop: id, erased: true } }
}

async function erase(
	storage: CommandStorage,
	wanted: string,
	{ yes, person, withCards = false }: Options,
): Promise<EraseOutput> {
	requirePerson(person, withCards)
	const workshop = await findWorkshop(storage, wanted)
	const id = workshop?.id ?? (wanted as WorkshopId)
	if (workshop && !yes) {
		const lines = [describe(workshop), ...whom(person), NOTHING_ERASED]
		return { lines, json: { workshop: id, erased: false }, isFault: true }
	}
	try {
		if (person === undefined) return await eraseAll(storage, id)
		const { erasePerson } = await import('../maintenance/erasePerson.ts')
		const erased = await erasePerson(storage, { workshop: id, person, withCards })
		return outputOfPerson(id, erased, withCards)
	} catch (cause) {
		if (!(cause instanceof AppError)) throw cause
		const isUnknown = !workshop && cause.code === 'not_found'
		throw new StartError(isUnknown ? `There is no workshop with the id or join code ${wanted}.` : cause.message, {
			cause,
		})
	}
}

function requirePerson(person: string | undefined, withCards: boolean): void {
	if (withCards && person === undefined) throw new StartError('--with-cards belongs to --person.')
}

const whom = (person: string | undefined) => (person === undefined ? [] : [`Of these, ${person} would be erased.`])

function outputOfPerson(workshop: WorkshopId, erased: ErasedPerson, withCards: boolean): EraseOutput {
	return { lines: linesOfPerson(erased, withCards), json: { workshop, ...erased }, isFault: isIncomplete(erased) }
}

async function eraseAll(storage: CommandStorage, id: WorkshopId): Promise<EraseOutput> {
	const { eraseWorkshop } = await import('../maintenance/eraseWorkshop.ts')
	const erased = await eraseWorkshop(storage, id)
	return { lines: linesOfWorkshop(erased), json: { workshop: id, ...erased }, isFault: isIncomplete(erased) }
}

/** Adds to an output the paths of copies that still contain the erased data. */
function withCopies({ lines, json, isFault = false }: EraseOutput, copies: readonly string[]): CommandOutput {
	const elsewhere = 'Backups that were made before, and are elsewhere, still have it: delete them.'
	const listed = copies.length > 0 ? ['These still have it: delete them.', ...copies.map((path) => `  ${path}`)] : []
	return { lines: [...lines, ...listed, elsewhere], json: { ...json, copies }, isFault }
}

function isIncomplete({ images, isPurged }: Pick<ErasedWorkshop, 'images' | 'isPurged'>): boolean {
	return !isPurged || images === null
}

function describe({ id, title, sessions, participants }: Workshop): string {
	const boards = sessions.reduce((sum, session) => sum + session.boards.length, 0)
	return `${title} (${id}): ${boards} boards, ${participants.length} participants.`
}

function linesOfWorkshop({ boards, images, adoptedByOthers, isPurged }: ErasedWorkshop): string[] {
	return [
		images === null
			? `Erased ${boards} boards and practices. ${IMAGES_STAY}`
			: `Erased ${boards} boards and practices, and ${images} images.`,
		...(adoptedByOthers > 0 ? [`Other workshops took over ${adoptedByOthers} ideas, and keep their own cards.`] : []),
		...(isPurged ? [] : [NOT_PURGED]),
	]
}

function linesOfPerson({ cards, mentions, practices, images, isPurged }: ErasedPerson, withCards: boolean): string[] {
	return [
		withCards ? `Erased the person and ${cards} cards.` : 'Erased the person. Their cards stay, without a name.',
		...(mentions > 0 ? [`The texts of ${mentions} cards have the name: read and change them.`] : []),
		...(practices > 0 ? [`${practices} published practices name them: publish them again, or withdraw them.`] : []),
		...(images === null ? [IMAGES_STAY] : []),
		...(isPurged ? [] : [NOT_PURGED]),
	]
}

const NOTHING_ERASED = 'Nothing was erased. Add --yes to erase.'
const IMAGES_STAY = 'Images stay for now: something is damaged, see charrette check.'
const NOT_PURGED = 'Another program reads the database, whose files may have bytes of it until it ends.'
