import type { FollowedFeed } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { FollowedFeedStore, StoredFeed } from '../../ports/FollowedFeedStore.ts'
import type { LeaseStore } from '../../ports/LeaseStore.ts'
import type { FeedSource } from './FeedSource.ts'
import { type FeedPollDeps, newFeed, pollFeed } from './pollFeed.ts'

/** Maximum time between two attempts, also after many failures. */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000
/** Fraction of the usual time after which the rest of a partly read feed is fetched. */
const PARTLY = 1 / 20
/** Time until a retry after a failure of the store, and duration of the lease for a fetch. */
const RETRY_MS = 60_000

export interface FeedPollerOptions {
	sources: readonly FeedSource[]
	feeds: FollowedFeedStore
	leases: LeaseStore
	/** Time between two successful attempts, and from the start to the first one (FOLLOW1). */
	feedPollMs: number
	firstFeedPollMs: number
	now(): number
	/** A number from 0 to 1. */
	random(): number
}

/** Follows the feeds that the host has configured, one at a time. */
export interface FeedPoller {
	/** Returns the state of each feed, in the order of the setting. */
	list(): Promise<FollowedFeed[]>
	/**
	 * Fetches a feed now, or all of them; resolves once they are fetched. Throws `not_found` for a
	 * server that is not followed.
	 */
	fetchNow(url?: string): Promise<void>
	/** Begins to fetch everything of all feeds again, since more of it may be taken now (EXCH5b). */
	fetchAnew(): void
	/** Stops following, and aborts an attempt in progress. */
	close(): Promise<void>
}

/** Starts to follow the feeds. The caller has to close the poller. */
export function createFeedPoller(deps: FeedPollDeps, options: FeedPollerOptions): FeedPoller {
	const { sources, feeds, leases, firstFeedPollMs, now } = options
	const ending = new AbortController()
	const { signal } = ending
	/** Time in ms at which each feed is due, by its address. */
	const due = new Map(sources.map(({ url }, index) => [url, now() + firstFeedPollMs * (index + 1)]))
	let timer: NodeJS.Timeout | undefined
	let running: Promise<void> = Promise.resolve()

	function schedule(): void {
		clearTimeout(timer)
		if (signal.aborted || due.size === 0) return
		const wait = Math.min(...due.values()) - now()
		timer = setTimeout(() => void runDue(), Math.max(0, Math.min(wait, MAX_WAIT_MS))).unref()
	}

	/** Fetches the feeds that are due. Runs never overlap: each waits for the ones before it. */
	function runDue(): Promise<void> {
		running = running.then(async () => {
			for (const source of sources) if (!signal.aborted && (due.get(source.url) ?? 0) <= now()) await attempt(source)
			schedule()
		})
		return running
	}

	async function attempt(source: FeedSource): Promise<void> {
		try {
			const before = await find(source.url)
			if (!(await isOurs(source.url, before))) return
			const feed = await pollFeed(deps, { source, feed: before, signal, now: now() })
			feed.nextAt = now() + waitAfter(feed, options)
			due.set(source.url, feed.nextAt)
			await feeds.save(feed)
			deps.log.info({ host: new URL(source.url).hostname, outcome: feed.outcome, ...feed.counts }, 'feed followed')
		} catch (err) {
			if (signal.aborted) return
			due.set(source.url, now() + RETRY_MS)
			deps.log.error({ err }, 'feed not followed')
		}
	}

	/**
	 * Returns whether this node fetches a feed that is due: either no other node has, or the fetch
	 * was requested on this node.
	 */
	async function isOurs(url: string, { nextAt }: StoredFeed): Promise<boolean> {
		if (due.get(url) === 0) return true
		if (nextAt <= now() && (await leases.acquire(`follow ${url}`, RETRY_MS))) return true
		due.set(url, Math.max(nextAt, now() + RETRY_MS))
		return false
	}

	/** Stores that all of each feed is wanted, so that an attempt after a failure reads it, too. */
	async function markAnew(): Promise<void> {
		for (const { url } of sources) {
			await feeds.save({ ...(await find(url)), isAnew: true })
			due.set(url, 0)
		}
	}

	const find = async (url: string) => (await feeds.find(url)) ?? newFeed(url, due.get(url) ?? now())

	/**
	 * Schedules the first attempts. After a restart, a feed is not fetched earlier than without it.
	 */
	async function start(): Promise<void> {
		for (const [url, first] of due) {
			const known = await feeds.find(url).catch(() => null)
			due.set(url, Math.max(first, Math.min(known?.nextAt ?? 0, now() + MAX_WAIT_MS)))
		}
		schedule()
	}
	running = start()

	return {
		async list() {
			const found = await Promise.all(sources.map(({ url }) => find(url)))
			return found.map(({ validators: _v, resume: _r, walked: _w, noticesAfter: _n, isAnew: _a, ...feed }) => ({
				...feed,
				notices: feed.notices ?? 0,
				nextAt: due.get(feed.url) ?? feed.nextAt,
			}))
		},
		async fetchNow(url) {
			const asked = url === undefined ? sources : sources.filter((source) => source.url === url)
			if (url !== undefined && asked.length === 0) throw new AppError('not_found', 'This server is not followed.')
			await running
			for (const source of asked) due.set(source.url, 0)
			await runDue()
		},
		fetchAnew() {
			running = running.then(markAnew).catch((err: unknown) => deps.log.error({ err }, 'feeds not fetched anew'))
			void runDue()
		},
		async close() {
			clearTimeout(timer)
			ending.abort(new Error('the server is closing'))
			await running
		},
	}
}

/**
 * Returns the time until the next attempt. It doubles with each failure up to a day, and is
 * shortened at random by up to a quarter, so that servers do not call at the same time.
 */
export function waitAfter(
	{ outcome, failures }: Pick<StoredFeed, 'outcome' | 'failures'>,
	{ feedPollMs, random }: Pick<FeedPollerOptions, 'feedPollMs' | 'random'>,
): number {
	const usual = outcome === 'partly' ? feedPollMs * PARTLY : feedPollMs * 2 ** Math.min(failures, 20)
	return Math.min(usual, MAX_WAIT_MS) * (0.75 + random() / 4)
}
