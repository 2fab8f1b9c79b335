import type { Command, CommandOf, CommandResult, WorkshopId } from '@charrette/shared'
import { commandBody } from '@charrette/shared'
import { Router } from 'express'
import { freezeBoards, lockRecords, removeBoard, revealCards } from '../../workshops/facilitation/boardCommands.ts'
import { runChange } from '../../workshops/facilitation/Change.ts'
import type { ChangeType } from '../../workshops/facilitation/commands.ts'
import { CHANGES } from '../../workshops/facilitation/commands.ts'
import {
	moveParticipant,
	nudgeParticipant,
	readmitParticipant,
	removeParticipant,
} from '../../workshops/facilitation/participantCommands.ts'
import { gatherParticipants, setSpotlight } from '../../workshops/facilitation/presentationCommands.ts'
import { addSession, copySession, removeSession } from '../../workshops/facilitation/sessionCommands.ts'
import { mixGroups } from '../../workshops/groups/mixPeople.ts'
import { removeGroup } from '../../workshops/groups/removeGroup.ts'
import { createLink } from '../../workshops/joinWorkshop.ts'
import { cancelVote, closeVote, openVote } from '../../workshops/votes/voteCommands.ts'
import { authenticate, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { originOf, roleLink } from '../links.ts'
import { validate } from '../validate.ts'

/** `POST /api/workshops/:id/commands` */
export function commandRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.post('/api/workshops/:id/commands', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		const command = validate(commandBody, request.body)
		const origin = originOf(deps.config, request)
		response.json(await run({ deps, id: visitor.workshop.id, origin }, command))
	})
	return router
}

/** What each command needs to run: who it is for, and where its sender sees the server. */
interface CommandContext {
	deps: HttpDeps
	id: WorkshopId
	origin: string
}

type Runners = {
	[Type in Command['type']]: (context: CommandContext, command: CommandOf<Type>) => Promise<CommandResult>
}

/** How each command runs. */
const RUNNERS: Runners = {
	'participant.move': async ({ deps, id }, command) => versionOf(await moveParticipant(deps, id, command)),
	'boards.freeze': async ({ deps, id }, command) => versionOf(await freezeBoards(deps, id, command)),
	'board.remove': ({ deps, id }, command) => removeBoard(deps, id, command),
	'spotlight.set': async ({ deps, id }, command) => versionOf(await setSpotlight(deps, id, command)),
	'people.gather': async ({ deps, id }, command) => versionOf(await gatherParticipants(deps, id, command)),
	'links.create': async ({ deps, id, origin }, { role }) => {
		const { workshop, secret } = await createLink(deps, id, role)
		return { ...versionOf(workshop), link: roleLink(origin, role, secret) }
	},
	'session.add': ({ deps, id }, command) => addSession(deps, id, command),
	'session.copy': ({ deps, id }, command) => copySession(deps, id, command),
	'session.remove': ({ deps, id }, command) => removeSession(deps, id, command),
	'participant.remove': ({ deps, id }, command) => removeParticipant(deps, id, command),
	'participant.readmit': ({ deps, id }, command) => readmitParticipant(deps, id, command),
	'participant.nudge': ({ deps, id }, command) => nudgeParticipant(deps, id, command),
	'setup.mark': async ({ deps, id }, command) => versionOf(await lockRecords(deps, id, command)),
	'groups.mix': ({ deps, id }, command) => mixGroups(deps, id, command),
	'groups.remove': ({ deps, id }, command) => removeGroup(deps, id, command),
	'private.reveal': ({ deps, id }, command) => revealCards(deps, id, command),
	'vote.open': ({ deps, id }, command) => openVote(deps, id, command),
	'vote.close': ({ deps, id }, command) => closeVote(deps, id, command),
	'vote.cancel': ({ deps, id }, command) => cancelVote(deps, id, command),
	...runEach(),
}

/** A runner for each command that is a change of the workshop and nothing else. */
function runEach(): Pick<Runners, ChangeType> {
	const types = Object.keys(CHANGES) as ChangeType[]
	return Object.fromEntries(types.map((type) => [type, runnerOf(type)])) as Pick<Runners, ChangeType>
}

function runnerOf<Type extends ChangeType>(type: Type) {
	return ({ deps, id }: CommandContext, command: CommandOf<Type>) =>
		runChange(deps, { id, command, change: CHANGES[type] })
}

function run<Type extends Command['type']>(context: CommandContext, command: CommandOf<Type>): Promise<CommandResult> {
	const runner: Runners[Type] = RUNNERS[command.type]
	return runner(context, command)
}

const versionOf = ({ version }: { version: number }): CommandResult => ({ version })
