import type { Command, CommandOf, CommandResult, Workshop, WorkshopId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'

/** What a change needs of the world: the server's time in ms, and an id for what it may make. */
export interface ChangeContext {
	now: number
	newId: string
}

/** A command as a pure change of the workshop; it runs again when somebody else was quicker. */
export type Change<Type extends Command['type']> = (
	workshop: Workshop,
	command: CommandOf<Type>,
	moment: ChangeContext,
) => Workshop

/** A change for each of these commands. */
export type Changes<Types extends Command['type']> = { [Type in Types]: Change<Type> }

/** Carries a change out, and tells everybody; gives the version it made. */
export async function runChange<Type extends Command['type']>(
	deps: WorkshopDeps,
	{ id, command, change }: { id: WorkshopId; command: CommandOf<Type>; change: Change<Type> },
): Promise<CommandResult> {
	const moment: ChangeContext = { now: Date.now(), newId: createId() }
	const { version } = await changeWorkshop(deps, id, (workshop) => change(workshop, command, moment))
	return CREATING_COMMANDS.has(command.type) ? { version, made: moment.newId } : { version }
}

/** The changes that make something, under the id of their moment. */
const CREATING_COMMANDS = new Set<Command['type']>(['phase.add', 'phase.copy', 'groups.add', 'vote.proxy'])
