import type { Request } from 'express'
import type { Configuration } from 'openid-client'
import { AppError } from '../../errors.ts'
import type { Config } from '../../start/config.ts'
import type { OidcSettings } from '../../start/settingGroups.ts'
import { isLoopback } from '../../start/variables.ts'
import { originOf } from '../authenticate.ts'
import { basePathOf } from '../basePath.ts'
import type { HttpContext } from '../HttpContext.ts'
import { isAdmitted, type PersonClaims, verifiedDomain } from './isAdmitted.ts'
import { type CookieKind, createSealedCookies } from './sealedCookies.ts'

/*
 * Sign-in with an OpenID Connect provider (OIDC1): authorization code flow with PKCE, state and
 * nonce.
 *
 *     GET /api/sign-in
 *         sets the cookie `sign-in` {state, nonce, verifier}, redirects to the provider
 *     GET /api/sign-in/callback
 *         exchanges the code, checks the ID token, sets the cookie `person` {name, organisation},
 *         redirects to the home page
 *
 * The first sign-in loads the library for OpenID Connect.
 */

interface Person {
	/** The name that the provider has for them; may be empty. */
	name: string
	/** The domain of their e-mail address, if the provider has verified it; else empty. */
	organisation: string
}

/** Outcome of a sign-in. The home page shows it, except for `done`. */
type SignInOutcome = 'done' | 'refused' | 'failed'

export interface SignIn {
	/**
	 * Returns the address at which the person signs in with the provider. Throws `busy` while the
	 * provider does not answer.
	 */
	begin(context: HttpContext): Promise<URL>
	/**
	 * Completes a sign-in, after the provider has redirected the person back. `cause` is for the log.
	 */
	finish(context: HttpContext): Promise<{ outcome: SignInOutcome; cause?: unknown }>
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
	const { issuer, clientId, clientSecret } = settings
	const isSecure = (request: Request) => originOf(config, request).startsWith('https:')
	const cookies = createSealedCookies(`${issuer} ${clientId} ${clientSecret}`, { isSecure, base: basePathOf(config) })
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
		async begin(context) {
			const client = await import('openid-client')
			const known = await provider().catch(() => {
				throw new AppError('busy', 'The sign-in service does not answer. Try again in a moment.')
			})
			const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
			await cookies.set(context, PENDING, { state, nonce, verifier })
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
			if (!pending) return { outcome: 'failed' }
			try {
				const url = new URL(callbackUrl(context.request))
				url.search = new URL(context.request.originalUrl, url).search
				const claims = await exchangeCode(await provider(), url, {
					expectedState: String(pending['state']),
					expectedNonce: String(pending['nonce']),
					pkceCodeVerifier: String(pending['verifier']),
				})
				if (!isAdmitted(settings, claims)) return { outcome: 'refused' }
				await cookies.set(context, SIGNED_IN, { name: nameIn(claims), organisation: verifiedDomain(claims) })
				return { outcome: 'done' }
			} catch (cause) {
				return { outcome: 'failed', cause }
			}
		},
		async personOf(request) {
			const person = await cookies.read(request, SIGNED_IN)
			// Cookies of a former release have no organisation.
			return person && { name: String(person['name']), organisation: String(person['organisation'] ?? '') }
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

/** Returns the scopes to request. Some providers send groups only if that scope is requested. */
function scopeFor({ groups }: OidcSettings, provider: Configuration): string {
	const asksGroups = groups.length > 0 && provider.serverMetadata().scopes_supported?.includes('groups')
	return `openid profile email${asksGroups ? ' groups' : ''}`
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
