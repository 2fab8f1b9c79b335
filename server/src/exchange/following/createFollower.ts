import type { FollowedFeed } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { FollowedFeedStore, StoredFeed } from '../../ports/FollowedFeedStore.ts'
import type { JobStore } from '../../ports/JobStore.ts'
import type { FollowedHost } from './followedHost.ts'
import { type FollowDeps, followFeed, newFeed } from './followFeed.ts'

/** Time between two attempts at most, however often a feed has failed. */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000
/** The rest of a feed that was read partly follows after this part of the usual time. */
const PARTLY = 1 / 20
/** A store that failed is asked again after this time. */
const RETRY_MS = 60_000

interface FollowerOptions {
	hosts: readonly FollowedHost[]
	feeds: FollowedFeedStore
	jobs: JobStore
	/** Time between two attempts that do not fail, and until the first one after the start (FOLLOW1). */
	followMs: number
	firstFollowMs: number
	now(): number
	/** A number from 0 to 1. */
	random(): number
}

/** Follows the feeds that the host named, one at a time. */
export interface Follower {
	/** Where each feed stands, in the order of the setting. */
	list(): Promise<FollowedFeed[]>
	/** Fetches a feed now, or all of them; resolves once they were fetched. Throws `not_found` for another server. */
	fetchNow(url?: string): Promise<void>
	/** Ends an attempt that runs. */
	close(): Promise<void>
}

/** Starts to follow. Close what it returns. */
export function createFollower(deps: FollowDeps, options: FollowerOptions): Follower {
	const { hosts, feeds, jobs, firstFollowMs, now } = options
	const ending = new AbortController()
	const { signal } = ending
	/** When each feed is due, by its address. */
	const due = new Map(hosts.map(({ url }, index) => [url, now() + firstFollowMs * (index + 1)]))
	let timer: NodeJS.Timeout | undefined
	let running: Promise<void> = Promise.resolve()

	function schedule(): void {
		clearTimeout(timer)
		if (signal.aborted || due.size === 0) return
		const wait = Math.min(...due.values()) - now()
		timer = setTimeout(() => void runDue(), Math.max(0, Math.min(wait, MAX_WAIT_MS))).unref()
	}

	/** Attempts never overlap: whoever asks waits for those before. */
	function runDue(): Promise<void> {
		running = running.then(async () => {
			for (const host of hosts) if (!signal.aborted && (due.get(host.url) ?? 0) <= now()) await attempt(host)
			schedule()
		})
		return running
	}

	async function attempt(host: FollowedHost): Promise<void> {
		try {
			const before = await find(host.url)
			if (!(await isOurs(host.url, before))) return
			const feed = await followFeed(deps, { host, feed: before, signal, now: now() })
			feed.nextAt = now() + waitAfter(feed, options)
			due.set(host.url, feed.nextAt)
			await feeds.save(feed)
			deps.log.info({ host: new URL(host.url).hostname, outcome: feed.outcome, ...feed.counts }, 'feed followed')
		} catch (err) {
			if (signal.aborted) return
			due.set(host.url, now() + RETRY_MS)
			deps.log.error({ err }, 'feed not followed')
		}
	}

	/** Whether this node fetches a feed that is due: no other node has, or somebody asked for it here. */
	async function isOurs(url: string, { nextAt }: StoredFeed): Promise<boolean> {
		if (due.get(url) === 0) return true
		if (nextAt <= now() && (await jobs.take(`follow ${url}`, RETRY_MS))) return true
		due.set(url, Math.max(nextAt, now() + RETRY_MS))
		return false
	}

	const find = async (url: string) => (await feeds.find(url)) ?? newFeed(url, due.get(url) ?? now())

	/** After a restart a feed is not fetched earlier than it would have been. */
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
			const found = await Promise.all(hosts.map(({ url }) => find(url)))
			return found.map(({ validators: _v, resume: _r, walked: _w, ...feed }) => ({
				...feed,
				nextAt: due.get(feed.url) ?? feed.nextAt,
			}))
		},
		async fetchNow(url) {
			const asked = url === undefined ? hosts : hosts.filter((host) => host.url === url)
			if (url !== undefined && asked.length === 0) throw new AppError('not_found', 'This server is not followed.')
			await running
			for (const host of asked) due.set(host.url, 0)
			await runDue()
		},
		async close() {
			clearTimeout(timer)
			ending.abort(new Error('the server is closing'))
			await running
		},
	}
}

/** Doubles with each failure up to a day, and differs by up to a quarter, so that servers do not call at the same time. */
export function waitAfter(
	{ outcome, failures }: Pick<StoredFeed, 'outcome' | 'failures'>,
	{ followMs, random }: Pick<FollowerOptions, 'followMs' | 'random'>,
): number {
	const usual = outcome === 'partly' ? followMs * PARTLY : followMs * 2 ** Math.min(failures, 20)
	return Math.min(usual, MAX_WAIT_MS) * (0.75 + random() / 4)
}
