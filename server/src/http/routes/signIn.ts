import type { Opening } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { originOf } from '../authenticate.ts'
import { basePathOf } from '../basePath.ts'
import { findMissingCredential } from '../findMissingCredential.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import type { RequestLimits } from '../requestLimits.ts'

/** Limits of sign-ins, each of which makes the server call the provider. */
const SIGN_IN_LIMIT = { maxRunning: 8, maxQueued: 32, retryAfterS: 5 }

/**
 * `GET /api/opening`: whether the sender can create workshops. With sign-in (OIDC1): `GET
 * /api/sign-in`, `GET /api/sign-in/callback`, to which the provider redirects people back, and
 * `DELETE /api/sign-in`.
 */
export function signInRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const limit = createConcurrencyLimit(SIGN_IN_LIMIT)
	router.get('/api/opening', async (request, response) => {
		const needs = await findMissingCredential(deps, { request, response })
		const person = (await deps.signIn?.personOf(request)) ?? null
		const opening: Opening = { needs, person: person && { name: person.name } }
		response.json(opening)
	})
	const { signIn } = deps
	const base = basePathOf(deps.config)
	if (!signIn) return router
	router.get('/api/sign-in', async (request, response) => {
		await requestLimits.exchange({ request, response })
		const address = originOf(deps.config, request)
		// The browser has to get the cookie from the address to which the provider redirects people
		// back.
		if (new URL(address).origin !== `${request.protocol}://${request.host}`)
			return response.redirect(303, `${address}/api/sign-in`)
		const url = await limit(response, () => signIn.begin({ request, response })).catch((cause: unknown) => {
			if (!(cause instanceof AppError)) throw cause
			deps.log.warn({ code: cause.code }, 'sign-in not begun')
			return null
		})
		// A page shows the failure, since the browser navigates to this route and would show a JSON
		// error as it is.
		response.redirect(303, url?.href ?? `${base}/?signIn=failed`)
	})
	router.get('/api/sign-in/callback', async (request, response) => {
		await requestLimits.exchange({ request, response })
		const { outcome, cause } = await limit(response, () => signIn.finish({ request, response }))
		deps.log.info({ outcome, code: codeOf(cause) }, 'sign-in ended')
		response.redirect(303, outcome === 'done' ? `${base}/` : `${base}/?signIn=${outcome}`)
	})
	router.delete('/api/sign-in', (request, response) => {
		if (!deps.allowedHostnames.isAllowedOrigin(request)) throw new AppError('not_allowed')
		signIn.end({ request, response })
		response.status(204).end()
	})
	return router
}

/** Returns the code of an error of the provider or its library. A code names no person. */
function codeOf(cause: unknown): unknown {
	return cause instanceof Error && 'code' in cause ? cause.code : cause && 'unknown'
}
