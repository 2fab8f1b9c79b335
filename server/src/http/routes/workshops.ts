import {
	type CreatedWorkshop,
	commandBody,
	createWorkshopBody,
	findOwnBoard,
	findParticipant,
	type InactiveParticipants,
	type Invitation,
	type JoinResult,
	joinBody,
	nameBody,
	type Phase,
	type PhasePlan,
	previewBody,
	type RunSheetFile,
	runSheetQuery,
	type Session,
	type TemplateOffer,
	type TokenGrant,
	tokenBody,
	type WorkshopView,
	workshopVisibleTo,
} from '@charrette/shared'
import { type Request, type Response, Router } from 'express'
import { AppError } from '../../errors.ts'
import { createSampleWorkshop } from '../../exchange/sample/createSampleWorkshop.ts'
import { attachment, exportFileName } from '../../export/exportHeaders.ts'
import { createWorkshop, type WorkshopWithSecrets } from '../../workshops/createWorkshop.ts'
import { inactiveParticipants } from '../../workshops/facilitation/participantCommands.ts'
import { runCommand } from '../../workshops/facilitation/runCommand.ts'
import {
	exchangeSecret,
	findByCode,
	joinWorkshop,
	renameParticipant,
	workshopLinks,
} from '../../workshops/joinWorkshop.ts'
import { TEMPLATES } from '../../workshops/templates/templates.ts'
import { requireSession } from '../../workshops/workshopParts.ts'
import { authenticate, authenticateFacilitator, authenticateMember, originOf, requireRole } from '../authenticate.ts'
import type { CodeThrottle } from '../codeThrottle.ts'
import { findMissingCredential, isOpenToEveryone, noteOrganisation } from '../findMissingCredential.ts'
import type { HttpContext } from '../HttpContext.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/**
 * `POST /api/workshops`; `GET /api/workshops/:id` and `…/quiet`; `POST /api/workshops/:id/name` and
 * `…/commands`
 */
export function workshopRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/workshops', async (request, response) => {
		const missing = await findMissingCredential(deps, { request, response })
		if (missing) throw new AppError(missing)
		const body = validate(createWorkshopBody, request.body)
		if (isOpenToEveryone(deps)) await requestLimits.createWorkshop(request)
		const create = body.template === 'sample' ? createSampleWorkshop : createWorkshop
		const created = await noteOrganisation(deps, { request, response }, await create(deps, body))
		deps.log.info({ workshop: created.workshop.id, template: body.template }, 'workshop created')
		sendCreated(deps, { request, response }, created)
	})
	router.get('/api/workshops/:id', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		const { identity, workshop } = requester
		const participant = identity.participant && findParticipant(workshop, identity.participant)
		const board = participant ? findOwnBoard(workshop, participant) : null
		const view: WorkshopView = {
			workshop: workshopVisibleTo(identity.role, workshop),
			role: identity.role,
			participant: participant || null,
			board,
			now: deps.now(),
		}
		response.json(view)
	})
	router.post('/api/workshops/:id/name', async (request, response) => {
		const requester = await authenticate(deps, request)
		requireRole(requester, request.params.id, ['participant'])
		const { participant } = requester.identity
		if (!participant) throw new AppError('not_allowed')
		const { name } = validate(nameBody, request.body)
		response.json(await renameParticipant(deps, { id: requester.workshop.id, participant, name }))
	})
	router.get('/api/workshops/:id/quiet', async (request, response) => {
		const { workshop } = await authenticateFacilitator(deps, request, request.params.id)
		const quiet = await inactiveParticipants(deps, workshop)
		response.json({ quiet } satisfies InactiveParticipants)
	})
	router.post('/api/workshops/:id/commands', async (request, response) => {
		const { workshop, token } = await authenticateFacilitator(deps, request, request.params.id)
		const command = validate(commandBody, request.body)
		const origin = originOf(deps.config, request)
		response.json(await runCommand(deps, { id: workshop.id, command, origin, token }))
	})
	return router
}

/** Answers with a new workshop, and its links under the address that the sender uses. */
export function sendCreated(
	{ config }: Pick<HttpDeps, 'config'>,
	{ request, response }: HttpContext,
	{ workshop, token, secrets }: WorkshopWithSecrets,
): void {
	const { joinCode } = workshop
	const links = workshopLinks(originOf(config, request), joinCode, secrets)
	response.status(201).json({ workshop, token, joinCode, links } satisfies CreatedWorkshop)
}

/** `POST /api/join/preview`, `GET /api/join/:code`, `POST /api/join`, `POST /api/token` */
export function joinRoutes(deps: HttpDeps, codeThrottle: CodeThrottle, requestLimits: RequestLimits): Router {
	const router = Router()
	const preview = async (request: Request, response: Response, code: string) => {
		const found = await codeThrottle.guess({ request, response }, code, () => findByCode(deps, code))
		const host = deps.hostSettings.publicHost()
		const cityNames = await deps.cityNames.namesOf(found.cities)
		const invitation: Invitation = {
			title: found.title,
			locales: found.locales,
			cities: found.cities.map((city) => city.name),
			cityNames: Object.fromEntries(cityNames),
			...(host && { host }),
		}
		response.json(invitation)
	}
	router.post('/api/join/preview', (request, response) =>
		preview(request, response, validate(previewBody, request.body).code),
	)
	// For clients of earlier releases. A path stays in the logs of proxies, so newer clients send the
	// code in a body.
	router.get('/api/join/:code', (request, response) => preview(request, response, request.params.code))
	router.post('/api/join', async (request, response) => {
		const body = validate(joinBody, request.body)
		const joined: JoinResult = await codeThrottle.guess({ request, response }, body.code, async () => {
			const { id } = await findByCode(deps, body.code)
			await requestLimits.join({ request, response }, id)
			return joinWorkshop(deps, body)
		})
		deps.log.info(
			{ workshop: joined.workshop.id, participants: joined.workshop.participants.length },
			'participant joined',
		)
		response.status(201).json(joined)
	})
	router.post('/api/token', async (request, response) => {
		const { secret } = validate(tokenBody, request.body)
		await requestLimits.exchange({ request, response })
		const grant: TokenGrant = await exchangeSecret(deps, secret)
		response.status(201).json(grant)
	})
	return router
}

/** `GET /api/templates`, `GET /api/workshops/:id/runsheet.json` */
export function runSheetRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/templates', (_request, response) => {
		const templates = Object.values(TEMPLATES).map(({ id, title, phases, group }): TemplateOffer => {
			return { id, title, phases: phases.map(({ kind, title, minutes }) => ({ kind, title, minutes })), board: group }
		})
		response.json({ templates })
	})
	router.get('/api/workshops/:id/runsheet.json', async (request, response) => {
		const { workshop } = await authenticateFacilitator(deps, request, request.params.id)
		const session = requireSession(workshop, validate(runSheetQuery, request.query).session)
		const name = exportFileName({ workshop, board: { title: `${session.title} - run sheet` }, at: new Date() }, 'json')
		response.type('application/json; charset=utf-8').set('Content-Disposition', attachment(name))
		response.send(`${JSON.stringify(sheetOf(session), null, '\t')}\n`)
	})
	return router
}

function sheetOf({ title, phases }: Session): RunSheetFile {
	return { charrette: 'run sheet', version: 1, title, phases: phases.map(planOf) }
}

function planOf({ id: _, ...plan }: Phase): PhasePlan {
	return plan
}
