import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ExchangeResult, type FeedProblem, LIMITS, type PracticeId, RECEIPTS } from '@charrette/shared'
import type { Logger } from 'pino'
import { AppError } from '../../errors.ts'
import type { StoredFeed } from '../../ports/FollowedFeedStore.ts'
import { FEED_PATH } from '../files/feedPages.ts'
import {
	type ImportDeps,
	importExchangeFile,
	MAX_LISTED_REFUSALS,
	noReceipts,
	refusalOf,
} from '../files/importExchangeFile.ts'
import { takeNotices } from '../files/notices.ts'
import type { FeedFetcher } from './createFeedFetcher.ts'
import { FeedError, type FeedSource, problemOf } from './FeedSource.ts'
import type { OfferedPractice } from './fetchWorker.ts'

/** Pages of one attempt to read a feed. @limit exchange: continued soon */
const MAX_PAGES = 100
/** Bytes of these pages. @limit exchange: continued soon */
const MAX_BYTES = 100 * 1024 * 1024
/** Pages of notices of one attempt. @limit exchange: continued by the next */
const MAX_NOTICE_PAGES = 20
/** Notices of one followed server. @limit exchange: given up */
const MAX_FOLLOWED_NOTICES = 10_000
/** Pages until the end of a feed, in all attempts. @limit exchange: given up */
const MAX_WALKED = 2000

export interface FeedPollDeps extends ImportDeps {
	feedFetcher: FeedFetcher
	/** Folder of pages while they are read. */
	uploadFolder: string
	log: Logger
}

/** One attempt to follow a feed; `feed` and `result` change as it goes on. */
interface Attempt {
	source: FeedSource
	feed: StoredFeed
	result: ExchangeResult
	signal: AbortSignal
	/** Whether pages without news do not end it (EXCH5b). */
	isAnew: boolean
	/** Number of bytes that were fetched so far. */
	bytes: number
	/** The first page with a practice whose images could not be fetched. */
	incomplete: string | null
}

/** Returns the state of a feed that was never fetched. */
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
		notices: 0,
		noticesAfter: null,
		...UNREAD,
		walked: 0,
	}
}

/** The state of a feed of which nothing is to be left out. */
const UNREAD: Pick<StoredFeed, 'validators' | 'resume'> = { validators: { etag: null, modified: null }, resume: null }

/**
 * Fetches new practices of a feed and imports them like a file from an unknown sender (FOLLOW1,
 * FOLLOW4). Resolves with the new state of the feed, without the time of the next attempt. Rejects
 * only with the reason of the signal.
 */
export async function pollFeed(
	deps: FeedPollDeps,
	{ source, feed: before, signal, now }: { source: FeedSource; feed: StoredFeed; signal: AbortSignal; now: number },
): Promise<StoredFeed> {
	// A former release stored no notices.
	const { notices = 0, noticesAfter = null } = before as Partial<StoredFeed>
	const { isAnew = false, ...others } = before
	const feed: StoredFeed = { ...others, notices, noticesAfter, attemptedAt: now, problem: null }
	if (isAnew) Object.assign(feed, { ...UNREAD, noticesAfter: noticesAfter && 0 })
	const result: ExchangeResult = { counts: noReceipts(), refused: [], notices: 0 }
	const attempt: Attempt = { source, feed, signal, result, isAnew, bytes: 0, incomplete: null }
	try {
		feed.outcome = await readPages(deps, attempt)
		await readNotices(deps, attempt)
		feed.fetchedAt = now
		feed.failures = 0
	} catch (cause) {
		signal.throwIfAborted()
		feed.outcome = 'failed'
		if (isAnew) feed.isAnew = true
		feed.failures++
		feed.problem = describe(cause)
		if (feed.problem.reason === 'failed') deps.log.error({ err: cause }, 'followed feed not read')
	}
	const { counts, refused } = result
	if (RECEIPTS.some((receipt) => counts[receipt] > 0)) Object.assign(feed, { counts, refused })
	feed.added += counts.added
	return feed
}

/**
 * Reads pages from the newest one to the first without new practices, and then from the page at
 * which an earlier attempt had to stop. `resume` is the path of that page until the last page is
 * read.
 */
async function readPages(deps: FeedPollDeps, attempt: Attempt): Promise<StoredFeed['outcome']> {
	const { feed } = attempt
	const left = feed.resume
	let path: string | null = FEED_PATH
	let isGoingOn = attempt.isAnew
	for (let pages = 0; path !== null; pages++) {
		if (pages > 0) feed.resume = path
		if (pages >= MAX_PAGES || attempt.bytes > MAX_BYTES) return 'partly'
		const page: FeedPageResult | null = await readPage(deps, attempt, path)
		if (!page && !left) return 'unchanged'
		if (!isGoingOn && (!page || page.isKnown)) {
			isGoingOn = true
			path = left
		} else path = page?.next ?? null
		countPage(feed)
	}
	// Every attempt reads the newest page, so it needs no `resume`.
	feed.resume = attempt.incomplete === FEED_PATH ? null : attempt.incomplete
	feed.walked = 0
	if (attempt.incomplete !== null) throw new FeedError('unreachable', 'Images of some practices could not be fetched.')
	return 'fetched'
}

/** Reads the notices that are newer than those of earlier attempts (RETURN4). */
async function readNotices(deps: FeedPollDeps, { feed, source, result, signal }: Attempt): Promise<void> {
	for (let pages = 0; feed.noticesAfter !== null && pages < MAX_NOTICE_PAGES; pages++) {
		const after: number = feed.noticesAfter
		const page = await deps.feedFetcher.fetchNotices({ source, after }, signal)
		const news = await takeNotices(deps, page.notices)
		result.notices += news
		feed.notices += news
		feed.noticesAfter = Math.max(page.next, after)
		if (feed.notices > MAX_FOLLOWED_NOTICES)
			throw new FeedError('tooMany', `It has more than ${MAX_FOLLOWED_NOTICES} reports and withdrawals.`)
		if (!page.hasMore || page.next <= after) return
	}
}

/** Counts a page. Throws for a feed with too many pages, which may have no end. */
function countPage(feed: StoredFeed): void {
	feed.walked++
	if (feed.walked <= MAX_WALKED) return
	feed.walked = 0
	feed.resume = null
	throw new FeedError('tooMany', `It has more than ${MAX_WALKED} pages.`)
}

interface FeedPageResult {
	next: string | null
	/** Whether none of its practices was new. */
	isKnown: boolean
}

/** Reads a page and imports its new practices; returns null if the page has not changed. */
async function readPage(deps: FeedPollDeps, attempt: Attempt, path: string): Promise<FeedPageResult | null> {
	const { source, feed, signal, result } = attempt
	if (deps.storageHealth.isBelowFloor) throw new FeedError('full', 'The disk of this server is almost full.')
	const file = join(deps.uploadFolder, randomUUID())
	const isNewest = path === FEED_PATH
	try {
		const validators = isNewest ? feed.validators : null
		const page = await deps.feedFetcher.fetchPage({ source, path, validators, file }, signal)
		if (!page) return null
		attempt.bytes += page.bytes
		merge(result, { refused: page.refused })
		const wanted = await chooseWanted(deps, attempt, page.offered)
		const isComplete = await take(deps, attempt, { file, wanted: wanted.map(({ index }) => index) })
		if (!isComplete) attempt.incomplete ??= path
		if (isNewest && page.hasNotices) feed.noticesAfter ??= 0
		if (isNewest) feed.validators = isComplete ? page.validators : { etag: null, modified: null }
		return { next: page.next, isKnown: wanted.length === 0 }
	} finally {
		await rm(file, { force: true })
	}
}

/**
 * Returns the practices of a page that are new, or later versions. Adds refused ones to the result.
 */
async function chooseWanted(
	deps: FeedPollDeps,
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

/**
 * Imports practices of a page as exchange files. Returns false if the images of some could not be
 * fetched.
 */
async function take(
	deps: FeedPollDeps,
	attempt: Attempt,
	{ file: from, wanted }: { file: string; wanted: readonly number[] },
): Promise<boolean> {
	const { source, result, signal } = attempt
	const file = `${from}.json`
	let isComplete = true
	try {
		for (let rest = wanted; rest.length > 0; ) {
			const { done, incomplete, bytes } = await deps.feedFetcher.collect({ source, from, wanted: rest, file }, signal)
			attempt.bytes += bytes
			merge(result, { refused: incomplete })
			merge(result, await importExchangeFile(deps, file))
			isComplete &&= incomplete.length === 0
			rest = rest.slice(Math.max(1, done))
		}
	} finally {
		await rm(file, { force: true })
	}
	return isComplete
}

/**
 * Adds the receipts of some practices to a result. Without `counts`, each refused practice counts
 * once.
 */
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
