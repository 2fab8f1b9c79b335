import { pipeline } from 'node:stream/promises'
import {
	adoptBody,
	adoptionBody,
	adoptSimilarBody,
	allBoardsQuery,
	type Board,
	type BoardId,
	beginPracticeBody,
	type Card,
	changePracticeBody,
	type FollowedFeeds,
	fetchFeedsBody,
	type HostPractices,
	type HostReports,
	LIMITS,
	type PracticeId,
	pickLocale,
	practiceQuery,
	publishBody,
	ROLES,
	readBoard,
	similarQuery,
	type WorkshopPractices,
} from '@charrette/shared'
import { type Request, Router } from 'express'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { adoptPractice, changeAdoption, readAdoptions } from '../../exchange/adoptPractice.ts'
import { adoptSolution } from '../../exchange/adoptSolution.ts'
import { requireWritablePractice } from '../../exchange/ExchangeDeps.ts'
import { createFeedPages, FEED_PATH, parseCursor } from '../../exchange/files/feedPages.ts'
import { importExchangeFile } from '../../exchange/files/importExchangeFile.ts'
import { writeExchangeFile, writeWorkshopFile } from '../../exchange/files/writeExchangeFile.ts'
import {
	findPractices,
	findSimilar,
	readerOf,
	readPractice,
	readVersion,
	requireListed,
} from '../../exchange/findPractices.ts'
import { practicePage } from '../../exchange/publicPage.ts'
import {
	publishPractice,
	releasePractice,
	removePractice,
	submitPractice,
	withdrawPractice,
} from '../../exchange/publishPractice.ts'
import { dismissReport } from '../../exchange/reportPractice.ts'
import { beginPractice, changePractice } from '../../exchange/writePractice.ts'
import { exportFileName, fileHeaders } from '../../export/exportHeaders.ts'
import { requireVisibleBoard } from '../../workshops/access.ts'
import { saveImage } from '../../workshops/images.ts'
import { requireDiskSpace } from '../../workshops/requireDiskSpace.ts'
import {
	authenticate,
	authenticateFacilitator,
	originOf,
	requireHostKey,
	requireRole,
	type SignedInVisitor,
	visitorOrNull,
} from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit, discardUnreadBody } from '../limits.ts'
import { MAX_STALL_MS, untilDisconnected } from '../sendRead.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

const version = z.coerce.number().pipe(z.int().min(1))
/** Exchange files that are written, and wait. */
const FILE_LIMIT = { maxRunning: 2, maxQueued: 10, retryAfterS: 5 }
/** Images of practices that are encoded, and wait. */
const IMAGE_LIMIT = { maxRunning: 4, maxQueued: 16, retryAfterS: 2 }
const IMAGE_BOUNDS = { maxTotalBytes: 3 * LIMITS.maxImageBytes, maxPerSender: 4, maxUploads: 32, retryAfterS: 2 }
/** Where a page of the feed or a file begins. */
const before = z
	.string()
	.transform((cursor) => parseCursor(cursor))
	.pipe(z.object({ at: z.number(), id: z.custom<PracticeId>() }))
	.exactOptional()
const feedQuery = z.object({ before })
const exchangeQuery = z.object({ before, practice: z.string().max(64).exactOptional() })
/** Practices of the host's lists. */
const MAX_HOST_ITEMS = 200
const UPLOAD_BOUNDS = { maxTotalBytes: 60 * 1024 * 1024, maxPerSender: 2, maxUploads: 6, retryAfterS: 10 }

/**
 * The exchange: `GET` and `POST /api/workshops/:id/practices`; `GET /api/practices`, `GET` and `PATCH /api/practices/:id`, its
 * `/versions/:version`, `/images`, `/submit`, `/publish`, `/withdraw` and `/adopt`; `GET /api/boards/:id/similar`, `POST …/similar/adopt`; `GET
 * /api/workshops/:id/adoptions`, `PATCH /api/adoptions/:id`; `GET` and `POST /api/exchange`.
 */
export function practiceRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(IMAGE_LIMIT)
	const upload = createUploadBudget({ ...IMAGE_BOUNDS, folder: deps.uploadFolder })
	router.post('/api/workshops/:id/practices', async (request, response) => {
		const visitor = await memberOf(deps, request)
		const practice = await beginPractice(deps, visitor, validate(beginPracticeBody, request.body))
		deps.log.info({ workshop: visitor.workshop.id, practice: practice.id }, 'practice begun')
		response.status(201).json({ practice })
	})
	router.get('/api/workshops/:id/practices', async (request, response) => {
		const { workshop, identity } = await memberOf(deps, request)
		const practices = identity.role === 'projector' ? [] : await deps.practices.ofWorkshop(workshop.id)
		const reports = identity.role === 'facilitator' ? await deps.practices.reportCounts(workshop.id) : null
		response.json({ practices, ...(reports && { reports }) } satisfies WorkshopPractices)
	})
	router.get('/api/practices', async (request, response) => {
		const visitor = await visitorOrNull(deps, request)
		const { q, locale, sort, limit, cursor, ...filters } = validate(practiceQuery, request.query)
		const query = { reader: readerOf(visitor), text: q, locale, filters, sort, limit, offset: cursor }
		response.json(await findPractices(deps, query))
	})
	router.get('/api/practices/:id', async (request, response) => {
		response.json(await readPractice(deps, await visitorOrNull(deps, request), request.params.id))
	})
	router.get('/api/practices/:id/versions/:version', async (request, response) => {
		const visitor = await visitorOrNull(deps, request)
		const number = validate(version, request.params.version)
		response.json(await readVersion(deps, visitor, { id: request.params.id, version: number }))
	})
	router.patch('/api/practices/:id', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const change = validate(changePracticeBody, request.body)
		response.json(await changePractice(deps, visitor, { id: request.params.id, ...change }))
	})
	router.post('/api/practices/:id/images', async (request, response) => {
		discardUnreadBody(request, response)
		const visitor = await authenticate(deps, request)
		await requireWritablePractice(deps, visitor, request.params.id)
		requireDiskSpace(deps)
		await upload({ request, response }, LIMITS.maxImageBytes, (path) =>
			limit(response, async () => {
				response.status(201).json(await saveImage(deps, path))
			}),
		)
	})
	router.post('/api/practices/:id/submit', async (request, response) => {
		const visitor = await authenticate(deps, request)
		response.json({ practice: await submitPractice(deps, visitor, request.params.id) })
	})
	router.post('/api/practices/:id/publish', async (request, response) => {
		const visitor = await authenticateFacilitator(deps, request)
		const { visibility } = validate(publishBody, request.body)
		const needsHost = deps.config.adminKey !== null
		const practice = await publishPractice(deps, visitor, { id: request.params.id, visibility, needsHost })
		deps.log.info({ practice: practice.id, version: practice.version, state: practice.state }, 'practice published')
		response.json({ practice })
	})
	router.post('/api/practices/:id/withdraw', async (request, response) => {
		const visitor = await authenticateFacilitator(deps, request)
		const practice = await withdrawPractice(deps, visitor, request.params.id)
		deps.log.info({ practice: practice.id }, 'practice withdrawn')
		response.json({ practice })
	})
	router.post('/api/practices/:id/adopt', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const { board, locale = visitor.workshop.locale } = validate(adoptBody, request.body)
		const adopted = await adoptPractice(deps, visitor, { id: request.params.id, board, locale })
		response.status(201).json(adopted)
	})
	router.get('/api/workshops/:id/adoptions', async (request, response) => {
		const visitor = await memberOf(deps, request)
		response.json(await readAdoptions(deps, visitor.workshop, pickLocale(request.acceptsLanguages())))
	})
	router.patch('/api/adoptions/:id', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const change = validate(adoptionBody, request.body)
		response.json(await changeAdoption(deps, visitor, { id: request.params.id, change }))
	})
	router.get('/api/boards/:id/similar', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const board = requireVisibleBoard(visitor, request.params.id)
		const { card: id, limit, locale = visitor.workshop.locale } = validate(similarQuery, request.query)
		const card = await requireCard(board, id)
		response.json(await findSimilar(deps, visitor, { board: board.id as BoardId, card, locale, limit }))
	})
	router.post('/api/boards/:id/similar/adopt', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const board = requireVisibleBoard(visitor, request.params.id)
		const { card: id, ...chosen } = validate(adoptSimilarBody, request.body)
		const card = await requireCard(board, id)
		response.status(201).json(await adoptSolution(deps, visitor, { board: board.id, card, ...chosen }))
	})

	async function requireCard(board: Board, id: string): Promise<Card> {
		const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc))
		const card = cards.find((candidate) => candidate.id === id)
		if (!card) throw new AppError('card_gone')
		return card
	}
	return router
}

/** Exchange files, the public feed and the pages of public practices: `/exchange/feed.json`, `/practices/:id`. */
export function exchangeRoutes(deps: HttpDeps): Router {
	const router = Router()
	const uploads = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })
	const feed = createFeedPages(deps)
	const limit = createConcurrencyLimit(FILE_LIMIT)
	router.get('/api/exchange', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const reader = readerOf(visitor)
		const { practice, before = null } = validate(exchangeQuery, request.query)
		const only = practice === undefined ? undefined : await requireListed(deps, reader, practice)
		const sender = { url: originOf(deps.config, request), now: Date.now() }
		const file = writeExchangeFile(deps, { reader, before, ...(only && { only }) }, sender)
		await limit(response, async () => {
			response
				.attachment('exchange.json')
				.type('application/json')
				.setTimeout(MAX_STALL_MS, () => response.destroy())
			await untilDisconnected(response, (signal) => pipeline(file, response, { signal }))
		})
	})
	router.get('/api/workshops/:id/exchange.json', async (request, response) => {
		const { workshop, identity } = await memberOf(deps, request)
		if (identity.role === 'projector') throw new AppError('not_allowed')
		const { locale: _, authors, zone } = validate(allBoardsQuery, request.query)
		const at = new Date()
		const sender = { url: originOf(deps.config, request), now: at.getTime() }
		const namesPeople = authors && !workshop.isAnonymous
		const file = await writeWorkshopFile(deps, { workshop, namesPeople }, sender)
		if (!file) {
			response.status(204).end()
			return
		}
		const name = exportFileName({ workshop, board: { title: 'exchange' }, at, zone }, 'json')
		response.set(fileHeaders('application/json; charset=utf-8', name)).send(file)
	})
	router.post('/api/exchange', async (request, response) => {
		discardUnreadBody(request, response)
		const visitor = await authenticateFacilitator(deps, request)
		const result = await uploads({ request, response }, LIMITS.maxExchangeBytes, (path) =>
			importExchangeFile(deps, path),
		)
		deps.log.info({ workshop: visitor.workshop.id, ...result.counts }, 'exchange file imported')
		response.json(result)
	})
	router.get(FEED_PATH, async (request, response) => {
		const { before } = validate(feedQuery, request.query)
		const { body, etag } = await feed.read(originOf(deps.config, request), before ?? null)
		response.set({ ETag: etag, 'Cache-Control': 'no-cache' }).type('application/feed+json').send(body)
	})
	router.get('/practices/:id', async (request, response) => {
		const { published, ...view } = await readPractice(deps, null, request.params.id)
		if (!published) throw new AppError('not_found')
		const asked = typeof request.query['lang'] === 'string' ? [request.query['lang']] : request.acceptsLanguages()
		const page = practicePage(
			{ ...view, published },
			{ locale: pickLocale(asked), url: originOf(deps.config, request) },
		)
		response.set('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(page)
	})
	return router
}

/**
 * For the host, with the host's key: `GET /api/host/practices`, what waits and what is public; `POST
 * /api/host/practices/:id/publish`, `/withdraw` and `/allow`; `GET /api/host/reports`, `DELETE
 * /api/host/practices/:id/reports/:report`; `GET /api/host/following` and `POST /api/host/following/fetch`.
 * Without a key there is no host.
 */
export function hostRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.use('/api/host', (request, _response, next) => {
		if (deps.config.adminKey === null) throw new AppError('not_found')
		requireHostKey(deps.config.adminKey, request)
		next()
	})
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
	router.get('/api/host/following', async (_request, response) => {
		response.json({ feeds: await deps.follower.list() } satisfies FollowedFeeds)
	})
	router.post('/api/host/following/fetch', async (request, response) => {
		const { url } = validate(fetchFeedsBody, request.body)
		await deps.follower.fetchNow(url)
		response.json({ feeds: await deps.follower.list() } satisfies FollowedFeeds)
	})
	return router
}

async function memberOf(deps: HttpDeps, request: Request<{ id: string }>): Promise<SignedInVisitor> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, request.params.id, ROLES)
	return visitor
}
