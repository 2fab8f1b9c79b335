import type { Command, CommandResult, WorkshopId } from '@charrette/shared'
import { commandBody } from '@charrette/shared'
import type { Request } from 'express'
import { Router } from 'express'
import { createLink } from '../../workshops/createLink.ts'
import { freezeBoards } from '../../workshops/freezeBoards.ts'
import { gatherPeople } from '../../workshops/gatherPeople.ts'
import { moveParticipant } from '../../workshops/moveParticipant.ts'
import { setSpotlight } from '../../workshops/setSpotlight.ts'
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
		response.json(await run(deps, { id: visitor.workshop.id, command, request }))
	})
	return router
}

async function run(
	deps: HttpDeps,
	{ id, command, request }: { id: WorkshopId; command: Command; request: Request },
): Promise<CommandResult> {
	switch (command.type) {
		case 'participant.move':
			return versionOf(await moveParticipant(deps, id, command))
		case 'boards.freeze':
			return versionOf(await freezeBoards(deps, id, command))
		case 'spotlight.set':
			return versionOf(await setSpotlight(deps, id, command.board))
		case 'people.gather':
			return versionOf(await gatherPeople(deps, id, command.board))
		case 'links.create': {
			const { workshop, secret } = await createLink(deps, id, command.role)
			return { ...versionOf(workshop), link: roleLink(originOf(deps.config, request), command.role, secret) }
		}
	}
}

const versionOf = ({ version }: { version: number }): CommandResult => ({ version })
