import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type AccountClaims } from 'oidc-provider'

/** A real OpenID provider on this machine, which trusts the name that a person enters. */
export interface OpenidProvider {
	issuer: string
	/** The claims about a person, by the name with which they sign in. */
	people: Map<string, Omit<AccountClaims, 'sub'>>
	/** The settings of a server that signs people in with it. */
	settings: { OIDC_ISSUER: string; OIDC_CLIENT_ID: string; OIDC_CLIENT_SECRET: string }
	/**
	 * Signs a person in, starting at the page of `url`; returns the address to which the provider
	 * redirects them.
	 */
	signIn(url: string, login: string): Promise<string>
	/** Cancels at that page instead; returns the address of the redirect. */
	cancel(url: string): Promise<string>
	/** Number of codes that the server has sent to the provider, accepted or not. */
	exchanges(): number
	close(): Promise<void>
}

const CLIENT = { client_id: 'charrette', client_secret: 'a secret of the provider' }

/** Starts a provider for the server at this address. */
export async function startOpenidProvider(origin: string): Promise<OpenidProvider> {
	const http = createServer().listen(0, '127.0.0.1')
	await once(http, 'listening')
	const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
	const people: OpenidProvider['people'] = new Map()
	const provider = new Provider(issuer, {
		clients: [{ ...CLIENT, redirect_uris: [`${origin}/api/sign-in/callback`] }],
		claims: {
			openid: ['sub'],
			profile: ['name'],
			email: ['email', 'email_verified'],
			groups: ['groups'],
			roles: ['realm_access'],
		},
		cookies: { keys: ['a key for its cookies'] },
		findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
		pkce: { required: () => true },
	})
	http.on('request', provider.callback())
	let exchanges = 0
	provider.on('grant.success', () => exchanges++)
	provider.on('grant.error', () => exchanges++)

	/** Submits the pages of a sign-in, like a browser with cookies of its own. */
	async function follow(url: string, login: string | null): Promise<string> {
		const jar = new Map<string, string>()
		let request: [address: string, body?: URLSearchParams] = [url]
		for (let steps = 0; steps < 20; steps++) {
			const [address, body] = request
			if (!address.startsWith(issuer)) return address
			const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
			const answer = await fetch(address, {
				redirect: 'manual',
				headers: { cookie },
				...(body && { method: 'POST', body }),
			})
			for (const set of answer.headers.getSetCookie()) {
				const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
				jar.set(name, value)
			}
			const location = answer.headers.get('Location')
			request = location ? [new URL(location, address).href] : nextForm(address, await answer.text(), login)
		}
		throw new Error('the provider goes on for ever')
	}
	return {
		issuer,
		people,
		settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.client_id, OIDC_CLIENT_SECRET: CLIENT.client_secret },
		signIn: follow,
		cancel: (url) => follow(url, null),
		exchanges: () => exchanges,
		async close() {
			http.closeAllConnections()
			http.close()
			await once(http, 'close')
		},
	}
}

/**
 * Returns the next request of a person at a page of the provider, who fills in its form or follows
 * its link to cancel.
 */
function nextForm(address: string, page: string, login: string | null): [address: string, body?: URLSearchParams] {
	if (login === null) return [new URL(/href="([^"]*\/abort)"/.exec(page)?.[1] ?? '', address).href]
	const action = /<form[^>]* action="([^"]*)"/.exec(page)?.[1]
	const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
	if (!action || !prompt) throw new Error(`no form at ${address}: ${page.slice(0, 500)}`)
	const fields = prompt === 'login' ? { prompt, login, password: 'any' } : { prompt }
	return [new URL(action, address).href, new URLSearchParams(fields)]
}
