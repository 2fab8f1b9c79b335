import type { IncomingMessage } from 'node:http'
import type { ErrorBody, ErrorCode } from '@charrette/shared'
import type { ErrorRequestHandler, Express, RequestHandler } from 'express'
import express from 'express'
import helmet from 'helmet'
import { AppError, ERRORS } from '../errors.ts'
import { ImportRefusedError } from '../import/FileDraft.ts'
import { ImageRefusedError } from '../ports/ImageStore.ts'
import { StorageError, UnreadableRecordError } from '../ports/StorageError.ts'
import { QueueFullError, WorkerEndedError } from '../workers/WorkerPool.ts'
import { requireAllowedHostname } from './allowedHostnames.ts'
import { basePathOf } from './basePath.ts'
import { createCodeThrottle } from './codeThrottle.ts'
import { discardUnreadBody, limitRequests, readJson } from './guardRequests.ts'
import type { HttpDeps } from './HttpDeps.ts'
import { createRequestLimits } from './requestLimits.ts'
import { accessRoutes } from './routes/access.ts'
import { fontRoutes, imageRoutes } from './routes/assets.ts'
import { clientErrorRoutes } from './routes/clientErrors.ts'
import { collectionRoutes } from './routes/collections.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { archiveRoutes, boardRoutes, viewerRoutes } from './routes/exports.ts'
import { homeRoutes } from './routes/home.ts'
import { hostRoutes } from './routes/host.ts'
import { legalRoutes } from './routes/hostSettings.ts'
import { importRoutes } from './routes/imports.ts'
import { languageRoutes } from './routes/languages.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { plenaryRoutes } from './routes/plenary.ts'
import { practiceReaderRoutes } from './routes/practiceReaders.ts'
import { practiceRoutes } from './routes/practices.ts'
import { reactionRoutes } from './routes/reactions.ts'
import { reportRoutes } from './routes/reports.ts'
import { searchRoutes } from './routes/search.ts'
import { clientRoutes, healthRoutes } from './routes/server.ts'
import { shareRoutes } from './routes/shares.ts'
import { signInRoutes } from './routes/signIn.ts'
import { snapshotRoutes } from './routes/snapshots.ts'
import { suggestionRoutes } from './routes/suggestions.ts'
import { threadRoutes } from './routes/threads.ts'
import { translationRoutes } from './routes/translations.ts'
import { travelRoutes } from './routes/travels.ts'
import { visitRoutes } from './routes/visits.ts'
import { voteRoutes } from './routes/votes.ts'
import { joinRoutes, runSheetRoutes, workshopRoutes } from './routes/workshops.ts'
import { serveClient } from './serveClient.ts'
import { trustProxies } from './trustedProxies.ts'

/** Number of seconds after which a client that found a queue full should try again. */
const RETRY_AFTER_S = '5'

/**
 * Creates the HTTP server: the API under `/api`, health checks, shared pages, and the client for
 * all other paths.
 */
export function createApp(deps: HttpDeps): Express {
	const codeThrottle = createCodeThrottle(deps.limits)
	const requestLimits = createRequestLimits(deps.config, { shared: deps.limits, own: deps.ownLimits })
	const app = express()
	app.disable('x-powered-by')
	app.set('trust proxy', trustProxies(deps.config.trustedProxies))
	app.use(discardUnreadBody, securityHeaders())
	app.use(healthRoutes(deps))
	app.use(requireAllowedHostname(deps.allowedHostnames))
	app.use(metricsRoutes(deps))
	if (deps.passRequests) app.use(deps.passRequests)
	app.use(limitRequests(deps.bounds), readJson(deps.bounds))
	app.use('/api', noStore)
	app.use(
		clientRoutes(deps),
		clientErrorRoutes(deps, requestLimits),
		workshopRoutes(deps, requestLimits),
		homeRoutes(deps, requestLimits),
		signInRoutes(deps, requestLimits),
		accessRoutes(deps),
		joinRoutes(deps, codeThrottle, requestLimits),
		runSheetRoutes(deps),
		viewerRoutes(deps),
		boardRoutes(deps),
		reportRoutes(deps),
		archiveRoutes(deps),
		snapshotRoutes(deps),
		shareRoutes(deps),
		voteRoutes(deps),
		plenaryRoutes(deps),
		searchRoutes(deps, requestLimits),
		visitRoutes(deps, requestLimits),
		reactionRoutes(deps),
		threadRoutes(deps, requestLimits),
		translationRoutes(deps, requestLimits),
		suggestionRoutes(deps, requestLimits),
		imageRoutes(deps),
		importRoutes(deps),
		fontRoutes(deps),
		practiceRoutes(deps),
		practiceReaderRoutes(deps, requestLimits),
		collectionRoutes(deps),
		travelRoutes(deps),
		exchangeRoutes(deps, requestLimits),
		languageRoutes(deps),
		legalRoutes(deps),
		hostRoutes(deps),
	)
	app.use('/api', () => {
		throw new AppError('not_found')
	})
	app.use(serveClient(undefined, { languages: deps.languages, base: basePathOf(deps.config) }))
	app.use(handleError(deps))
	return app
}

const noStore: express.RequestHandler = (_request, response, next) => {
	response.set('Cache-Control', 'no-store')
	next()
}

/** Answers an error that a route threw with an `ErrorBody`, and logs unexpected errors. */
function handleError({ log, metrics }: Pick<HttpDeps, 'log' | 'metrics'>): ErrorRequestHandler {
	return (error: unknown, request, response, next) => {
		const appError = toAppError(error)
		const { status } = ERRORS[appError.code]
		metrics.requestFailed(appError.code)
		if (status >= 500 && (appError.code !== 'busy' || error instanceof WorkerEndedError))
			log.error({ err: error, method: request.method, code: appError.code }, 'request failed')
		if (response.headersSent) return next(error)
		if (appError.code === 'busy' && !response.hasHeader('Retry-After')) response.set('Retry-After', RETRY_AFTER_S)
		const { code, reason, message } = appError
		const body: ErrorBody = { error: { code, ...(reason && { reason }), message } }
		response.status(status).json(body)
	}
}

function toAppError(error: unknown): AppError {
	if (error instanceof AppError) return error
	if (error instanceof StorageError) return new AppError('storage_failed')
	if (error instanceof UnreadableRecordError) return new AppError('unreadable_record')
	if (error instanceof QueueFullError || error instanceof WorkerEndedError) return new AppError('busy')
	if (error instanceof ImportRefusedError) return new AppError(error.reason, undefined, error.file)
	if (error instanceof ImageRefusedError) return new AppError(error.reason)
	return new AppError(codeOf(error))
}

/**
 * Returns the error code for an error of Express or its body parser. They have a status, and some a
 * type.
 */
function codeOf(error: unknown): ErrorCode {
	if (!(error instanceof Error)) return 'internal'
	if ('type' in error && error.type === 'entity.parse.failed') return 'malformed_json'
	if ('type' in error && error.type === 'entity.too.large') return 'too_large'
	if ('status' in error && typeof error.status === 'number' && error.status < 500) return 'invalid_input'
	return 'internal'
}

/* The licence tracker that tldraw uses on https pages. */
const TLDRAW_LICENCE_TRACKER = 'https://cdn.tldraw.com'
const HOST_PATTERN = /^[A-Za-z0-9.\-:[\]]+$/

/**
 * Sets the security headers of every response. Pages load nothing from other hosts. Headers that
 * need https (HSTS, upgrading of requests, opener isolation) stay off: a workshop on a plain http
 * LAN address must work.
 */
function securityHeaders(): RequestHandler {
	return helmet({
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				defaultSrc: ["'none'"],
				// HarfBuzz, which shapes the text of PDFs, is WebAssembly. Its code, too, is only loaded
				// from here.
				scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
				styleSrc: ["'self'", "'unsafe-inline'"],
				imgSrc: ["'self'", 'data:', 'blob:'],
				fontSrc: ["'self'", 'data:'],
				mediaSrc: ["'self'", 'blob:'],
				connectSrc: ["'self'", 'data:', 'blob:', sameHostSockets, TLDRAW_LICENCE_TRACKER],
				workerSrc: ["'self'", 'blob:'],
				manifestSrc: ["'self'"],
				frameAncestors: ["'none'"],
				baseUri: ["'none'"],
				formAction: ["'self'"],
			},
		},
		referrerPolicy: { policy: 'no-referrer' },
		strictTransportSecurity: false,
		crossOriginOpenerPolicy: false,
		originAgentCluster: false,
		xFrameOptions: { action: 'deny' },
	})
}

/**
 * Returns the sources of web sockets to the same host, which 'self' does not include in older
 * browsers.
 */
function sameHostSockets(request: IncomingMessage): string {
	const host = request.headers.host ?? ''
	return HOST_PATTERN.test(host) ? `ws://${host} wss://${host}` : "'self'"
}
