import type { CreatedWorkshop, ErrorBody, Opening } from '@charrette/shared'
import type { OpenidProvider } from './openidProvider.ts'

/** A browser that keeps the cookies of the server and follows no redirects. */
export function openSignInBrowser(origin: string, provider: OpenidProvider) {
	const cookies = new Map<string, string>()
	const fetchAt = async (path: string, init: RequestInit = {}) => {
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
		const url = new URL(path, origin)
		const headers = { 'Content-Type': 'application/json', cookie, ...(init.headers as Record<string, string>) }
		const answer = await fetch(url, { redirect: 'manual', ...init, headers })
		for (const set of answer.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
			if (value) cookies.set(name, value)
			else cookies.delete(name)
		}
		return answer
	}
	const begin = async () => (await fetchAt('/api/sign-in')).headers.get('Location') ?? ''
	return {
		cookies,
		fetchAt,
		begin,
		/** Signs in at the provider; returns the address to which the server redirects. */
		async signIn(login: string) {
			return (await fetchAt(await provider.signIn(await begin(), login))).headers.get('Location')
		},
		opening: async () => (await (await fetchAt('/api/opening')).json()) as Opening,
		async create(headers = {}) {
			const answer = await fetchAt('/api/workshops', { method: 'POST', body: '{"title":"Streets"}', headers })
			return { status: answer.status, body: (await answer.json()) as CreatedWorkshop & ErrorBody }
		},
	}
}
