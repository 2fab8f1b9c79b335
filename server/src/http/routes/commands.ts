import type { Command, CommandOf, CommandResult, WorkshopId } from '@charrette/shared'
import { commandBody } from '@charrette/shared'
import { Router } from 'express'
import { addSession } from '../../workshops/conduct/addSession.ts'
import { carryOut } from '../../workshops/conduct/Change.ts'
import type { ChangeType } from '../../workshops/conduct/changes.ts'
import { CHANGES } from '../../workshops/conduct/changes.ts'
import { copySession } from '../../workshops/conduct/copySession.ts'
import { nudgeParticipant } from '../../workshops/conduct/nudgeParticipant.ts'
import { readmitParticipant, removeParticipant } from '../../workshops/conduct/removeParticipant.ts'
import { removeSession } from '../../workshops/conduct/removeSession.ts'
import { createLink } from '../../workshops/createLink.ts'
import { freezeBoards } from '../../workshops/freezeBoards.ts'
import { gatherPeople } from '../../workshops/gatherPeople.ts'
import { mixPeople } from '../../workshops/groups/mixPeople.ts'
import { removeGroup } from '../../workshops/groups/removeGroup.ts'
import { markSetUp } from '../../workshops/markSetUp.ts'
import { moveParticipant } from '../../workshops/moveParticipant.ts'
import { revealCards } from '../../workshops/private/revealCards.ts'
import { setSpotlight } from '../../workshops/setSpotlight.ts'
import { cancelVote, closeVote } from '../../workshops/votes/closeVote.ts'
import { openVote } from '../../workshops/votes/openVote.ts'
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
	'spotlight.set': async ({ deps, id }, command) => versionOf(await setSpotlight(deps, id, command)),
	'people.gather': async ({ deps, id }, command) => versionOf(await gatherPeople(deps, id, command)),
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
	'setup.mark': async ({ deps, id }, command) => versionOf(await markSetUp(deps, id, command)),
	'groups.mix': ({ deps, id }, command) => mixPeople(deps, id, command),
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
		carryOut(deps, { id, command, change: CHANGES[type] })
}

function run<Type extends Command['type']>(context: CommandContext, command: CommandOf<Type>): Promise<CommandResult> {
	const runner: Runners[Type] = RUNNERS[command.type]
	return runner(context, command)
}

const versionOf = ({ version }: { version: number }): CommandResult => ({ version })
