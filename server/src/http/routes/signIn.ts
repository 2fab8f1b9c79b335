import type { HostSession, Opening } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { originOf } from '../authenticate.ts'
import { basePathOf } from '../basePath.ts'
import { findMissingCredential, findPerson } from '../findMissingCredential.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import type { RequestLimits } from '../requestLimits.ts'
import type { SignInPage } from '../signIn/createSignIn.ts'

/** Limits of sign-ins, each of which makes the server call the provider. */
const SIGN_IN_LIMIT = { maxRunning: 8, maxQueued: 32, retryAfterS: 5 }
const PATHS: Record<SignInPage, string> = { home: '/', host: '/host' }

/**
 * `GET /api/opening`: whether the sender can create workshops. With sign-in (OIDC1): `GET
 * /api/sign-in`, `GET /api/sign-in/callback`, to which the provider redirects people back, `DELETE
 * /api/sign-in`, and `POST /api/sign-in/host`, which exchanges the sign-in of a person with the
 * role of a host for a token (OIDC5).
 */
export function signInRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const limit = createConcurrencyLimit(SIGN_IN_LIMIT)
	router.get('/api/opening', async (request, response) => {
		const needs = await findMissingCredential(deps, { request, response })
		const person = (await deps.signIn?.personOf(request)) ?? null
		const opening: Opening = {
			needs,
			person: person && { name: person.name, isHost: person.isHost },
			hostsSignIn: deps.signIn?.hasHosts ?? false,
		}
		response.json(opening)
	})
	const { signIn } = deps
	const base = basePathOf(deps.config)
	if (!signIn) return router
	router.get('/api/sign-in', async (request, response) => {
		await requestLimits.exchange({ request, response })
		const address = originOf(deps.config, request)
		const page = request.query['page'] === 'host' ? 'host' : 'home'
		// The browser has to get the cookie from the address to which the provider redirects people
		// back.
		if (new URL(address).origin !== `${request.protocol}://${request.host}`)
			return response.redirect(303, `${address}/api/sign-in${page === 'host' ? '?page=host' : ''}`)
		const url = await limit(response, () => signIn.begin({ request, response }, page)).catch((cause: unknown) => {
			if (!(cause instanceof AppError)) throw cause
			deps.log.warn({ code: cause.code }, 'sign-in not begun')
			return null
		})
		// A page shows the failure, since the browser navigates to this route and would show a JSON
		// error as it is.
		response.redirect(303, url?.href ?? `${base}${PATHS[page]}?signIn=failed`)
	})
	router.get('/api/sign-in/callback', async (request, response) => {
		await requestLimits.exchange({ request, response })
		const { outcome, page, cause } = await limit(response, () => signIn.finish({ request, response }))
		deps.log.info({ outcome, code: codeOf(cause) }, 'sign-in ended')
		response.redirect(303, `${base}${PATHS[page]}${outcome === 'done' ? '' : `?signIn=${outcome}`}`)
	})
	router.post('/api/sign-in/host', async (request, response) => {
		const person = await findPerson(deps, { request, response })
		if (!person) throw new AppError('sign_in_needed', 'Sign in with your account first.')
		if (!person.isHost) throw new AppError('not_allowed', 'Your account may not host this server.')
		deps.log.info('host signed in by role')
		response.status(201).json(deps.hostAccess.issue(person.until) satisfies HostSession)
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
