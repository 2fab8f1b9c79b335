import type { Express } from 'express'
import express from 'express'
import { AppError } from '../errors.ts'
import type { HttpDeps } from './HttpDeps.ts'
import { handleError } from './handleError.ts'
import { createRateLimits } from './rateLimits.ts'
import { boardRoutes } from './routes/boards.ts'
import { clientRoutes } from './routes/client.ts'
import { commandRoutes } from './routes/commands.ts'
import { fontRoutes } from './routes/fonts.ts'
import { healthRoutes } from './routes/health.ts'
import { imageRoutes } from './routes/images.ts'
import { importRoutes } from './routes/imports.ts'
import { joinRoutes } from './routes/join.ts'
import { packRoutes } from './routes/packs.ts'
import { reportRoutes } from './routes/reports.ts'
import { runSheetRoutes } from './routes/runSheets.ts'
import { shareRoutes } from './routes/shares.ts'
import { snapshotRoutes } from './routes/snapshots.ts'
import { viewerRoutes } from './routes/viewers.ts'
import { voteRoutes } from './routes/votes.ts'
import { workshopRoutes } from './routes/workshops.ts'
import { securityHeaders } from './securityHeaders.ts'
import { serveClient } from './serveClient.ts'

const MAX_JSON = '256kb'

/** The HTTP side of the server: the API under `/api`, health, and the client for everything else. */
export function createApp(deps: HttpDeps): Express {
	const limits = createRateLimits()
	const app = express()
	app.disable('x-powered-by')
	// A proxy on the same machine tells the visitor's address and protocol; nobody else is believed.
	app.set('trust proxy', 'loopback')
	app.use(securityHeaders())
	app.use(healthRoutes(deps))
	app.use('/api', noStore, express.json({ limit: MAX_JSON }))
	app.use(
		clientRoutes(deps),
		workshopRoutes(deps, limits),
		joinRoutes(deps, limits),
		commandRoutes(deps),
		runSheetRoutes(deps),
		viewerRoutes(deps),
		boardRoutes(deps),
		reportRoutes(deps),
		packRoutes(deps),
		snapshotRoutes(deps),
		shareRoutes(deps),
		voteRoutes(deps),
		imageRoutes(deps),
		importRoutes(deps),
		fontRoutes(deps),
	)
	app.use('/api', () => {
		throw new AppError('not_found')
	})
	app.use(serveClient())
	app.use(handleError(deps.log))
	return app
}

const noStore: express.RequestHandler = (_request, response, next) => {
	response.set('Cache-Control', 'no-store')
	next()
}
