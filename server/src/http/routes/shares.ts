import { type CreatedShare, ID_PATTERN, pickLocale, type ShareId, type Shares, shareBody } from '@charrette/shared'
import { type Request, type Response, Router } from 'express'
import { AppError } from '../../errors.ts'
import { policyIn } from '../../export/viewer/toViewer.ts'
import { createShare, listOpenShares, noSharePage, readShare } from '../../workshops/exports/shares.ts'
import {
	boardScope,
	sessionScope,
	type ViewScope,
	visibleBoards,
	workshopScope,
} from '../../workshops/exports/ViewScope.ts'
import { type AuthenticatedRequester, authenticateFacilitator, originOf, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { queueOwnerOf, untilDisconnected } from '../streamReadResult.ts'
import { validate } from '../validate.ts'

/** Number of bytes at the start of a page that contain its content security policy. */
const HEAD_BYTES = 4096

/**
 * `POST /api/boards/:id/shares`, `/api/sessions/:id/shares`, `/api/workshops/:id/shares`; `GET
 * /api/workshops/:id/shares`, `DELETE /api/shares/:id`; and the page itself, `GET /s/:secret`.
 */
export function shareRoutes(deps: HttpDeps): Router {
	const router = Router()
	const share = async (
		request: Request,
		response: Response,
		scopeOf: (requester: AuthenticatedRequester) => ViewScope,
	) => {
		const requester = await authenticateFacilitator(deps, request)
		const { workshop } = requester
		const scope = scopeOf(requester)
		const { days, authors, embeddedIn, locale = workshop.locale } = validate(shareBody, request.body)
		const at = new Date()
		const hasAuthors = authors && !workshop.isAnonymous
		const about = { workshop: workshop.id, title: scope.title, authors: hasAuthors, days, embeddedIn }
		const meta = { at, locale, origin: originOf(deps.config, request) }
		const boards = visibleBoards(requester, scope)
		const created = await untilDisconnected(response, (signal) =>
			deps.readPool.run({
				owner: queueOwnerOf(requester),
				signal,
				job: () => ({ type: 'viewer', isShared: true, workshop, boards, authors, language: null, meta }),
				use: async (body) => {
					const page = Buffer.from(await body.bytes()).toString()
					return createShare(deps, { ...about, page }, at.getTime())
				},
			}),
		)
		if (!created) return
		deps.log.info({ workshop: workshop.id, share: created.share.id, days }, 'page shared')
		const link = `${originOf(deps.config, request)}/s/${created.secret}`
		response.status(201).json({ share: created.share, link } satisfies CreatedShare)
	}
	router.post('/api/boards/:id/shares', (request, response) =>
		share(request, response, (requester) => boardScope(requester, request.params.id)),
	)
	router.post('/api/sessions/:id/shares', (request, response) =>
		share(request, response, (requester) => sessionScope(requester, request.params.id)),
	)
	router.post('/api/workshops/:id/shares', (request, response) =>
		share(request, response, (requester) => {
			requireRole(requester, request.params.id, ['facilitator'])
			return workshopScope(requester.workshop)
		}),
	)
	router.get('/api/workshops/:id/shares', async (request, response) => {
		const { workshop } = await authenticateFacilitator(deps, request, request.params.id)
		response.json({ shares: await listOpenShares(deps, workshop.id, deps.now()) } satisfies Shares)
	})
	router.delete('/api/shares/:id', async (request, response) => {
		const { workshop } = await authenticateFacilitator(deps, request)
		const id = request.params.id as ShareId
		const ended = ID_PATTERN.test(id) ? await deps.shares.revoke({ workshop: workshop.id, id }, deps.now()) : null
		if (!ended) throw new AppError('not_found')
		deps.log.info({ workshop: workshop.id, share: id }, 'share ended')
		response.json(ended)
	})
	router.get('/s/:secret', (request, response) => showShare(deps, { request, response }))
	return router
}

/** Sends the page under a secret, or one that explains why there is none (SHARE2). */
async function showShare(
	deps: HttpDeps,
	{ request, response }: { request: Request<{ secret: string }>; response: Response },
): Promise<void> {
	response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })
	response.type('text/html; charset=utf-8')
	const { secret } = request.params
	const locale = pickLocale(request.acceptsLanguages())
	try {
		const found = await readShare(deps, secret, deps.now())
		if (found === null) {
			response.status(410).send(noSharePage(locale, 'ended'))
			return
		}
		// The sandbox gives the page an origin of its own; its policy allows nothing but its one
		// script.
		const { share, page } = found
		const policy = policyIn(page.toString('utf8', 0, HEAD_BYTES))
		response.set(
			'Content-Security-Policy',
			`${policy}; frame-ancestors ${share.embeddedIn ?? "'none'"}; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox`,
		)
		// An older rule, which knows no other origin than the page's own.
		if (share.embeddedIn !== null) response.removeHeader('X-Frame-Options')
		// `end` rather than `send`, which would hash the whole page for an ETag.
		response.set('Content-Length', String(page.length)).end(page)
	} catch (error) {
		if (!(error instanceof AppError)) throw error
		if (error.code === 'unknown_secret') response.status(404).send(noSharePage(locale, 'unknown'))
		else throw error
	}
}
