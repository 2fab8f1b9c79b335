import { type HostBackups, type HostSession, hostSessionBody } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { refreshCatalogue } from '../../host/refreshCatalogue.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'
import { hostExchangeRoutes } from './hostExchange.ts'
import { hostMachineRoutes } from './hostMachine.ts'
import { hostSettingsRoutes } from './hostSettings.ts'
import { hostWorkshopRoutes } from './hostWorkshops.ts'

/**
 * Routes for the host. `POST /api/host/session` exchanges the key for a token, `GET` answers
 * whether a token is valid. With the key or a token: `GET /api/host/backups`, and `POST` to start
 * one at once; and the routes of the host's exchange, workshops, machine and settings. On a server
 * without a key they answer `not_found`, except to commands (CLI5).
 */
export function hostRoutes(deps: HttpDeps): Router {
	const access = deps.hostAccess
	const router = Router()
	router.use('/api/host', (request, _response, next) => {
		if (!access.hasRoutesFor(request)) throw new AppError('not_found')
		next()
	})
	router.post('/api/host/session', async (request, response) => {
		const { key } = validate(hostSessionBody, request.body)
		response.status(201).json((await access.signIn({ request, response }, key)) satisfies HostSession)
	})
	router.use('/api/host', async (request, response, next) => {
		await access.require({ request, response })
		// Without a key the list is only kept for commands, when they ask for it.
		if (!access.hasKey) await refreshCatalogue(deps)
		next()
	})
	router.get('/api/host/session', (_request, response) => {
		response.status(204).end()
	})
	router.use(hostWorkshopRoutes(deps), hostMachineRoutes(deps), hostSettingsRoutes(deps))
	router.use(hostExchangeRoutes(deps))
	router.get('/api/host/backups', async (_request, response) => {
		response.json({ backups: await deps.backups.read() } satisfies HostBackups)
	})
	router.post('/api/host/backups', async (_request, response) => {
		if ((await deps.backups.read()) === null) throw new AppError('not_found')
		await deps.backups.start()
		response.status(202).end()
	})
	return router
}
