/**
 * Runs in a process of low priority: everything that another server sends is fetched and parsed here. A page of a feed goes
 * into a file; of that, what is to be taken goes into an exchange file, which is read like that of any stranger (EXCH2).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { EXCHANGE_FORMAT, EXCHANGE_SCHEMA, type FeedProblem, signedPractice } from '@charrette/shared'
import { z } from 'zod'
import { parseJson } from '../files/parseJson.ts'
import { placeOf, type RefusedPractice, titleOf } from '../files/readExchangeFile.ts'
import { fetchFollowed } from './fetchFollowed.ts'
import { FeedError, type FollowedHost, problemOf } from './followedHost.ts'

const MAX_PAGE_BYTES = 8 * 1024 * 1024
const MAX_PAGE_MS = 30_000
/** More items are no page of an exchange. */
const MAX_ITEMS = 500

/** What an earlier answer named for the next request. */
export interface Validators {
	etag: string | null
	modified: string | null
}

/** A practice of a page that may be taken, by its place in the page's file. */
export interface OfferedPractice {
	index: number
	id: string
	version: number
	key: string
	title: string
}

export interface FetchedPage {
	/** Absent if the page did not change. */
	page?: {
		validators: Validators
		/** Path and query of the next page; null on the last. */
		next: string | null
		offered: OfferedPractice[]
		refused: RefusedPractice[]
		bytes: number
	}
}

export type FetchTask =
	| { kind: 'page'; host: FollowedHost; path: string; validators: Validators | null; file: string }
	| { kind: 'choose'; from: string; chosen: readonly number[]; file: string }
export type FetchAnswer = { problem: FeedProblem } | FetchedPage

/** JSON Feed 1.1: what is read of it. */
const feed = z.object({
	version: z.string().regex(/^https:\/\/jsonfeed\.org\/version\/1/),
	next_url: z.string().max(2000).optional(),
	items: z.array(z.object({ _charrette: z.unknown() })),
})

/** Fetches a page into a file, or writes what was chosen of one as an exchange file. */
export async function fetchFromFeed(task: FetchTask): Promise<FetchAnswer> {
	try {
		if (task.kind === 'page') return await fetchPage(task)
		writeChosen(task)
		return {}
	} catch (cause) {
		return { problem: problemOf(cause) }
	}
}

async function fetchPage({ host, path, validators, file }: FetchTask & { kind: 'page' }): Promise<FetchedPage> {
	const { status, headers, bytes } = await fetchFollowed({
		host,
		path,
		headers: {
			Accept: 'application/feed+json, application/json',
			...(validators?.etag && { 'If-None-Match': validators.etag }),
			...(validators?.modified && { 'If-Modified-Since': validators.modified }),
		},
		maxBytes: MAX_PAGE_BYTES,
		maxMs: MAX_PAGE_MS,
	})
	if (status === 304) return {}
	const { data } = feed.safeParse(parseJson(bytes))
	if (!data) throw new FeedError('noFeed', 'It answers with something that is no feed of an exchange.')
	if (data.items.length > MAX_ITEMS) throw new FeedError('tooMany', `A page has more than ${MAX_ITEMS} practices.`)
	const offered: OfferedPractice[] = []
	const refused: RefusedPractice[] = []
	for (const [index, { _charrette: entry }] of data.items.entries()) {
		const signed = signedPractice.safeParse(entry)
		const title = titleOf(entry)
		if (!signed.data) refused.push({ title, receipt: 'invalid', reason: placeOf(signed.error.issues) })
		else {
			const { practice, server } = signed.data
			offered.push({ index, id: practice.id, version: practice.version, key: server.key, title })
		}
	}
	writeFileSync(file, JSON.stringify(data.items.map(({ _charrette: entry }) => entry)), { mode: 0o600 })
	return {
		page: {
			validators: { etag: shortHeader(headers.etag), modified: shortHeader(headers['last-modified']) },
			next: nextPath(data.next_url, host),
			offered,
			refused,
			bytes: bytes.length,
		},
	}
}

/** Only path and query of an address count: the host stays the one that was named. */
function nextPath(next: string | undefined, { url }: FollowedHost): string | null {
	if (next === undefined || !URL.canParse(next, url)) return null
	const { pathname, search } = new URL(next, url)
	return pathname + search
}

function shortHeader(value: string | undefined): string | null {
	return value && value.length <= 300 ? value : null
}

function writeChosen({ from, chosen, file }: FetchTask & { kind: 'choose' }): void {
	const entries = JSON.parse(readFileSync(from, 'utf8')) as unknown[]
	const practices = chosen.map((index) => entries[index])
	writeFileSync(file, JSON.stringify({ format: EXCHANGE_FORMAT, schema: EXCHANGE_SCHEMA, practices }), { mode: 0o600 })
}
