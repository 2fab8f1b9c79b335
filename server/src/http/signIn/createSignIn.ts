import type { Request, Response } from 'express'
import type { Configuration } from 'openid-client'
import { type Config, isLoopback, type OidcSettings } from '../../config.ts'
import { AppError } from '../../errors.ts'
import { originOf } from '../authenticate.ts'
import { isAdmitted, type PersonClaims } from './isAdmitted.ts'
import { type CookieKind, createSealedCookies } from './sealedCookies.ts'

/*
 * Sign-in with an OpenID Connect provider (OIDC1): authorization code flow with PKCE, state and nonce.
 *
 *     GET /api/sign-in           → cookie `sign-in` {state, nonce, verifier} → the provider
 *     GET /api/sign-in/callback  → the code is exchanged, the ID token checked → cookie `person` {name} → the home page
 *
 * The provider's library is loaded when somebody first signs in.
 */

/** Somebody who has signed in. */
interface Person {
	/** As the provider calls them; may be empty. */
	name: string
}

/** How a sign-in ended; the home page says so. */
type SignInOutcome = 'done' | 'refused' | 'failed'

interface Exchange {
	request: Request
	response: Response
}

export interface SignIn {
	/** Returns the address of the provider at which the person signs in. Throws `busy` while the provider does not answer. */
	begin(exchange: Exchange): Promise<URL>
	/** Ends what `begin` began, when the provider has sent the person back. `cause` is for the log. */
	finish(exchange: Exchange): Promise<{ outcome: SignInOutcome; cause?: unknown }>
	/** Who is signed in in the browser that sends this request. */
	personOf(request: Request): Promise<Person | null>
	end(exchange: Exchange): void
}

const PENDING: CookieKind = { name: 'sign-in', maxAgeMs: 10 * 60 * 1000 }
const SIGNED_IN: CookieKind = { name: 'person', maxAgeMs: 12 * 60 * 60 * 1000 }
const PROVIDER_TIMEOUT_S = 10
const MAX_NAME_LENGTH = 100

/** Signs people in with the provider of these settings. */
export function createSignIn(settings: OidcSettings, config: Pick<Config, 'publicUrl'>): SignIn {
	const { issuer, clientId, clientSecret } = settings
	const isSecure = (request: Request) => originOf(config, request).startsWith('https:')
	const cookies = createSealedCookies(`${issuer} ${clientId} ${clientSecret}`, isSecure)
	const callbackUrl = (request: Request) => `${originOf(config, request)}/api/sign-in/callback`
	let discovered: Promise<Configuration> | null = null

	/** The provider's metadata; asked for again after a failure. */
	function provider(): Promise<Configuration> {
		discovered ??= discover(settings).catch((cause) => {
			discovered = null
			throw cause
		})
		return discovered
	}

	return {
		async begin(exchange) {
			const client = await import('openid-client')
			const known = await provider().catch(() => {
				throw new AppError('busy', 'The sign-in service does not answer. Try again in a moment.')
			})
			const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
			await cookies.set(exchange, PENDING, { state, nonce, verifier })
			return client.buildAuthorizationUrl(known, {
				redirect_uri: callbackUrl(exchange.request),
				scope: scopeFor(settings, known),
				state,
				nonce,
				code_challenge: await client.calculatePKCECodeChallenge(verifier),
				code_challenge_method: 'S256',
			})
		},
		async finish(exchange) {
			const pending = await cookies.read(exchange.request, PENDING)
			cookies.clear(exchange, PENDING)
			if (!pending) return { outcome: 'failed' }
			try {
				const url = new URL(exchange.request.originalUrl, callbackUrl(exchange.request))
				const claims = await exchangeCode(await provider(), url, {
					expectedState: String(pending['state']),
					expectedNonce: String(pending['nonce']),
					pkceCodeVerifier: String(pending['verifier']),
				})
				if (!isAdmitted(settings, claims)) return { outcome: 'refused' }
				await cookies.set(exchange, SIGNED_IN, { name: nameIn(claims) })
				return { outcome: 'done' }
			} catch (cause) {
				return { outcome: 'failed', cause }
			}
		},
		async personOf(request) {
			const person = await cookies.read(request, SIGNED_IN)
			return person && { name: String(person['name']) }
		},
		end: (exchange) => cookies.clear(exchange, SIGNED_IN),
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

/** Some providers name groups only to those who ask for them. */
function scopeFor({ groups }: OidcSettings, provider: Configuration): string {
	const asksGroups = groups.length > 0 && provider.serverMetadata().scopes_supported?.includes('groups')
	return `openid profile email${asksGroups ? ' groups' : ''}`
}

interface Checks {
	expectedState: string
	expectedNonce: string
	pkceCodeVerifier: string
}

/** The claims of the ID token, and of the provider's page about the person where it has one. */
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
