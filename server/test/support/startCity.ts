import type { CreatedWorkshop, FollowedFeed, FollowedFeeds, Practice } from '@charrette/shared'
import { expect } from 'vitest'
import { call } from './call.ts'
import { startServer, type TestServer } from './startServer.ts'

/** Intervals so long that the servers fetch nothing by themselves. */
const NEVER = { firstFeedPollMs: 2 ** 31, feedPollMs: 2 ** 31 }
export const KEY = 'key-of-the-host'

/** A city that follows another one, with a server and a workshop. */
export interface City {
	server: TestServer
	url: string
	workshop: CreatedWorkshop
	asHost<Body>(path: string, body?: object): ReturnType<typeof call<Body>>
	at<Body>(path: string, body?: object, method?: string): ReturnType<typeof call<Body>>
	fetchNow(): Promise<FollowedFeed>
}
/** Starts the server of a city that follows another one, with a workshop. */
export async function startCity(port: number, follows: number, title: string): Promise<City> {
	const url = `http://127.0.0.1:${port}`
	const env = {
		PORT: String(port),
		PUBLIC_URL: url,
		CHARRETTE_ADMIN_KEY: KEY,
		EXCHANGE_FOLLOW: `http://127.0.0.1:${follows}`,
		EXCHANGE_FOLLOW_LAN: '127.0.0.1',
	}
	const server = await startServer(env, NEVER)
	const opened = await call<CreatedWorkshop>(url, '/api/workshops', {
		token: KEY,
		body: { title, cities: [{ name: title, country: 'CO' }], groups: 1 },
	})
	const workshop = opened.body
	const asHost = <Body>(path: string, body?: object) =>
		call<Body>(url, `/api/host/${path}`, { token: KEY, ...(body && { body }) })
	return {
		server,
		url,
		workshop,
		asHost,
		at: (path, body, method) =>
			call(url, `/api/${path}`, { token: workshop.token, ...(body && { body }), ...(method && { method }) }),
		async fetchNow() {
			const [feed] = (await asHost<FollowedFeeds>('following/fetch', {})).body.feeds
			if (!feed) throw new Error('it follows nobody')
			return feed
		},
	}
}

/** Publishes a practice of a city for everybody, with the host's consent. */
export async function publishAt({ at, asHost, workshop }: City, title: string): Promise<string> {
	const fields = { title, abstract: `${title} within thirty days.` }
	const path = `workshops/${workshop.workshop.id}/practices`
	const { id } = (await at<{ practice: Practice }>(path, { locale: 'en', fields })).body.practice
	await at(`practices/${id}/publish`, { visibility: 'public' })
	expect((await asHost(`practices/${id}/publish`, {})).status).toBe(200)
	return id
}
