import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ExchangeResult, type FeedProblem, LIMITS, type PracticeId, RECEIPTS } from '@charrette/shared'
import type { Logger } from 'pino'
import { AppError } from '../../errors.ts'
import type { StoredFeed } from '../../ports/FollowedFeedStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { FEED_PATH } from '../files/feedPages.ts'
import {
	type ImportDeps,
	importExchangeFile,
	MAX_LISTED_REFUSALS,
	noReceipts,
	refusalOf,
} from '../files/importExchangeFile.ts'
import type { FeedFetcher } from './createFeedFetcher.ts'
import type { FetchedPage, OfferedPractice } from './fetchWorker.ts'
import { FeedError, type FollowedHost, problemOf } from './followedHost.ts'

/** Pages of one attempt, bytes of them together, and pages of all attempts until one reaches the end. */
const MAX_PAGES = 100
const MAX_BYTES = 100 * 1024 * 1024
const MAX_WALKED = 2000

export interface FollowDeps extends ImportDeps, Pick<ExchangeDeps, 'storageHealth'> {
	feedFetcher: FeedFetcher
	/** Where pages are while they are read. */
	uploadFolder: string
	log: Logger
}

/** One attempt to follow a feed; `feed` and `result` change as it goes on. */
interface Attempt {
	host: FollowedHost
	feed: StoredFeed
	result: ExchangeResult
	signal: AbortSignal
}

/** A feed that was never fetched. */
export function newFeed(url: string, nextAt: number): StoredFeed {
	return {
		url,
		outcome: 'waiting',
		problem: null,
		attemptedAt: null,
		fetchedAt: null,
		nextAt,
		failures: 0,
		counts: noReceipts(),
		refused: [],
		added: 0,
		validators: { etag: null, modified: null },
		resume: null,
		walked: 0,
	}
}

/**
 * Fetches what is new in a feed and takes it as from the file of a stranger (FOLLOW1, FOLLOW4). Resolves with where the feed
 * stands then, without the time of the next attempt; rejects with the signal's reason alone.
 */
export async function followFeed(
	deps: FollowDeps,
	{ host, feed: before, signal, now }: { host: FollowedHost; feed: StoredFeed; signal: AbortSignal; now: number },
): Promise<StoredFeed> {
	const feed: StoredFeed = { ...before, attemptedAt: now, problem: null }
	const attempt: Attempt = { host, feed, signal, result: { counts: noReceipts(), refused: [] } }
	try {
		feed.outcome = await readPages(deps, attempt)
		feed.fetchedAt = now
		feed.failures = 0
	} catch (cause) {
		signal.throwIfAborted()
		feed.outcome = 'failed'
		feed.failures++
		feed.problem = describe(cause)
		if (feed.problem.reason === 'failed') deps.log.error({ err: cause }, 'followed feed not read')
	}
	const { counts, refused } = attempt.result
	if (RECEIPTS.some((receipt) => counts[receipt] > 0)) Object.assign(feed, { counts, refused })
	feed.added += counts.added
	return feed
}

/**
 * Begins at the newest page and ends with the first of which everything is known; then goes on where an earlier attempt had
 * to stop. `resume` names that page, until the last one is read.
 */
async function readPages(deps: FollowDeps, attempt: Attempt): Promise<StoredFeed['outcome']> {
	const { feed } = attempt
	const left = feed.resume
	let path: string | null = FEED_PATH
	let isGoingOn = false
	let bytes = 0
	for (let pages = 0; path !== null; pages++) {
		if (pages > 0) feed.resume = path
		if (pages >= MAX_PAGES || bytes > MAX_BYTES) return 'partly'
		const { page }: FetchedPage = await readPage(deps, attempt, path)
		if (!page && !left) return 'unchanged'
		bytes += page?.bytes ?? 0
		if (!isGoingOn && (!page || page.offered.length === 0)) {
			isGoingOn = true
			path = left
		} else path = page?.next ?? null
		countPage(feed)
	}
	feed.resume = null
	feed.walked = 0
	return 'fetched'
}

/** A feed without an end is given up. */
function countPage(feed: StoredFeed): void {
	feed.walked++
	if (feed.walked <= MAX_WALKED) return
	feed.walked = 0
	feed.resume = null
	throw new FeedError('tooMany', `It has more than ${MAX_WALKED} pages.`)
}

/** Reads a page and takes from it what is new. In the answer, `offered` are the practices that were new. */
async function readPage(deps: FollowDeps, attempt: Attempt, path: string): Promise<FetchedPage> {
	const { host, feed, signal, result } = attempt
	if (deps.storageHealth.isBelowFloor) throw new FeedError('full', 'The disk of this server is almost full.')
	const file = join(deps.uploadFolder, randomUUID())
	const isNewest = path === FEED_PATH
	try {
		const validators = isNewest ? feed.validators : null
		const { page } = await deps.feedFetcher.run({ kind: 'page', host, path, validators, file }, signal)
		if (!page) return {}
		merge(result, { refused: page.refused })
		const wanted = await chooseWanted(deps, attempt, page.offered)
		await take(deps, attempt, { file, wanted })
		if (isNewest) feed.validators = page.validators
		return { page: { ...page, offered: wanted } }
	} finally {
		await rm(file, { force: true })
	}
}

/** The practices of a page that this server does not have in this version. */
async function chooseWanted(
	deps: FollowDeps,
	{ feed, result }: Attempt,
	offered: readonly OfferedPractice[],
): Promise<OfferedPractice[]> {
	const wanted: OfferedPractice[] = []
	for (const one of offered) {
		const receipt = await refusalOf(deps, { ...one, id: one.id as PracticeId })
		if (!receipt) wanted.push(one)
		else if (receipt !== 'unchanged') merge(result, { refused: [{ title: one.title, receipt }] })
	}
	if (feed.added + result.counts.added + wanted.length > LIMITS.maxFollowedPractices)
		throw new FeedError('tooMany', `It has more than ${LIMITS.maxFollowedPractices} practices.`)
	return wanted
}

/** Imports practices of a page, as an exchange file of their own. */
async function take(
	deps: FollowDeps,
	{ result, signal }: Attempt,
	{ file: from, wanted }: { file: string; wanted: readonly OfferedPractice[] },
): Promise<void> {
	if (wanted.length === 0) return
	const file = `${from}.json`
	try {
		await deps.feedFetcher.run({ kind: 'choose', from, chosen: wanted.map(({ index }) => index), file }, signal)
		merge(result, await importExchangeFile(deps, file))
	} finally {
		await rm(file, { force: true })
	}
}

/** Adds what became of some practices; without counts, each refused one counts. */
function merge(result: ExchangeResult, { counts, refused }: Partial<ExchangeResult>): void {
	for (const receipt of RECEIPTS)
		result.counts[receipt] += counts?.[receipt] ?? (counts ? 0 : countOf(refused ?? [], receipt))
	result.refused.push(...(refused ?? []).slice(0, MAX_LISTED_REFUSALS - result.refused.length))
}

function countOf(refused: ExchangeResult['refused'], receipt: string): number {
	return refused.filter((one) => one.receipt === receipt).length
}

function describe(cause: unknown): FeedProblem {
	if (cause instanceof AppError)
		return { reason: cause.code === 'too_much_inside' ? 'full' : 'failed', detail: cause.message }
	return problemOf(cause)
}
