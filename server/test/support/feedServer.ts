import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { PublishedPractice, SignedPractice } from '@charrette/shared'
import { openSigningKey } from '../../dist/exchange/files/signatures.js'
import { practiceCorpus } from './practiceCorpus.ts'

/** A server on loopback whose feed the test defines. */
export interface FeedServer {
	url: string
	/** The requests so far: path, query, and the ETag of a known page. */
	requests: string[]
	/** Answers a request for a page. */
	answer: (request: IncomingMessage, response: ServerResponse) => void
	/** Answers with these practices as the only page. */
	offer(practices: readonly unknown[]): void
	/** Signs a practice as this server. */
	sign(practice: object): SignedPractice
	stop(): Promise<void>
}

/** Returns the body of a page. */
export function feedOf(practices: readonly unknown[], next?: string): string {
	const items = practices.map((practice, index) => ({ id: String(index), title: 'T', _charrette: practice }))
	return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'F', next_url: next, items })
}

export async function startFeedServer(folder: string): Promise<FeedServer> {
	const key = openSigningKey(mkdtempSync(join(folder, 'key-')))
	const server = createServer((request, response) => {
		feed.requests.push([request.url, request.headers['if-none-match']].filter(Boolean).join(' '))
		feed.answer(request, response)
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	const feed: FeedServer = {
		url,
		requests: [],
		answer: (_request, response) => void response.end(feedOf([])),
		offer(practices) {
			feed.answer = (_request, response) => void response.end(feedOf(practices))
		},
		sign: (practice) => ({
			practice: { ...practice } as SignedPractice['practice'],
			server: { url, key: key.publicKey },
			signature: key.sign(practice),
			via: [],
		}),
		async stop() {
			server.closeAllConnections()
			server.close()
			await once(server, 'close')
		},
	}
	return feed
}

/** Creates published practices of many cities, with ids of their own. */
export function makePractices(count: number, prefix: string): PublishedPractice[] {
	const { listed } = practiceCorpus(count, { practices: count, questions: 0 })
	return listed.map(({ practice }, n) => ({ ...practice, id: `${prefix}${n}` as PublishedPractice['id'] }))
}
