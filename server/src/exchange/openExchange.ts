import type { FollowedFeedStore } from '../ports/FollowedFeedStore.ts'
import type { TravelRenderer } from '../ports/TravelRenderer.ts'
import type { Bounds } from '../rooms/bounds.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import { createPlaceFinder } from '../search/createPlaceFinder.ts'
import { createPracticeIndexer } from '../search/createPracticeIndexer.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { createFeedFetcher } from './feeds/createFeedFetcher.ts'
import { createFeedPoller, type FeedPollerOptions } from './feeds/createFeedPoller.ts'
import type { FeedPollDeps } from './feeds/pollFeed.ts'
import { createExchangeReader } from './files/createExchangeReader.ts'
import { placePractices } from './placePractices.ts'
import { createCardIndexer } from './similarCards.ts'

interface OpenedExchangeDeps
	extends Pick<ExchangeDeps, 'practices' | 'cardIndex' | 'signingKey' | 'glossary'>,
		Pick<FeedPollDeps, 'storageHealth' | 'images' | 'imageEncoder' | 'uploadFolder' | 'log'>,
		Pick<FeedPollerOptions, 'sources' | 'leases' | 'now'> {
	followedFeeds: FollowedFeedStore
	travelRenderer: TravelRenderer
	rooms: Pick<Rooms, 'read' | 'watch'>
	bounds: Bounds
}

/** Opens the exchange of a server: its indexers and readers, and the feeds that it follows. */
export function openExchange(deps: OpenedExchangeDeps) {
	const { practices, cardIndex, signingKey, glossary, travelRenderer, rooms, bounds, sources, leases, now } = deps
	const practiceIndexer = createPracticeIndexer()
	const placeFinder = createPlaceFinder(deps)
	const exchangeReader = createExchangeReader()
	const cardIndexer = createCardIndexer({ cardIndex, rooms })
	const services = {
		practices,
		cardIndex,
		glossary,
		practiceIndexer,
		placeFinder,
		exchangeReader,
		travelRenderer,
		cardIndexer,
		signingKey,
	}
	const feedFetcher = createFeedFetcher()
	const feedPoller = createFeedPoller(
		{ ...deps, ...services, feedFetcher },
		{ ...bounds, sources, feeds: deps.followedFeeds, leases, now, random: Math.random },
	)
	const ended = new AbortController()
	const placing = placePractices({ ...deps, placeFinder }, ended.signal).catch((error: unknown) =>
		deps.log.warn({ err: error }, 'practices not placed on the map'),
	)
	return {
		services: { ...services, feedPoller },
		async close() {
			ended.abort()
			await placing
			cardIndexer.close()
			// It may be processing fetched feeds, which ends by itself.
			await feedPoller.close()
			const pools = [practiceIndexer, placeFinder, exchangeReader, travelRenderer, feedFetcher]
			await Promise.all(pools.map((pool) => pool.close()))
		},
	}
}
