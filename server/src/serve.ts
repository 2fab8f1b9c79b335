import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Express } from 'express'
import type { Logger } from 'pino'
import { createHarfbuzzFontSubsetter } from './adapters/fonts/HarfbuzzFontSubsetter.ts'
import { createHarfbuzzTravelRenderer } from './adapters/fonts/HarfbuzzTravelRenderer.ts'
import { createSharpImageEncoder } from './adapters/images/SharpImageEncoder.ts'
import { createLocalRateLimits } from './adapters/local/LocalRateLimits.ts'
import { backupSource } from './backup/backupSource.ts'
import { createBackupSchedule } from './backup/createBackupSchedule.ts'
import { createCityNames } from './cities/createCityNames.ts'
import type { Config } from './config.ts'
import { createFeedFetcher } from './exchange/feeds/createFeedFetcher.ts'
import { createFeedPoller } from './exchange/feeds/createFeedPoller.ts'
import { createExchangeReader } from './exchange/files/createExchangeReader.ts'
import { createCardIndexer } from './exchange/similarCards.ts'
import { deleteUnusedWorkshops } from './host/deleteUnusedWorkshops.ts'
import { createClientErrorCounts, createErrorCounts, type ErrorCounts } from './host/errorCounts.ts'
import { openHostSettings } from './host/hostSettings.ts'
import { refreshCatalogue, startCatalogueRefresh } from './host/refreshCatalogue.ts'
import { watchMachine } from './host/watchMachine.ts'
import { createAllowedHostnames } from './http/allowedHostnames.ts'
import { createCodeThrottle } from './http/codeThrottle.ts'
import { createApp } from './http/createApp.ts'
import { createHostAccess } from './http/hostAccess.ts'
import { createSignIn } from './http/signIn/createSignIn.ts'
import { clientKey, trustProxies } from './http/trustedProxies.ts'
import { MAX_UPLOAD_MS, prepareUploadFolder } from './http/uploads.ts'
import { createImportReader } from './import/createImportReader.ts'
import { loadLanguages } from './languages/readLanguages.ts'
import { addressesOf, listen, listenLocally } from './listen.ts'
import { createMetrics } from './metrics/createMetrics.ts'
import type { WorkerMetrics } from './metrics/workerMetrics.ts'
import { type NodeOptions, openStorage } from './openStorage.ts'
import { createNode } from './placement/createNode.ts'
import type { ServeUpgrade, SocketHandover } from './placement/SocketHandover.ts'
import type { WorkshopStore } from './ports/WorkshopStore.ts'
import { BOUNDS, type Bounds } from './rooms/bounds.ts'
import { figuresOf } from './rooms/countRooms.ts'
import { createRooms } from './rooms/Rooms.ts'
import { createPracticeIndexer } from './search/createPracticeIndexer.ts'
import { watchStorage } from './watchStorage.ts'
import { createBoardCache } from './workshops/boards/createBoardCache.ts'
import { SEARCHED_CARDS } from './workshops/boards/findCards.ts'
import { BOARD_DIGESTS } from './workshops/boards/readDigests.ts'
import { sweepDeletions } from './workshops/deleteWorkshop.ts'
import { createReadPool } from './workshops/exports/ReadPool.ts'
import { sweepShares } from './workshops/exports/shares.ts'
import { createSnapshotReader } from './workshops/history/SnapshotReader.ts'
import { SnapshotScheduler } from './workshops/history/SnapshotScheduler.ts'
import { newestReadable } from './workshops/history/snapshots.ts'
import { sweepImages } from './workshops/images.ts'
import { createReactionHints } from './workshops/reactions/cardReactions.ts'
import { sweepDaily } from './workshops/sweepDaily.ts'

const MAX_CLOSE_MS = 4500

/** A running server. */
export interface RunningServer {
	port: number
	/** Its addresses for other devices, best first. */
	addresses: string[]
	/** Shuts down in order: stops requests first, then rooms, then stores. */
	close(): Promise<void>
	/** Time in ms after which a shutdown counts as failed. */
	maxCloseMs: number
}

interface ServeOptions {
	/** Set for a worker. */
	worker?: { node: NodeOptions; metrics: WorkerMetrics; handover: SocketHandover } | null
	/** Counts of the errors that `log` has logged. */
	errors?: ErrorCounts
}

/**
 * Starts a server, or one of its workers: stores, rooms, app, listen. Only this file and
 * `openStorage` name adapters. Throws a `StartError` with a sentence for the person who starts it.
 */
export async function serve(
	config: Config,
	log: Logger,
	bounds: Bounds = BOUNDS,
	{ worker = null, errors = createErrorCounts() }: ServeOptions = {},
): Promise<RunningServer> {
	const storage = await openStorage(config, log, worker?.node ?? null)
	const {
		tokens,
		snapshots,
		shares,
		ballots,
		results,
		reactions,
		catalogue,
		usage,
		hostValues,
		deletions,
		practices,
		cardIndex,
		followedFeeds,
		docStore,
		images,
		references,
		signingKey,
		leases,
		limits,
		now,
	} = storage
	const workshops: WorkshopStore = {
		...storage.workshops,
		async create(workshop) {
			await storage.workshops.create(workshop)
			await node?.placement.create(workshop.id)
		},
	}
	const storageHealth = await watchStorage({
		...bounds,
		folder: config.dataDir,
		minFreeBytes: config.minFreeBytes,
		probe: storage.probe,
		log,
	})
	const imageEncoder = createSharpImageEncoder()
	const fontSubsetter = createHarfbuzzFontSubsetter()
	const importReader = createImportReader()
	const stopSweeping = sweepDaily(
		{
			images: () => sweepImages({ images, references, log }),
			shares: () => sweepShares({ shares }, now()),
			tokens: () => tokens.sweep(),
			deletions: () => sweepDeletions({ deletions, log }, now()),
			retention: async () => {
				if (config.retentionDays === null) return
				const refresh = () => refreshCatalogue({ workshops, catalogue, usage, log, now })
				const deps = { workshops, deletions, catalogue, values: hostValues, rooms, refresh, log, now }
				await deleteUnusedWorkshops(deps, config.retentionDays)
			},
		},
		{ leases, log, firstSweepMs: bounds.firstSweepMs },
	)
	const stopCatalogueRefresh =
		config.adminKey === null
			? async () => {}
			: startCatalogueRefresh({ workshops, catalogue, usage, log, now }, { leases, listMs: bounds.listMs })
	const allowedHostnames = createAllowedHostnames(config)
	const trust = trustProxies(config.trustedProxies)
	const hostSettings = await openHostSettings({ values: hostValues, log })
	const metrics = createMetrics(worker?.metrics ?? null)
	const rooms = createRooms({
		meter: metrics.meter,
		onReleased(boards) {
			for (const board of boards) for (const cache of [searchedCards, boardDigests]) cache.forget(board)
		},
		isOriginAllowed: allowedHostnames.isAllowedOrigin,
		clientKey: (request) => clientKey(request, trust),
		docStore,
		log,
		bounds: config.maxBoardShapes === null ? bounds : { ...bounds, maxBoardShapes: config.maxBoardShapes },
		now,
		newestSnapshot: (board) => newestReadable(snapshots, board),
		identify: tokens.findToken,
		findWorkshop: workshops.byId,
	})
	const { placement } = storage
	const handover = worker?.handover ?? null
	const node =
		placement && createNode({ placement, handover, config, bounds, trust, rooms, workshops, tokens, hostSettings, log })
	const clientErrors = createClientErrorCounts()
	const machine = watchMachine({
		folder: config.dataDir,
		describeStorage: storage.describe,
		readNodes: () => node?.placement.all ?? [figuresOf(rooms.count())],
		errors,
		clientErrors,
		isOn: config.adminKey !== null,
	})
	const snapshotReader = createSnapshotReader()
	const cityNames = createCityNames({ log, maxWaitMs: bounds.cityNamesMs })
	const snapshotScheduler = new SnapshotScheduler({
		rooms,
		snapshots,
		snapshotReader,
		storageHealth,
		bounds,
		leases,
		log,
		now,
	})
	snapshotScheduler.start()
	const folder = join(config.scratchDir, 'exports.tmp')
	const uploadFolder = join(config.scratchDir, 'uploads.tmp')
	prepareUploadFolder(uploadFolder)
	const readPool = await createReadPool({ rooms, results, reactions, images, folder })
	const boardCacheDeps = { rooms, rereadMs: bounds.rereadMs, now }
	const searchedCards = createBoardCache(boardCacheDeps, SEARCHED_CARDS)
	const boardDigests = createBoardCache(boardCacheDeps, BOARD_DIGESTS)
	const reactionHints = createReactionHints(rooms)
	let port = config.port
	const addresses = () => addressesOf(config, port)
	const practiceIndexer = createPracticeIndexer()
	const exchangeReader = createExchangeReader()
	const travelRenderer = createHarfbuzzTravelRenderer()
	const cardIndexer = createCardIndexer({ cardIndex, rooms })
	const exchange = {
		practices,
		cardIndex,
		practiceIndexer,
		exchangeReader,
		travelRenderer,
		cardIndexer,
		signingKey,
	}
	const feedFetcher = createFeedFetcher()
	const feedPoller = createFeedPoller(
		{ ...exchange, storageHealth, images, imageEncoder, feedFetcher, uploadFolder, log },
		{ ...bounds, sources: config.follow, feeds: followedFeeds, leases, now, random: Math.random },
	)
	const backups = createBackupSchedule({
		settings: config.backups,
		source: backupSource(config),
		minFreeBytes: config.minFreeBytes,
		tickMs: bounds.backupMs,
		leases,
		log,
	})
	metrics.observe({
		rooms,
		readPool,
		storageHealth,
		placement: node?.placement ?? null,
		backups: config.backups && backups,
		dataDir: config.dataDir,
	})
	const stored = { workshops, tokens, snapshots, shares, ballots, results, reactions, deletions, images, storageHealth }
	const app = createApp({
		...stored,
		...exchange,
		imageEncoder,
		fontSubsetter,
		uploadFolder,
		importReader,
		rooms,
		placement: node?.placement ?? null,
		passRequests: node?.door.passRequests ?? null,
		limits,
		ownLimits: createLocalRateLimits(),
		now,
		reactionHints,
		snapshotScheduler,
		snapshotReader,
		cityNames,
		readPool,
		searchedCards,
		boardDigests,
		references,
		feedPoller,
		hostAccess: createHostAccess(config.adminKey, now, createCodeThrottle(storage.limits)),
		catalogue,
		usage,
		machine,
		clientErrors,
		hostSettings,
		hostValues,
		languages: loadLanguages(config.dataDir, log),
		backups,
		bounds,
		allowedHostnames,
		signIn: config.oidc && createSignIn(config.oidc, config),
		config,
		log,
		metrics,
		addresses,
	})
	const server = createHttpServer(app, node?.door.handleUpgrade ?? rooms.handleUpgrade, bounds)
	/** Serves the other workers of this machine. */
	const siblings = worker?.node.socket ? createHttpServer(app, rooms.handleUpgrade, bounds) : null
	/**
	 * The feedPoller may be processing fetched feeds, which ends by itself. Members do not wait for
	 * that.
	 */
	const closeFeedPoller = async () => {
		await feedPoller.close()
		const pools = [imageEncoder, practiceIndexer, exchangeReader, travelRenderer, feedFetcher]
		await Promise.all(pools.map((pool) => pool.close()))
	}
	const closeAll = async () => {
		storageHealth.close()
		machine.close()
		cardIndexer.close()
		searchedCards.close()
		boardDigests.close()
		reactionHints.close()
		await snapshotScheduler.close()
		await Promise.all([
			rooms.close(node ? (workshop) => node.placement.giveUp(workshop) : undefined),
			snapshotReader.close(),
			cityNames.close(),
			readPool.close(),
			fontSubsetter.close(),
			importReader.close(),
			backups.close(),
			stopSweeping(),
			stopCatalogueRefresh(),
			closeFeedPoller(),
		])
		await node?.placement.close()
		await storage.close()
	}
	try {
		if (siblings) await listenLocally(siblings, worker?.node.socket ?? '')
		port = await listen(server, config)
		await node?.open(port)
	} catch (error) {
		server.close()
		siblings?.close()
		await closeAll()
		throw error
	}
	log.info({ port }, 'server started')
	return {
		port,
		addresses: addresses(),
		maxCloseMs: MAX_CLOSE_MS,
		async close() {
			node?.placement.beginClosing()
			const servers = siblings ? [server, siblings] : [server]
			const closed = Promise.all(servers.map((one) => new Promise((resolve) => one.close(resolve))))
			for (const one of servers) one.closeIdleConnections()
			await closeAll()
			node?.door.close()
			for (const one of servers) one.closeAllConnections()
			await closed
			log.info('server stopped')
		},
	}
}

function createHttpServer(app: Express, handleUpgrade: ServeUpgrade, { headMs }: Pick<Bounds, 'headMs'>): Server {
	const timeouts = { headersTimeout: headMs, requestTimeout: MAX_UPLOAD_MS, connectionsCheckingInterval: headMs / 4 }
	const server = createServer(timeouts, app)
	// Node would answer with 417 and go on to read the body.
	server.on('checkExpectation', app)
	server.on('upgrade', handleUpgrade)
	return server
}
