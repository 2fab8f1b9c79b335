import { join } from 'node:path'
import type { BoardId } from '@charrette/shared'
import type { Logger } from 'pino'
import { createCityNames } from '../cities/createCityNames.ts'
import type { ResultStore } from '../ports/BallotStore.ts'
import type { ImageStore } from '../ports/ImageStore.ts'
import type { LeaseStore } from '../ports/LeaseStore.ts'
import type { ReactionStore } from '../ports/ReactionStore.ts'
import type { SnapshotStore } from '../ports/SnapshotStore.ts'
import type { StorageHealth } from '../ports/StorageHealth.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Bounds } from '../rooms/bounds.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { Translations } from '../translation/createTranslations.ts'
import { createBoardCache } from './boards/createBoardCache.ts'
import { SEARCHED_CARDS, type SearchedCards } from './boards/findCards.ts'
import { BOARD_THREADS, type BoardThreads } from './boards/findThreadsForMe.ts'
import { BOARD_DIGESTS, type BoardDigests } from './boards/readDigests.ts'
import { createReadPool } from './exports/ReadPool.ts'
import { createSnapshotReader } from './history/SnapshotReader.ts'
import { SnapshotScheduler } from './history/SnapshotScheduler.ts'
import { createReactionHints } from './reactions/cardReactions.ts'

interface WorkshopServicesDeps {
	workshops: WorkshopStore
	rooms: Rooms
	snapshots: SnapshotStore
	results: ResultStore
	reactions: ReactionStore
	images: ImageStore
	leases: LeaseStore
	storageHealth: Pick<StorageHealth, 'isBelowFloor'>
	bounds: Bounds
	boardTranslations: Pick<Translations, 'read'>
	/** Folder of exports in progress. */
	scratchDir: string
	log: Logger
	now(): number
}

/** Opens the parts of a server that use cases of workshops need beside the stores and the rooms. */
export async function openWorkshopServices(deps: WorkshopServicesDeps) {
	const { rooms, bounds, now, log } = deps
	const snapshotReader = createSnapshotReader()
	const snapshotScheduler = new SnapshotScheduler({ ...deps, snapshotReader })
	snapshotScheduler.start()
	const cityNames = createCityNames({ log, maxWaitMs: bounds.cityNamesMs })
	const folder = join(deps.scratchDir, 'exports.tmp')
	const readPool = await createReadPool({ ...deps, folder })
	const boardCacheDeps = { rooms, rereadMs: bounds.rereadMs, now }
	const searchedCards: SearchedCards = createBoardCache(boardCacheDeps, SEARCHED_CARDS)
	const boardDigests: BoardDigests = createBoardCache(boardCacheDeps, BOARD_DIGESTS)
	const boardThreads: BoardThreads = createBoardCache(boardCacheDeps, BOARD_THREADS)
	const caches = { searchedCards, boardDigests, boardThreads }
	const reactionHints = createReactionHints(rooms)
	return {
		services: { snapshotReader, snapshotScheduler, cityNames, readPool, ...caches, reactionHints },
		/** Forgets the content of boards that another node may change. */
		forget(boards: readonly BoardId[]) {
			for (const board of boards) for (const cache of Object.values(caches)) cache.forget(board)
		},
		/** Saves no more snapshots; resolves once none is being saved, or after a second. */
		endSnapshots: () => snapshotScheduler.close(),
		async close() {
			for (const part of [...Object.values(caches), reactionHints]) part.close()
			await Promise.all([snapshotReader.close(), cityNames.close(), readPool.close()])
		},
	}
}
