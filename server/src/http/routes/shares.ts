import { text } from 'node:stream/consumers'
import {
	type CreatedShare,
	ID_PATTERN,
	type Locale,
	pickLocale,
	type ShareId,
	type Shares,
	shareBody,
} from '@charrette/shared'
import { type Request, type Response, Router } from 'express'
import { AppError } from '../../errors.ts'
import { escapeHtml, policyIn } from '../../export/viewer/toViewer.ts'
import {
	boardScope,
	exportViewer,
	sessionScope,
	type ViewScope,
	workshopScope,
} from '../../workshops/exports/exportViewer.ts'
import { createShare, listOpenShares, readShare } from '../../workshops/shares.ts'
import { authenticate, requireRole, type Visitor } from '../authenticate.ts'
import { createConcurrencyLimit } from '../concurrencyLimit.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { originOf } from '../links.ts'
import { validate } from '../validate.ts'

/** So far into a page its policy stands. */
const HEAD_BYTES = 4096
/** So many pages are made at once, each whole in memory. */
const SHARE_LIMIT = { most: 2, retryS: 5 }

/**
 * `POST /api/boards/:id/shares`, `/api/sessions/:id/shares`, `/api/workshops/:id/shares`; `GET /api/workshops/:id/shares`,
 * `DELETE /api/shares/:id`; and the page itself, `GET /s/:secret`.
 */
export function shareRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createConcurrencyLimit(SHARE_LIMIT)
	const share = async (request: Request, response: Response, scopeOf: (visitor: Visitor) => ViewScope) => {
		const visitor = await facilitator(deps, request)
		const scope = scopeOf(visitor)
		const { days, authors, locale } = validate(shareBody, request.body)
		const at = new Date()
		const isNamed = authors && !visitor.workshop.isAnonymous
		const wish = { workshop: visitor.workshop.id, title: scope.title, authors: isNamed, days }
		const made = await inHand(response, async () => {
			const page = await text(await exportViewer(deps, visitor, { scope, locale, authors, at }))
			return createShare(deps, { ...wish, page }, at.getTime())
		})
		deps.log.info({ workshop: wish.workshop, share: made.share.id, days }, 'page shared')
		const answer: CreatedShare = { share: made.share, link: `${originOf(deps.config, request)}/s/${made.secret}` }
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
		const answer: Shares = { shares: await listOpenShares(deps, visitor.workshop.id, Date.now()) }
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
			response.status(410).send(noSharePage(request, 'ended'))
			return
		}
		// The page is a stranger here: it may run its one script, and is no part of this server’s origin.
		const policy = policyIn(page.toString('utf8', 0, HEAD_BYTES))
		response.set('Content-Security-Policy', `${policy}; frame-ancestors 'none'; sandbox allow-scripts`)
		// As it is: to print what one may compare it by, all of it would have to be read.
		response.set('Content-Length', String(page.length)).end(page)
	} catch (error) {
		if (!(error instanceof AppError)) throw error
		if (error.code === 'unknown_secret') response.status(404).send(noSharePage(request, 'unknown'))
		else throw error
	}
}

async function facilitator(deps: HttpDeps, request: Request): Promise<Visitor> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, visitor.workshop.id, ['facilitator'])
	return visitor
}

/** Why there is no page under a link. */
type NoShareReason = 'ended' | 'unknown'

const TEXTS: Record<Locale, Record<NoShareReason, [title: string, sentence: string]>> = {
	en: {
		ended: [
			'This page is no longer shared',
			'Its time has passed, or the facilitator ended it. Please ask them if you still need it.',
		],
		unknown: ['There is no page here', 'Please check that the link is complete, or ask whoever gave it to you.'],
	},
	'zh-CN': {
		ended: ['此页面已停止分享', '分享期限已过，或主持人已将其结束。如仍需要，请联系主持人。'],
		unknown: ['这里没有页面', '请检查链接是否完整，或询问把链接给您的人。'],
	},
	es: {
		ended: [
			'Esta página ya no se comparte',
			'Su plazo terminó o quien facilita la cerró. Consúltele si todavía la necesita.',
		],
		unknown: ['Aquí no hay ninguna página', 'Compruebe que el enlace esté completo o pregunte a quien se lo dio.'],
	},
	fr: {
		ended: [
			'Cette page n’est plus partagée',
			'Son délai est passé, ou l’équipe d’animation y a mis fin. Demandez-lui si vous en avez encore besoin.',
		],
		unknown: ['Il n’y a pas de page ici', 'Vérifiez que le lien est complet, ou demandez à qui vous l’a donné.'],
	},
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;
background:light-dark(#faf8f4,#14171d);color:light-dark(#1c2330,#eef0f4);font:16px/1.5 "Inter Variable",Inter,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:440px;padding:32px;border-radius:16px;background:light-dark(#fff,#1c2028);border:1px solid light-dark(#e2ddd2,#323845)}h1{margin:0 0 8px;font-size:22px;line-height:1.25}p{margin:0}`

/** What a visitor reads where no page is, in their browser's language. */
function noSharePage(request: Request, why: NoShareReason): string {
	const locale = pickLocale(request.acceptsLanguages())
	const [title, sentence] = TEXTS[locale][why].map(escapeHtml)
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title>`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
		`<style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>\n`,
	].join('\n')
}
