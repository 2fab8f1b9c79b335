import { text } from 'node:stream/consumers'
import type { MadeShare, ShareId, Shares } from '@charrette/shared'
import { ID_PATTERN, shareBody } from '@charrette/shared'
import type { Request, Response } from 'express'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { policyIn } from '../../export/viewer/viewerPage.ts'
import { makeShare, openShares } from '../../workshops/shares/makeShare.ts'
import { readShare } from '../../workshops/shares/readShare.ts'
import type { Visitor } from '../authenticate.ts'
import { authenticate, requireRole } from '../authenticate.ts'
import { createHandful } from '../createHandful.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { originOf } from '../links.ts'
import { absencePage } from '../sharePage.ts'
import { validate } from '../validate.ts'
import type { ViewScope } from '../viewScope.ts'
import { boardScope, sessionScope, viewNow, workshopScope } from '../viewScope.ts'

/** So far into a page its policy stands. */
const HEAD_BYTES = 4096
/** So many pages are made at once, each whole in memory. */
const IN_HAND = { most: 2, retryS: 5 }

/**
 * `POST /api/boards/:id/shares`, `/api/sessions/:id/shares`, `/api/workshops/:id/shares`; `GET /api/workshops/:id/shares`,
 * `DELETE /api/shares/:id`; and the page itself, `GET /s/:secret`.
 */
export function shareRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createHandful(IN_HAND)
	const share = async (request: Request, response: Response, scopeOf: (visitor: Visitor) => ViewScope) => {
		const visitor = await facilitator(deps, request)
		const scope = scopeOf(visitor)
		const { days, authors, locale } = validate(shareBody, request.body)
		const at = new Date()
		const isNamed = authors && !visitor.workshop.isAnonymous
		const wish = { workshop: visitor.workshop.id, title: scope.title, authors: isNamed, days }
		const made = await inHand(response, async () => {
			const page = await text(await viewNow(deps, visitor, { scope, locale, authors, at }))
			return makeShare(deps, { ...wish, page }, at.getTime())
		})
		deps.log.info({ workshop: wish.workshop, share: made.share.id, days }, 'page shared')
		const answer: MadeShare = { share: made.share, link: `${originOf(deps.config, request)}/s/${made.secret}` }
		response.status(201).json(answer)
	}
	router.post('/api/boards/:id/shares', (request, response) =>
		share(request, response, (visitor) => boardScope(visitor, request.params.id)),
	)
	router.post('/api/sessions/:id/shares', (request, response) =>
		share(request, response, (visitor) => sessionScope(visitor, request.params.id)),
	)
	router.post('/api/workshops/:id/shares', (request, response) =>
		share(request, response, (visitor) => {
			requireRole(visitor, request.params.id, ['facilitator'])
			return workshopScope(visitor.workshop)
		}),
	)
	router.get('/api/workshops/:id/shares', async (request, response) => {
		const visitor = await facilitator(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		const answer: Shares = { shares: await openShares(deps, visitor.workshop.id, Date.now()) }
		response.json(answer)
	})
	router.delete('/api/shares/:id', async (request, response) => {
		const { workshop } = await facilitator(deps, request)
		const id = request.params.id as ShareId
		const ended = ID_PATTERN.test(id) ? await deps.shares.revoke({ workshop: workshop.id, id }, Date.now()) : null
		if (!ended) throw new AppError('not_found')
		deps.log.info({ workshop: workshop.id, share: id }, 'share ended')
		response.json(ended)
	})
	router.get('/s/:secret', (request, response) => showShare(deps, { request, response }))
	return router
}

/** The page under a secret, or a kind word where there is none (SHARE2). */
async function showShare(
	deps: HttpDeps,
	{ request, response }: { request: Request<{ secret: string }>; response: Response },
): Promise<void> {
	response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })
	response.type('text/html; charset=utf-8')
	const { secret } = request.params
	try {
		const page = await readShare(deps, secret, Date.now())
		if (page === null) {
			response.status(410).send(absencePage(request, 'ended'))
			return
		}
		// The page is a stranger here: it may run its one script, and is no part of this server’s origin.
		const policy = policyIn(page.toString('utf8', 0, HEAD_BYTES))
		response.set('Content-Security-Policy', `${policy}; frame-ancestors 'none'; sandbox allow-scripts`)
		// As it is: to print what one may compare it by, all of it would have to be read.
		response.set('Content-Length', String(page.length)).end(page)
	} catch (error) {
		if (!(error instanceof AppError)) throw error
		if (error.code === 'unknown_secret') response.status(404).send(absencePage(request, 'unknown'))
		else throw error
	}
}

async function facilitator(deps: HttpDeps, request: Request): Promise<Visitor> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, visitor.workshop.id, ['facilitator'])
	return visitor
}
