import type { Command, CommandOf, CommandResult, WorkshopId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { FACILITATOR_COMMANDS } from '../groups/facilitatorCommands.ts'
import { GROUP_COMMANDS } from '../groups/groupCommands.ts'
import { VOTE_COMMANDS } from '../votes/voteCommands.ts'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { ACCESS_COMMANDS } from './accessCommands.ts'
import { BOARD_COMMANDS } from './boardCommands.ts'
import type { ChangeContext, CommandEntries, CommandEntry, CommandRun } from './CommandEntry.ts'
import { CORRECTION_COMMANDS } from './correctionCommands.ts'
import { PARTICIPANT_COMMANDS } from './participantCommands.ts'
import { PHASE_COMMANDS } from './phaseCommands.ts'
import { PRESENTATION_COMMANDS } from './presentationCommands.ts'
import { SESSION_COMMANDS } from './sessionCommands.ts'

const COMMANDS: CommandEntries = {
	...SESSION_COMMANDS,
	...PHASE_COMMANDS,
	...PRESENTATION_COMMANDS,
	...BOARD_COMMANDS,
	...PARTICIPANT_COMMANDS,
	...CORRECTION_COMMANDS,
	...ACCESS_COMMANDS,
	...GROUP_COMMANDS,
	...FACILITATOR_COMMANDS,
	...VOTE_COMMANDS,
}

/**
 * A facilitator's command for a workshop, with the sender's token. `origin` is the origin under
 * which the sender reaches this server.
 */
interface CommandRequest<Type extends Command['type']> {
	id: WorkshopId
	command: CommandOf<Type>
	origin: string
	token: string
}

/**
 * Runs a facilitator's command, and returns the version of the workshop after it. Throws the
 * `AppError` of its entry.
 */
export async function runCommand<Type extends Command['type']>(
	deps: WorkshopDeps,
	{ id, command, origin, token }: CommandRequest<Type>,
): Promise<CommandResult> {
	const context: ChangeContext = { now: deps.now(), newId: createId() }
	const apply: CommandRun['apply'] = (change) => changeWorkshop(deps, id, change)
	const entry: CommandEntry<Type> = COMMANDS[command.type]
	if (typeof entry === 'function') {
		const { version } = await apply((workshop) => entry(workshop, command, context))
		return { version }
	}
	if ('effects' in entry) return entry.effects({ deps, id, context, origin, token, apply }, command)
	const { version } = await apply((workshop) => entry.change(workshop, command, context))
	return { version, made: context.newId }
}
