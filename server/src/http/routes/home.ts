import {
	copyWorkshopBody,
	currentSession,
	type DeviceLink,
	findParticipant,
	type KnownBody,
	type KnownWorkshop,
	type KnownWorkshops,
	knownBody,
	type LastVisits,
	LIMITS,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { UnreadableRecordError } from '../../ports/StorageError.ts'
import type { TokenHolder } from '../../ports/TokenStore.ts'
import type { Requester } from '../../workshops/access.ts'
import { findNews } from '../../workshops/boards/findNews.ts'
import { copyWorkshop } from '../../workshops/copyWorkshop.ts'
import { roleLink } from '../../workshops/joinWorkshop.ts'
import { requireBoard } from '../../workshops/workshopParts.ts'
import { authenticateFacilitator, originOf } from '../authenticate.ts'
import { findMissingCredential, isOpenToEveryone, noteOrganisation } from '../findMissingCredential.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'
import { sendCreated } from './workshops.ts'

const COPY_LIMIT = {
	/** Copies of workshops at a time: each reads and writes every board. @limit server: they wait */
	maxRunning: 1,
	/** Copies of workshops that wait. @limit server: `busy` */
	maxQueued: 4,
	retryAfterS: 5,
}
/** Life of a link to another device (HOME4). @limit workshop: it ends */
const DEVICE_LINK_MS = 10 * 60 * 1000

/**
 * Routes of the home page for the workshops that a browser knows: `POST /api/workshops/known`,
 * which lists them, `POST /api/workshops/copies`, and `POST /api/workshops/:id/device-links`.
 */
export function homeRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const copyLimit = createConcurrencyLimit(COPY_LIMIT)
	router.post('/api/workshops/known', async (request, response) => {
		const known = validate(knownBody, request.body)
		response.json({ workshops: await knownWorkshops(deps, known) } satisfies KnownWorkshops)
	})
	router.post('/api/workshops/copies', async (request, response) => {
		const missing = await findMissingCredential(deps, { request, response })
		if (missing) throw new AppError(missing)
		const { of: token, title, withCities } = validate(copyWorkshopBody, request.body)
		const holder = await deps.tokens.findToken(token)
		const model = holder && (await deps.workshops.byId(holder.workshop))
		if (!model) throw new AppError('not_signed_in')
		if (holder.role !== 'facilitator') throw new AppError('not_allowed')
		if (isOpenToEveryone(deps)) await requestLimits.createWorkshop(request)
		const copied = await copyLimit(response, () => copyWorkshop(deps, model, { title, withCities }))
		const created = await noteOrganisation(deps, { request, response }, copied)
		deps.log.info({ workshop: created.workshop.id, of: model.id }, 'workshop copied')
		sendCreated(deps, { request, response }, created)
	})
	router.post('/api/workshops/:id/device-links', async (request, response) => {
		const { identity, workshop } = await authenticateFacilitator(deps, request, request.params.id)
		const until = deps.now() + DEVICE_LINK_MS
		const grant = { workshop: workshop.id, role: 'facilitator', link: identity.link } as const
		const secret = await deps.tokens.createDeviceLink(grant, until)
		deps.log.info({ workshop: workshop.id }, 'device link created')
		const link = roleLink(originOf(deps.config, request), 'facilitator', secret)
		response.status(201).json({ link, until } satisfies DeviceLink)
	})
	return router
}

/**
 * Returns the workshop that each of these tokens opens now, or null. Reads them one after another,
 * and each workshop once.
 */
async function knownWorkshops({ tokens, workshops, rooms }: HttpDeps, sent: KnownBody) {
	const read = new Map<WorkshopId, Workshop | null>()
	const known: KnownWorkshops['workshops'] = []
	for (const [index, token] of sent.tokens.entries()) {
		const holder = await tokens.findToken(token)
		if (holder && !read.has(holder.workshop))
			read.set(holder.workshop, await workshops.byId(holder.workshop).catch(nullIfUnreadable))
		const workshop = holder && read.get(holder.workshop)
		const described = workshop ? describe(holder, workshop) : null
		const visits = sent.visits?.[index]
		if (!workshop || !described || !visits) known.push(described)
		else known.push({ ...described, news: await newsOf(rooms, { identity: holder, workshop }, visits) })
	}
	return known
}

/** Returns the boards that others have changed since the last visit, with their titles (VISIT4). */
async function newsOf(rooms: HttpDeps['rooms'], requester: Requester, visits: LastVisits) {
	const boards = await findNews({ rooms }, requester, visits)
	return boards.slice(0, LIMITS.maxNamedNews).map((id) => ({ id, title: requireBoard(requester.workshop, id).title }))
}

/** Returns null for a damaged workshop, so that the others are still listed. */
function nullIfUnreadable(cause: unknown): null {
	if (cause instanceof UnreadableRecordError) return null
	throw cause
}

function describe({ role, participant }: TokenHolder, workshop: Workshop): KnownWorkshop | null {
	if (participant && !findParticipant(workshop, participant)) return null
	const { id, title, createdAt, locale } = workshop
	return { id, role, title, createdAt, locale, session: currentSession(workshop)?.title ?? '' }
}
