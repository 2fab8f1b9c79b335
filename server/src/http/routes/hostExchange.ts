import {
	blockServerBody,
	type FollowedFeeds,
	fetchFeedsBody,
	type HostPractices,
	type HostReports,
	type HostServers,
	type HostWaiting,
	type PracticeId,
	refuseBody,
	releaseBody,
	trustBody,
	type WaitingPractice,
	withdrawBody,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { readHostQuestions, removeForHost } from '../../exchange/cityQuestions.ts'
import { findPractices } from '../../exchange/findPractices.ts'
import { readWaiting, refusePractice, releasePractice, removePractice } from '../../exchange/publishPractice.ts'
import { dismissReport } from '../../exchange/reportPractice.ts'
import { requireWorkshop } from '../../workshops/WorkshopDeps.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** Maximum number of practices or reports in a list for the host. */
const MAX_HOST_ITEMS = 200

type TrustView = Pick<HostPractices, 'trusted' | 'trustedOrganisations'>

/**
 * For the host, after `hostRoutes` has checked the key: `GET /api/host/practices`, the waiting,
 * public, received and blocked practices, `/waiting`, their numbers, and `/practices/:id`, one that
 * waits; `POST /api/host/practices/:id/publish`, `/refuse`, `/withdraw` and `/allow`; `POST
 * /api/host/trusted`; `GET /api/host/reports`, `DELETE /api/host/practices/:id/reports/:report`,
 * and the same for `questions`; `GET` and `POST /api/host/servers`; `GET /api/host/following` and
 * `POST /api/host/following/fetch`.
 */
export function hostExchangeRoutes(deps: HttpDeps): Router {
	const router = Router()
	const { practices, hostSettings, log } = deps
	router.get('/api/host/waiting', async (_request, response) => {
		const [waiting, { total }] = await Promise.all([practices.countWaiting(), practices.reported(0)])
		response.json({ waiting, reports: total } satisfies HostWaiting)
	})
	router.get('/api/host/practices', async (_request, response) => {
		const query = { reader: { workshop: null }, text: '', locale: 'en', filters: {}, sort: 'newest' } as const
		const [waiting, listed, received, blocked, trust] = await Promise.all([
			practices.waitingForHost(MAX_HOST_ITEMS),
			findPractices(deps, { ...query, offset: 0, limit: MAX_HOST_ITEMS }),
			practices.received(MAX_HOST_ITEMS),
			practices.blocked(MAX_HOST_ITEMS),
			readTrusted(),
		])
		const { practices: found, total } = listed
		const hasSignIn = deps.signIn !== null
		response.json({ waiting, public: found, total, received, blocked, ...trust, hasSignIn } satisfies HostPractices)
	})
	router.get('/api/host/practices/:id', async (request, response) => {
		response.json((await readWaiting(deps, request.params.id)) satisfies WaitingPractice)
	})
	router.post('/api/host/practices/:id/publish', async (request, response) => {
		const practice = await releasePractice(deps, { ...request.params, ...validate(releaseBody, request.body) })
		log.info({ practice: practice.id, version: practice.version }, 'practice released by the host')
		response.json({ practice })
	})
	router.post('/api/host/practices/:id/refuse', async (request, response) => {
		const practice = await refusePractice(deps, { ...request.params, ...validate(refuseBody, request.body) })
		log.info({ practice: practice.id }, 'practice refused by the host')
		response.json({ practice })
	})
	router.post('/api/host/practices/:id/withdraw', async (request, response) => {
		await removePractice(deps, { ...request.params, ...validate(withdrawBody, request.body) })
		log.info({ practice: request.params.id }, 'practice withdrawn by the host')
		response.status(204).end()
	})
	router.post('/api/host/practices/:id/allow', async (request, response) => {
		if (!(await practices.unblock(request.params.id as PracticeId))) throw new AppError('not_found')
		deps.feedPoller.fetchAnew()
		response.status(204).end()
	})
	router.post('/api/host/trusted', async (request, response) => {
		const body = validate(trustBody, request.body)
		if ('workshop' in body && body.isTrusted) await requireWorkshop(deps, body.workshop)
		await hostSettings.setTrusted(body)
		log.info(body, 'trust in a workshop or an organisation changed by the host')
		response.json((await readTrusted()) satisfies TrustView)
	})
	router.get('/api/host/reports', async (_request, response) => {
		response.json((await practices.reported(MAX_HOST_ITEMS)) satisfies HostReports)
	})
	router.delete('/api/host/practices/:id/reports/:report', async (request, response) => {
		await dismissReport(deps, request.params)
		response.status(204).end()
	})
	router.get('/api/host/questions', async (_request, response) => {
		response.json(await readHostQuestions(deps))
	})
	router.delete('/api/host/practices/:id/questions/:question', async (request, response) => {
		await removeForHost(deps, request.params)
		log.info({ practice: request.params.id }, 'question removed by the host')
		response.status(204).end()
	})
	router.get('/api/host/servers', async (_request, response) => {
		response.json({ servers: await practices.servers(MAX_HOST_ITEMS) } satisfies HostServers)
	})
	router.post('/api/host/servers', async (request, response) => {
		const { key, isBlocked } = validate(blockServerBody, request.body)
		if (isBlocked) await practices.blockServer(key, deps.now())
		else if (await practices.unblockServer(key)) deps.feedPoller.fetchAnew()
		else throw new AppError('not_found')
		log.info({ key, isBlocked }, 'server blocked or allowed by the host')
		response.json({ servers: await practices.servers(MAX_HOST_ITEMS) } satisfies HostServers)
	})
	router.get('/api/host/following', async (_request, response) => {
		response.json({ feeds: await deps.feedPoller.list() } satisfies FollowedFeeds)
	})
	router.post('/api/host/following/fetch', async (request, response) => {
		const { url } = validate(fetchFeedsBody, request.body)
		await deps.feedPoller.fetchNow(url)
		response.json({ feeds: await deps.feedPoller.list() } satisfies FollowedFeeds)
	})

	/** Returns the trusted organisations, and the trusted workshops that still exist. */
	async function readTrusted(): Promise<TrustView> {
		const { workshops, organisations } = hostSettings.trusted()
		const found = await Promise.all(workshops.map((id) => deps.workshops.byId(id)))
		const trusted = found.flatMap((workshop) => (workshop ? [{ id: workshop.id, title: workshop.title }] : []))
		return { trusted, trustedOrganisations: [...organisations] }
	}
	return router
}
