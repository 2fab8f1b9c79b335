import {
	adoptBody,
	adoptionBody,
	adoptSimilarBody,
	type BoardId,
	changePracticeBody,
	LIMITS,
	pickLocale,
	practiceQuery,
	publishBody,
	similarQuery,
	startPracticeBody,
	type WorkshopPractices,
	withdrawBody,
} from '@charrette/shared'
import { Router } from 'express'
import { z } from 'zod'
import { adoptPractice, changeAdoption, readAdoptions } from '../../exchange/adoptPractice.ts'
import { adoptSolution } from '../../exchange/adoptSolution.ts'
import { requireWritablePractice } from '../../exchange/ExchangeDeps.ts'
import {
	cityOf,
	findPractices,
	findSimilar,
	readerOf,
	readPractice,
	readVersion,
} from '../../exchange/findPractices.ts'
import { cancelRequest, publishPractice, submitPractice, withdrawPractice } from '../../exchange/publishPractice.ts'
import { requireCard } from '../../exchange/similarCards.ts'
import { changePractice, startPractice } from '../../exchange/writePractice.ts'
import { requireVisibleBoard } from '../../workshops/access.ts'
import { saveDocument } from '../../workshops/documents.ts'
import { saveImage } from '../../workshops/images.ts'
import { requireDiskSpace } from '../../workshops/requireDiskSpace.ts'
import { authenticate, authenticateFacilitator, authenticateMember, requesterOrNull } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

const version = z.coerce.number().pipe(z.int().min(1))
/** Limits of images of practices that are being encoded or wait for it. */
const IMAGE_LIMIT = { maxRunning: 4, maxQueued: 16, retryAfterS: 2 }
const DOCUMENT_BOUNDS = {
	/** Documents of practices that are received at a time. @limit server: `busy` */
	maxTotalBytes: 6 * LIMITS.maxDocumentBytes,
	maxPerSender: 2,
	maxUploads: 12,
	retryAfterS: 2,
}
const IMAGE_BOUNDS = { maxTotalBytes: 3 * LIMITS.maxImageBytes, maxPerSender: 4, maxUploads: 32, retryAfterS: 2 }

/**
 * Routes of the exchange: `GET` and `POST /api/workshops/:id/practices`; `GET /api/practices`,
 * `GET` and `PATCH /api/practices/:id`, its `/versions/:version`, `/images`, `/documents`,
 * `/submit`, `/publish`, `/cancel`, `/withdraw` and `/adopt`; `GET /api/boards/:id/similar`, `POST
 * …/similar/adopt`; `GET /api/workshops/:id/adoptions`, `PATCH /api/adoptions/:id`.
 */
export function practiceRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(IMAGE_LIMIT)
	const upload = createUploadBudget({ ...IMAGE_BOUNDS, folder: deps.uploadFolder })
	const uploadDocument = createUploadBudget({ ...DOCUMENT_BOUNDS, folder: deps.uploadFolder })
	router.post('/api/workshops/:id/practices', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		const practice = await startPractice(deps, requester, validate(startPracticeBody, request.body))
		deps.log.info({ workshop: requester.workshop.id, practice: practice.id }, 'practice begun')
		response.status(201).json({ practice })
	})
	router.get('/api/workshops/:id/practices', async (request, response) => {
		const { workshop, identity } = await authenticateMember(deps, request)
		const practices = identity.role === 'projector' ? [] : await deps.practices.ofWorkshop(workshop.id)
		if (identity.role !== 'facilitator') {
			response.json({ practices } satisfies WorkshopPractices)
			return
		}
		const [reports, questions] = await Promise.all([
			deps.practices.reportCounts(workshop.id),
			deps.practices.openQuestionCounts(workshop.id),
		])
		response.json({ practices, reports, questions } satisfies WorkshopPractices)
	})
	router.get('/api/practices', async (request, response) => {
		const requester = await requesterOrNull(deps, request)
		const { q, exact, places, locale, sort, limit, cursor, ...filters } = validate(practiceQuery, request.query)
		const city = q === '' ? await cityOf(deps, requester) : undefined
		const reading = { reader: readerOf(requester), city, locale }
		const query = { ...reading, text: q, isExact: exact, hasPlaces: places, filters, sort, limit, offset: cursor }
		response.json(await findPractices(deps, query))
	})
	router.get('/api/practices/:id', async (request, response) => {
		response.json(await readPractice(deps, await requesterOrNull(deps, request), request.params.id))
	})
	router.get('/api/practices/:id/versions/:version', async (request, response) => {
		const requester = await requesterOrNull(deps, request)
		const number = validate(version, request.params.version)
		response.json(await readVersion(deps, requester, { id: request.params.id, version: number }))
	})
	router.patch('/api/practices/:id', async (request, response) => {
		const requester = await authenticate(deps, request)
		const change = validate(changePracticeBody, request.body)
		response.json(await changePractice(deps, requester, { id: request.params.id, ...change }))
	})
	router.post('/api/practices/:id/images', async (request, response) => {
		const requester = await authenticate(deps, request)
		await requireWritablePractice(deps, requester, request.params.id)
		requireDiskSpace(deps)
		await upload({ request, response }, LIMITS.maxImageBytes, (path) =>
			limit(response, async () => {
				response.status(201).json(await saveImage(deps, path))
			}),
		)
	})
	router.post('/api/practices/:id/documents', async (request, response) => {
		const requester = await authenticate(deps, request)
		await requireWritablePractice(deps, requester, request.params.id)
		requireDiskSpace(deps)
		await uploadDocument({ request, response }, LIMITS.maxDocumentBytes, async (path) => {
			response.status(201).json(await saveDocument(deps, path, { isPdfOnly: true }))
		})
	})
	router.post('/api/practices/:id/submit', async (request, response) => {
		const requester = await authenticate(deps, request)
		response.json({ practice: await submitPractice(deps, requester, request.params.id) })
	})
	router.post('/api/practices/:id/publish', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		const { visibility } = validate(publishBody, request.body)
		const needsHost = deps.config.adminKey !== null && !deps.hostSettings.trusts(requester.workshop)
		const practice = await publishPractice(deps, requester, { id: request.params.id, visibility, needsHost })
		deps.log.info({ practice: practice.id, version: practice.version, state: practice.state }, 'practice published')
		response.json({ practice })
	})
	router.post('/api/practices/:id/cancel', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		response.json({ practice: await cancelRequest(deps, requester, request.params.id) })
	})
	router.post('/api/practices/:id/withdraw', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		const { reason } = validate(withdrawBody, request.body)
		const practice = await withdrawPractice(deps, requester, { id: request.params.id, reason })
		deps.log.info({ practice: practice.id }, 'practice withdrawn')
		response.json({ practice })
	})
	router.post('/api/practices/:id/adopt', async (request, response) => {
		const requester = await authenticate(deps, request)
		const { locale = requester.workshop.locale, ...body } = validate(adoptBody, request.body)
		const adopted = await adoptPractice(deps, requester, { id: request.params.id, locale, ...body })
		response.status(201).json(adopted)
	})
	router.get('/api/workshops/:id/adoptions', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		response.json(await readAdoptions(deps, requester.workshop, pickLocale(request.acceptsLanguages())))
	})
	router.patch('/api/adoptions/:id', async (request, response) => {
		const requester = await authenticate(deps, request)
		const change = validate(adoptionBody, request.body)
		response.json(await changeAdoption(deps, requester, { id: request.params.id, change }))
	})
	router.get('/api/boards/:id/similar', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireVisibleBoard(requester, request.params.id)
		const { card: id, limit, locale = requester.workshop.locale } = validate(similarQuery, request.query)
		const card = await requireCard(deps, board, id)
		response.json(await findSimilar(deps, requester, { board: board.id as BoardId, card, locale, limit }))
	})
	router.post('/api/boards/:id/similar/adopt', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireVisibleBoard(requester, request.params.id)
		const { card: id, ...chosen } = validate(adoptSimilarBody, request.body)
		const card = await requireCard(deps, board, id)
		response.status(201).json(await adoptSolution(deps, requester, { board: board.id, card, ...chosen }))
	})
	return router
}
