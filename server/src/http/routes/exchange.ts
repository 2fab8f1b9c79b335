import { pipeline } from 'node:stream/promises'
import {
	allBoardsQuery,
	LIMITS,
	LOCALES,
	type Locale,
	NOTICES_PATH,
	noticesQuery,
	type PracticeId,
	pickLanguageOf,
} from '@charrette/shared'
import { type Request, Router } from 'express'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { createFeedPages, FEED_PATH, parseCursor } from '../../exchange/files/feedPages.ts'
import { importExchangeFile } from '../../exchange/files/importExchangeFile.ts'
import { readNoticePage } from '../../exchange/files/notices.ts'
import { writeExchangeFile, writeWorkshopFile } from '../../exchange/files/writeExchangeFile.ts'
import { readerOf, readPractice, requireListed } from '../../exchange/findPractices.ts'
import { practicePage } from '../../exchange/publicPage.ts'
import { translatePage } from '../../exchange/translatePage.ts'
import { exportFileName, fileHeaders } from '../../export/exportHeaders.ts'
import { addressKey } from '../addressKey.ts'
import { authenticate, authenticateFacilitator, authenticateMember, originOf, senderAddress } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { MAX_STALL_MS, untilDisconnected } from '../streamReadResult.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

/** Limits of exchange files that are being written or wait for it. */
const FILE_LIMIT = { maxRunning: 2, maxQueued: 10, retryAfterS: 5 }
/** Limits of pages of notices, which are signed for each request. */
const NOTICE_LIMIT = { maxRunning: 1, maxQueued: 40, retryAfterS: 5 }
const UPLOAD_BOUNDS = { maxTotalBytes: 60 * 1024 * 1024, maxPerSender: 2, maxUploads: 6, retryAfterS: 10 }
/** Position after which a page of the feed or an exchange file begins. */
const before = z
	.string()
	.transform((cursor) => parseCursor(cursor))
	.pipe(z.object({ at: z.number(), id: z.custom<PracticeId>() }))
	.exactOptional()
const feedQuery = z.object({ before })
const exchangeQuery = z.object({ before, practice: z.string().max(64).exactOptional() })

/**
 * Exchange files: `GET` and `POST /api/exchange`, `GET /api/workshops/:id/exchange.json`. The
 * public feed with its notices, and the pages of public practices: `GET /exchange/feed.json`, `GET
 * /exchange/notices.json`, `GET /practices/:id`.
 */
export function exchangeRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const uploads = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })
	const feed = createFeedPages(deps)
	const limit = createConcurrencyLimit(FILE_LIMIT)
	const noticeLimit = createConcurrencyLimit(NOTICE_LIMIT)
	router.get('/api/exchange', async (request, response) => {
		const requester = await authenticate(deps, request)
		const reader = readerOf(requester)
		const { practice, before = null } = validate(exchangeQuery, request.query)
		const only = practice === undefined ? undefined : await requireListed(deps, reader, practice)
		const sender = { ...senderAddress(deps.config, request), now: deps.now() }
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
		const { workshop, identity } = await authenticateMember(deps, request)
		if (identity.role === 'projector') throw new AppError('not_allowed')
		const { locale: _, authors, zone } = validate(allBoardsQuery, request.query)
		const at = new Date()
		const sender = { ...senderAddress(deps.config, request), now: at.getTime() }
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
		const requester = await authenticateFacilitator(deps, request)
		const result = await uploads({ request, response }, LIMITS.maxExchangeBytes, (path) =>
			importExchangeFile(deps, path),
		)
		deps.log.info({ workshop: requester.workshop.id, ...result.counts }, 'exchange file imported')
		response.json(result)
	})
	router.get(FEED_PATH, async (request, response) => {
		const { before } = validate(feedQuery, request.query)
		const { body, etag } = await feed.read(senderAddress(deps.config, request), before ?? null)
		response.set({ ETag: etag, 'Cache-Control': 'no-cache' }).type('application/feed+json').send(body)
	})
	router.get(NOTICES_PATH, async (request, response) => {
		const { after } = validate(noticesQuery, request.query)
		await noticeLimit(response, async () => {
			response.set('Cache-Control', 'no-cache').json(await readNoticePage(deps, after, { url: deps.config.publicUrl }))
		})
	})
	router.get('/practices/:id', async (request, response) => {
		const { published, ...view } = await readPractice(deps, null, request.params.id)
		if (!published) throw new AppError('not_found')
		const [chosen, own] = [pickLanguageOf(String(request.query['lang']), LOCALES), acceptedLocale(request)]
		const locale = chosen ?? own
		const wantsOriginal = chosen !== undefined && published.texts[chosen] !== undefined
		const to = (wantsOriginal ? own : locale) ?? null
		const written = { published, questions: view.questions }
		const reader = { to, address: addressKey(request.ip ?? ''), wantsOriginal }
		const takeRequest = () => requestLimits.translatePage(request)
		const translation = await translatePage(deps, written, { ...reader, takeRequest })
		const context = { locale: locale ?? 'en', translation, url: originOf(deps.config, request) }
		const page = practicePage({ ...view, published }, context)
		response.vary('Accept-Language').set('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(page)
	})
	return router
}

/** Returns the language of a browser; search engines name none, and get what was written. */
function acceptedLocale(request: Request): Locale | undefined {
	return request.acceptsLanguages().flatMap((tag) => pickLanguageOf(tag, LOCALES) ?? [])[0]
}
