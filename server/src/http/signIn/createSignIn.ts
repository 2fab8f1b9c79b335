import type { Request } from 'express'
import type { Configuration } from 'openid-client'
import { AppError } from '../../errors.ts'
import type { Config } from '../../start/config.ts'
import type { OidcSettings } from '../../start/settingGroups.ts'
import { isLoopback } from '../../start/variables.ts'
import { originOf } from '../authenticate.ts'
import { basePathOf } from '../basePath.ts'
import type { HttpContext } from '../HttpContext.ts'
import { isAdmitted, isHost, type PersonClaims, verifiedDomain } from './isAdmitted.ts'
import { type CookieKind, createSealedCookies } from './sealedCookies.ts'

/*
 * Sign-in with an OpenID Connect provider (OIDC1): authorization code flow with PKCE, state and
 * nonce.
 *
 *     GET /api/sign-in?page=host
 *         sets the cookie `sign-in` {state, nonce, verifier, page}, redirects to the provider
 *     GET /api/sign-in/callback
 *         exchanges the code, checks the ID token, sets the cookie `person` {name, organisation,
 *         isHost}, redirects to the home page, or to the page of the host
 *
 * The first sign-in loads the library for OpenID Connect.
 */

export interface Person {
	/** The name that the provider has for them; may be empty. */
	name: string
	/** The domain of their e-mail address, if the provider has verified it; else empty. */
	organisation: string
	/** Whether they have the role of a host (OIDC5). */
	isHost: boolean
	/** When the sign-in ends, in ms since 1970. */
	until: number
}

/** The page from which a person signs in, and to which they return. */
export type SignInPage = 'home' | 'host'

/** Outcome of a sign-in. The page shows it, except for `done`. */
type SignInOutcome = 'done' | 'refused' | 'failed'

export interface SignIn {
	/** Whether some people of the provider host the server. */
	readonly hasHosts: boolean
	/**
	 * Returns the address at which the person signs in with the provider. Throws `busy` while the
	 * provider does not answer.
	 */
	begin(context: HttpContext, page: SignInPage): Promise<URL>
	/**
	 * Completes a sign-in, after the provider has redirected the person back. `cause` is for the log.
	 */
	finish(context: HttpContext): Promise<{ outcome: SignInOutcome; page: SignInPage; cause?: unknown }>
	/**
	 * Returns the person who is signed in in the browser that sends this request; null without one.
	 */
	personOf(request: Request): Promise<Person | null>
	end(context: HttpContext): void
}

const PENDING: CookieKind = { name: 'sign-in', maxAgeMs: 10 * 60 * 1000 }
const SIGNED_IN: CookieKind = { name: 'person', maxAgeMs: 12 * 60 * 60 * 1000 }
const PROVIDER_TIMEOUT_S = 10
const MAX_NAME_LENGTH = 100

/** Signs people in with the provider of these settings. */
export function createSignIn(settings: OidcSettings, config: Pick<Config, 'publicUrl'>): SignIn {
	const isSecure = (request: Request) => originOf(config, request).startsWith('https:')
	// Whoever signed in while other people were admitted signs in again.
	const cookies = createSealedCookies(JSON.stringify(settings), { isSecure, base: basePathOf(config) })
	const callbackUrl = (request: Request) => `${originOf(config, request)}/api/sign-in/callback`
	let discovered: Promise<Configuration> | null = null

	/** Returns the provider's metadata. It is fetched once, and again after a failure. */
	function provider(): Promise<Configuration> {
		discovered ??= discover(settings).catch((cause) => {
			discovered = null
			throw cause
		})
		return discovered
	}

	return {
		hasHosts: settings.hostRoles.length > 0,
		async begin(context, page) {
			const client = await import('openid-client')
			const known = await provider().catch(() => {
				throw new AppError('busy', 'The sign-in service does not answer. Try again in a moment.')
			})
			const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
			await cookies.set(context, PENDING, { state, nonce, verifier, page })
			return client.buildAuthorizationUrl(known, {
				redirect_uri: callbackUrl(context.request),
				scope: scopeFor(settings, known),
				state,
				nonce,
				code_challenge: await client.calculatePKCECodeChallenge(verifier),
				code_challenge_method: 'S256',
			})
		},
		async finish(context) {
			const pending = await cookies.read(context.request, PENDING)
			cookies.clear(context, PENDING)
			const page = pending?.['page'] === 'host' ? 'host' : 'home'
			if (!pending) return { outcome: 'failed', page }
			try {
				const url = new URL(callbackUrl(context.request))
				url.search = new URL(context.request.originalUrl, url).search
				const claims = await exchangeCode(await provider(), url, {
					expectedState: String(pending['state']),
					expectedNonce: String(pending['nonce']),
					pkceCodeVerifier: String(pending['verifier']),
				})
				if (!isAdmitted(settings, claims)) return { outcome: 'refused', page }
				const person = { name: nameIn(claims), organisation: verifiedDomain(claims), isHost: isHost(settings, claims) }
				await cookies.set(context, SIGNED_IN, person)
				return { outcome: 'done', page }
			} catch (cause) {
				return { outcome: 'failed', page, cause }
			}
		},
		async personOf(request) {
			const person = await cookies.read(request, SIGNED_IN)
			return (
				person && {
					name: String(person['name']),
					organisation: String(person['organisation']),
					isHost: person['isHost'] === true,
					until: Number(person.exp) * 1000,
				}
			)
		},
		end: (context) => cookies.clear(context, SIGNED_IN),
	}
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
	const client = await import('openid-client')
	const url = new URL(issuer)
	return client.discovery(url, clientId, clientSecret, undefined, {
		timeout: PROVIDER_TIMEOUT_S,
		execute: isLoopback(url.hostname) ? [client.allowInsecureRequests] : [],
	})
}

/** Returns the scopes to request. Some providers send groups or roles only if that is requested. */
function scopeFor({ groups, createRoles, hostRoles }: OidcSettings, provider: Configuration): string {
	const needed = [groups.length > 0 && 'groups', createRoles.length + hostRoles.length > 0 && 'roles']
	const offered: readonly unknown[] = provider.serverMetadata().scopes_supported ?? []
	return ['openid', 'profile', 'email', ...needed.filter((scope) => offered.includes(scope))].join(' ')
}

interface Checks {
	expectedState: string
	expectedNonce: string
	pkceCodeVerifier: string
}

/**
 * Exchanges the code. Returns the claims of the ID token, and those of the userinfo endpoint if the
 * provider has one.
 */
async function exchangeCode(provider: Configuration, url: URL, checks: Checks): Promise<PersonClaims> {
	const client = await import('openid-client')
	const tokens = await client.authorizationCodeGrant(provider, url, { ...checks, idTokenExpected: true })
	const claims = tokens.claims()
	if (!claims) throw new Error('the provider sent no ID token')
	if (!provider.serverMetadata().userinfo_endpoint) return claims
	return { ...claims, ...(await client.fetchUserInfo(provider, tokens.access_token, claims.sub)) }
}

function nameIn({ name, preferred_username: username, email }: PersonClaims): string {
	const found = [name, username, email].find((claim) => typeof claim === 'string' && claim.trim() !== '')
	return String(found ?? '').slice(0, MAX_NAME_LENGTH)
}
