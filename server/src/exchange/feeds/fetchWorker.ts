/**
 * Runs in a child process of low priority, which fetches and parses everything that other servers
 * send. A page of a feed goes into a file. The wanted practices of the page go into an exchange
 * file with their images, which is then read like a file from an unknown sender (EXCH2).
 */

import { readFileSync, writeFileSync } from 'node:fs'
import {
	EXCHANGE_FORMAT,
	EXCHANGE_SCHEMA,
	type FeedProblem,
	LIMITS,
	MAX_VIA,
	NOTICES_PATH,
	noticePage,
	receivedPractice,
	type SignedNotice,
	type SignedPractice,
	signedPractice,
} from '@charrette/shared'
import { z } from 'zod'
import { pathOfAddress } from '../../pathOfAddress.ts'
import { parseJson } from '../files/parseJson.ts'
import { placeOf, type RefusedPractice, titleOf } from '../files/readExchangeFile.ts'
import { checkNotice } from '../files/signatures.ts'
import { FeedError, type FeedSource, problemOf } from './FeedSource.ts'
import { fetchFromSource } from './fetchFromSource.ts'

/** A page of a feed. @limit exchange: refused as a whole */
const MAX_PAGE_BYTES = 8 * 1024 * 1024
/** Time to send such a page. @limit exchange: refused as a whole */
const MAX_PAGE_MS = 30_000
/** Practices of such a page: ours have fewer. @limit exchange: refused as a whole */
const MAX_ITEMS = 500
const MAX_PICTURE_MS = 20_000
/**
 * A collection ends after this time, or with this number of bytes, so that one more practice always
 * fits into an exchange file.
 */
const MAX_COLLECT_MS = 60_000
const ENOUGH_BYTES = LIMITS.maxExchangeBytes / 4

/** Validators of an earlier answer, for a conditional request. */
export interface Validators {
	etag: string | null
	modified: string | null
}

/** A practice of a page that may be imported; `index` is its position in the file of the page. */
export interface OfferedPractice {
	index: number
	id: string
	version: number
	key: string
	title: string
}

export interface FetchedPage {
	/** Path and query of the next page; null on the last. */
	next: string | null
	validators: Validators
	offered: OfferedPractice[]
	refused: RefusedPractice[]
	/** Whether the server offers notices. */
	hasNotices: boolean
	bytes: number
}

/** Notices of a page, with valid signatures; see `NoticePage`. */
export interface FetchedNotices {
	notices: SignedNotice[]
	next: number
	hasMore: boolean
	bytes: number
}

/**
 * Result of a collection: the exchange file has the first `done` wanted practices, except the
 * incomplete ones, whose images could not be fetched.
 */
export interface Collected {
	done: number
	incomplete: RefusedPractice[]
	bytes: number
}

export type FetchTask =
	| { kind: 'page'; source: FeedSource; path: string; validators: Validators | null; file: string }
	| { kind: 'collect'; source: FeedSource; from: string; wanted: readonly number[]; file: string }
	| { kind: 'notices'; source: FeedSource; after: number }
export type FetchAnswer =
	| { problem: FeedProblem }
	| { page: FetchedPage | null }
	| { collected: Collected }
	| { notices: FetchedNotices }

/** The parts of a JSON Feed 1.1 that are read. */
const feed = z.object({
	version: z.string().regex(/^https:\/\/jsonfeed\.org\/version\/1/),
	next_url: z.string().max(2000).optional(),
	_charrette: z
		.object({ notices: z.literal(NOTICES_PATH) })
		.optional()
		.catch(undefined),
	items: z.array(z.object({ _charrette: z.unknown() })),
})

/** Fetches a page into a file, or collects wanted practices of a page as an exchange file. */
export async function fetchFromFeed(task: FetchTask): Promise<FetchAnswer> {
	try {
		if (task.kind === 'page') return { page: await fetchPage(task) }
		if (task.kind === 'notices') return { notices: await fetchNotices(task) }
		return { collected: await collect(task) }
	} catch (cause) {
		return { problem: problemOf(cause) }
	}
}

/** Fetches a page into a file. Returns null if the page has not changed. */
async function fetchPage({
	source,
	path,
	validators,
	file,
}: FetchTask & { kind: 'page' }): Promise<FetchedPage | null> {
	const { status, headers, bytes } = await fetchFromSource({
		source,
		path,
		headers: {
			Accept: 'application/feed+json, application/json',
			...(validators?.etag && { 'If-None-Match': validators.etag }),
			...(validators?.modified && { 'If-Modified-Since': validators.modified }),
		},
		maxBytes: MAX_PAGE_BYTES,
		maxMs: MAX_PAGE_MS,
	})
	if (status === 304) return null
	const { data } = feed.safeParse(parseJson(bytes))
	if (!data) throw new FeedError('noFeed', 'It answers with something that is no feed of an exchange.')
	if (data.items.length > MAX_ITEMS) throw new FeedError('tooMany', `A page has more than ${MAX_ITEMS} practices.`)
	const entries = data.items.map(({ _charrette: entry }) => entry)
	writeFileSync(file, JSON.stringify(entries), { mode: 0o600 })
	return {
		next: nextPath(data.next_url, source),
		validators: { etag: shortHeader(headers.etag), modified: shortHeader(headers['last-modified']) },
		...sortEntries(entries),
		hasNotices: data._charrette !== undefined,
		bytes: bytes.length,
	}
}

/** Fetches a page of notices, and checks their signatures (RETURN4). */
async function fetchNotices({ source, after }: FetchTask & { kind: 'notices' }): Promise<FetchedNotices> {
	const { bytes } = await fetchFromSource({
		source,
		path: `${NOTICES_PATH}?after=${after}`,
		headers: { Accept: 'application/json' },
		maxBytes: MAX_PAGE_BYTES,
		maxMs: MAX_PAGE_MS,
	})
	const { data } = noticePage.safeParse(parseJson(bytes))
	if (!data) throw new FeedError('noFeed', 'It answers with something that are no notices of an exchange.')
	const { notices, next, hasMore } = data
	return { notices: notices.flatMap((entry) => checkNotice(entry) ?? []), next, hasMore, bytes: bytes.length }
}

function sortEntries(entries: readonly unknown[]): Pick<FetchedPage, 'offered' | 'refused'> {
	const offered: OfferedPractice[] = []
	const refused: RefusedPractice[] = []
	for (const [index, entry] of entries.entries()) {
		const { data, error } = signedPractice.safeParse(entry)
		const title = titleOf(entry)
		if (!data) refused.push({ title, receipt: 'invalid', reason: placeOf(error.issues) })
		else offered.push({ index, id: data.practice.id, version: data.practice.version, key: data.server.key, title })
	}
	return { offered, refused }
}

/**
 * Returns path and query of the address of the next page, below the source's address. Its host is
 * ignored: requests stay on the configured one.
 */
function nextPath(next: string | undefined, { url }: FeedSource): string | null {
	if (next === undefined || !URL.canParse(next, url)) return null
	const { pathname, search } = new URL(next, url)
	const base = pathOfAddress(url)
	return (pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname) + search
}

function shortHeader(value: string | undefined): string | null {
	return value && value.length <= 300 ? value : null
}

/**
 * Collects practices in an exchange file. Ends early if it takes long or has many bytes; the rest
 * is for another collection.
 */
async function collect({ source, from, wanted, file }: FetchTask & { kind: 'collect' }): Promise<Collected> {
	const deadline = Date.now() + MAX_COLLECT_MS
	const entries = JSON.parse(readFileSync(from, 'utf8')) as unknown[]
	const practices: SignedPractice[] = []
	const collected: Collected = { done: 0, incomplete: [], bytes: 0 }
	for (const index of wanted) {
		const entry = signedPractice.parse(entries[index])
		const pictures = await fetchImageCopies(entry, source, deadline)
		collected.done++
		if (pictures instanceof FeedError)
			collected.incomplete.push({ title: titleOf(entry), receipt: 'incomplete', reason: pictures.message })
		else {
			const { json, bytes } = pictures
			practices.push({ ...appendVia(entry, source), pictures: json })
			collected.bytes += bytes
		}
		if (Date.now() > deadline || collected.bytes > ENOUGH_BYTES) break
	}
	writeFileSync(file, JSON.stringify({ format: EXCHANGE_FORMAT, schema: EXCHANGE_SCHEMA, practices }), { mode: 0o600 })
	return collected
}

/**
 * Fetches the images of a practice from the server of the feed. Their hashes are checked with the
 * signature, when the exchange file is read.
 */
async function fetchImageCopies(
	{ practice }: SignedPractice,
	source: FeedSource,
	deadline: number,
): Promise<{ json: Record<string, string>; bytes: number } | FeedError> {
	const json: Record<string, string> = {}
	let bytes = 0
	try {
		for (const { path, copy } of receivedPractice.safeParse(practice).data?.facts.images ?? []) {
			const { w, sha256 } = copy
			const maxMs = Math.max(1, Math.min(MAX_PICTURE_MS, deadline - Date.now()))
			const picture = await fetchFromSource({ source, path: `${path}?w=${w}`, maxBytes: copy.bytes, maxMs })
			bytes += picture.bytes.length
			if (bytes > LIMITS.maxPracticeCopyBytes) throw new FeedError('tooLarge', 'Its images are too large.')
			json[sha256] = picture.bytes.toString('base64')
		}
		return { json, bytes }
	} catch (cause) {
		if (cause instanceof FeedError) return cause
		throw cause
	}
}

/**
 * Adds the server of the feed to `via`, if the practice is of a third server and its feed has not
 * added it.
 */
function appendVia(entry: SignedPractice, { url }: FeedSource): SignedPractice {
	const { url: sender } = entry.via.at(-1) ?? entry.server
	const isNamed = URL.canParse(sender) && new URL(sender).href === new URL(url).href
	return isNamed || entry.via.length === MAX_VIA ? entry : { ...entry, via: [...entry.via, { url, at: Date.now() }] }
}
