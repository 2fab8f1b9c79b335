import {
	type FollowedFeeds,
	fetchFeedsBody,
	type HostBackups,
	type HostPractices,
	type HostReports,
	type HostSession,
	hostSessionBody,
	type PracticeId,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { findPractices } from '../../exchange/findPractices.ts'
import { releasePractice, removePractice } from '../../exchange/publishPractice.ts'
import { dismissReport } from '../../exchange/reportPractice.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'
import { hostMachineRoutes } from './hostMachine.ts'
import { hostSettingsRoutes } from './hostSettings.ts'
import { hostWorkshopRoutes } from './hostWorkshops.ts'

/** Maximum number of practices or reports in a list for the host. */
const MAX_HOST_ITEMS = 200

/**
 * Routes for the host. `POST /api/host/session` exchanges the key for a token, `GET` answers
 * whether a token is valid. With the key or a token: `GET /api/host/practices`, which lists waiting
 * and public practices; `POST /api/host/practices/:id/publish`, `/withdraw` and `/allow`; `GET
 * /api/host/reports`, `DELETE /api/host/practices/:id/reports/:report`; `GET /api/host/backups`,
 * and `POST` to start one at once; `GET /api/host/following` and `POST /api/host/following/fetch`.
 * On a server without a key they answer `not_found`.
 */
export function hostRoutes(deps: HttpDeps): Router {
	const access = deps.hostAccess
	const router = Router()
	router.use('/api/host', (_request, _response, next) => {
		if (!access.hasKey) throw new AppError('not_found')
		next()
	})
	router.post('/api/host/session', async (request, response) => {
		const { key } = validate(hostSessionBody, request.body)
		response.status(201).json((await access.signIn({ request, response }, key)) satisfies HostSession)
	})
	router.use('/api/host', async (request, response, next) => {
		await access.require({ request, response })
		next()
	})
	router.get('/api/host/session', (_request, response) => {
		response.status(204).end()
	})
	router.use(hostWorkshopRoutes(deps), hostMachineRoutes(deps), hostSettingsRoutes(deps))
	router.get('/api/host/practices', async (_request, response) => {
		const waiting = await deps.practices.waitingForHost(MAX_HOST_ITEMS)
		const query = { reader: { workshop: null }, text: '', locale: 'en', filters: {}, sort: 'newest' } as const
		const listed = await findPractices(deps, { ...query, offset: 0, limit: MAX_HOST_ITEMS })
		response.json({ waiting, public: listed.practices, total: listed.total } satisfies HostPractices)
	})
	router.post('/api/host/practices/:id/publish', async (request, response) => {
		const practice = await releasePractice(deps, request.params.id)
		deps.log.info({ practice: practice.id, version: practice.version }, 'practice released by the host')
		response.json({ practice })
	})
	router.post('/api/host/practices/:id/withdraw', async (request, response) => {
		await removePractice(deps, request.params.id)
		deps.log.info({ practice: request.params.id }, 'practice withdrawn by the host')
		response.status(204).end()
	})
	router.post('/api/host/practices/:id/allow', async (request, response) => {
		if (!(await deps.practices.unblock(request.params.id as PracticeId))) throw new AppError('not_found')
		response.status(204).end()
	})
	router.get('/api/host/reports', async (_request, response) => {
		response.json((await deps.practices.reported(MAX_HOST_ITEMS)) satisfies HostReports)
	})
	router.delete('/api/host/practices/:id/reports/:report', async (request, response) => {
		await dismissReport(deps, request.params)
		response.status(204).end()
	})
	router.get('/api/host/backups', async (_request, response) => {
		response.json({ backups: await deps.backups.read() } satisfies HostBackups)
	})
	router.post('/api/host/backups', async (_request, response) => {
		if ((await deps.backups.read()) === null) throw new AppError('not_found')
		await deps.backups.start()
		response.status(202).end()
	})
	router.get('/api/host/following', async (_request, response) => {
		response.json({ feeds: await deps.feedPoller.list() } satisfies FollowedFeeds)
	})
	router.post('/api/host/following/fetch', async (request, response) => {
		const { url } = validate(fetchFeedsBody, request.body)
		await deps.feedPoller.fetchNow(url)
		response.json({ feeds: await deps.feedPoller.list() } satisfies FollowedFeeds)
	})
	return router
}
