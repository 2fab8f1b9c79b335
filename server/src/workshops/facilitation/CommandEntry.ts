import type { Command, CommandOf, CommandResult, Workshop, WorkshopId } from '@charrette/shared'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/**
 * Context of a change: the server's time in ms, and an id for the entity that the change creates.
 */
export interface ChangeContext {
	now: number
	newId: string
}

/** A command as a pure change of the workshop. It runs again if another change was stored first. */
type Change<Type extends Command['type']> = (
	workshop: Workshop,
	command: CommandOf<Type>,
	context: ChangeContext,
) => Workshop

/** Context of a command with effects. */
export interface CommandRun {
	deps: WorkshopDeps
	id: WorkshopId
	context: ChangeContext
	/** The origin under which the sender reaches this server, for links. */
	origin: string
	/** The sender's token. */
	token: string
	/** Stores a change of the workshop and announces it. */
	apply(change: (workshop: Workshop) => Workshop): Promise<Workshop>
}

/**
 * How a command runs:
 *
 *     a function                  changes the workshop and nothing else
 *     { change, creates: true }   the same; `made` in the result is `context.newId`, the new entity
 *     { effects }                 also reads or writes boards, stores or sockets
 */
export type CommandEntry<Type extends Command['type']> =
	| Change<Type>
	| { change: Change<Type>; creates: true }
	| { effects(run: CommandRun, command: CommandOf<Type>): Promise<CommandResult> }

/** An entry for each command. */
export type CommandEntries = { [Type in Command['type']]: CommandEntry<Type> }
/** A part of the table. */
export type SomeCommands = Partial<CommandEntries>
