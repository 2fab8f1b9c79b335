import { createServer, type RequestListener, type Server } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createHarfbuzzFontSubsetter } from '../adapters/fonts/HarfbuzzFontSubsetter.ts'
import { createHarfbuzzTravelRenderer } from '../adapters/fonts/HarfbuzzTravelRenderer.ts'
import { createSharpImageEncoder } from '../adapters/images/SharpImageEncoder.ts'
import { createLocalRateLimits } from '../adapters/local/LocalRateLimits.ts'
import { createOpenAiModel } from '../adapters/translators/createOpenAiModel.ts'
import { createTranslator } from '../adapters/translators/createTranslator.ts'
import { prepareBackupFolder } from '../backup/backupFolder.ts'
import { backupSource } from '../backup/backupSource.ts'
import { createBackupSchedule } from '../backup/createBackupSchedule.ts'
import { openExchange } from '../exchange/openExchange.ts'
import { createErrorCounts, type ErrorCounts } from '../host/errorCounts.ts'
import { openHostSettings } from '../host/hostSettings.ts'
import { openHost } from '../host/openHost.ts'
import { createWebhook } from '../host/webhook/createWebhook.ts'
import { createAllowedHostnames } from '../http/allowedHostnames.ts'
import { basePathOf, belowPath, removeBasePath } from '../http/basePath.ts'
import { createCodeThrottle } from '../http/codeThrottle.ts'
import { createApp } from '../http/createApp.ts'
import { createHostAccess } from '../http/hostAccess.ts'
import { createSignIn } from '../http/signIn/createSignIn.ts'
import { clientKey, trustProxies } from '../http/trustedProxies.ts'
import { MAX_UPLOAD_MS, prepareUploadFolder } from '../http/uploads.ts'
import { createImportReader } from '../import/createImportReader.ts'
import { loadLanguages } from '../languages/readLanguages.ts'
import { createMetrics } from '../metrics/createMetrics.ts'
import type { WorkerMetrics } from '../metrics/workerMetrics.ts'
import { createNode } from '../placement/createNode.ts'
import type { ServeUpgrade, SocketHandover } from '../placement/SocketHandover.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import { BOUNDS, type Bounds } from '../rooms/bounds.ts'
import { figuresOf } from '../rooms/countRooms.ts'
import { createRooms } from '../rooms/Rooms.ts'
import { loadGlossary } from '../search/Glossary.ts'
import { createClusterNames } from '../translation/createClusterNames.ts'
import { createLanguageDetector } from '../translation/createLanguageDetector.ts'
import { createLikeness } from '../translation/createLikeness.ts'
import { createSummaries } from '../translation/createSummaries.ts'
import { createTranslations } from '../translation/createTranslations.ts'
import { createTranslatorAccount } from '../translation/createTranslatorAccount.ts'
import { createAsyncWindows } from '../workshops/createAsyncWindows.ts'
import { sweepDeletions } from '../workshops/deleteWorkshop.ts'
import { sweepShares } from '../workshops/exports/shares.ts'
import { newestReadable } from '../workshops/history/snapshots.ts'
import { sweepImages } from '../workshops/images.ts'
import { openWorkshopServices } from '../workshops/openWorkshopServices.ts'
import { sweepDaily } from '../workshops/sweepDaily.ts'
import { createCommandServer } from './commandSocket.ts'
import type { Config } from './config.ts'
import { UPLOADS } from './dataFolder.ts'
import { addressesOf, listen, listenLocally } from './listen.ts'
import { type NodeOptions, openStorage } from './openStorage.ts'
import { watchStorage } from './watchStorage.ts'

const MAX_CLOSE_MS = 4500
/** One of the workers of a machine reports its full disk in this time. */
const DISK_EVENT_MS = 10 * 60_000

/** A running server. */
export interface RunningServer {
	port: number
	/** Its addresses for other devices, best first. */
	addresses: string[]
	/** Whether anybody has a page open that follows a workshop. */
	hasMembers(): boolean
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
	if (config.backups) await prepareBackupFolder(config.backups.folder)
	const storage = await openStorage(config, log, worker?.node ?? null)
	const { tokens, snapshots, leases, limits, now } = storage
	const windows = createAsyncWindows({ store: storage.workshops, bounds, log, now })
	const workshops: WorkshopStore = {
		...windows.workshops,
		async create(workshop) {
			await storage.workshops.create(workshop)
			await node?.placement.create(workshop.id)
		},
	}
	const stores = { ...storage, workshops }
	const metrics = createMetrics(worker?.metrics ?? null)
	const webhook = await createWebhook({
		settings: config.webhook,
		folder: config.scratchDir,
		server: config.publicUrl,
		retryMs: bounds.webhookRetryMs,
		meter: metrics.webhookCalled,
		log,
	})
	const storageHealth = await watchStorage({
		...bounds,
		folder: config.dataDir,
		minFreeBytes: config.minFreeBytes,
		probe: storage.probe,
		onFull(freeMb) {
			// Workers share the disk of their machine.
			const isFirst = leases.acquire(`disk full ${hostname()}`, DISK_EVENT_MS).catch(() => true)
			void isFirst.then((isMine) => isMine && webhook.report({ event: 'disk.full', freeMb }))
		},
		log,
	})
	const allowedHostnames = createAllowedHostnames(config)
	const trust = trustProxies(config.trustedProxies)
	const hostSettings = await openHostSettings({
		values: storage.hostValues,
		hasTranslator: config.translator !== null,
		log,
	})
	const account = createTranslatorAccount({
		maxCharactersPerDay: config.translator?.maxCharactersPerDay ?? 0,
		meter: metrics.translated,
		log,
	})
	const model = config.translator && createOpenAiModel(config.translator)
	const likeness = createLikeness({ model, account })
	const clusterNames = createClusterNames({ model, account })
	const summaries = createSummaries({ model, account })
	const rooms = createRooms({
		meter: metrics.meter,
		onReleased: (boards) => workshopServices.forget(boards),
		onDeleted(workshop) {
			likeness.forget(workshop)
			clusterNames.forget(workshop)
			summaries.forget(workshop)
		},
		isOriginAllowed: allowedHostnames.isAllowedOrigin,
		clientKey: (request) => clientKey(request, trust),
		docStore: storage.docStore,
		log,
		bounds: config.maxBoardShapes === null ? bounds : { ...bounds, maxBoardShapes: config.maxBoardShapes },
		now,
		newestSnapshot: (board) => newestReadable(snapshots, board),
		identify: tokens.findToken,
		findWorkshop: workshops.byId,
	})
	windows.start(rooms.workshopChanged)
	const handover = worker?.handover ?? null
	const node = storage.placement
		? createNode({ ...stores, placement: storage.placement, handover, config, bounds, trust, rooms, hostSettings, log })
		: null
	const { scratchDir } = config
	const uploadFolder = join(scratchDir, UPLOADS)
	prepareUploadFolder(uploadFolder)
	const glossary = loadGlossary(config.dataDir, log)
	const detector = createLanguageDetector()
	const boardTranslations = createTranslations({
		translator: config.translator && createTranslator(config.translator),
		translations: storage.translations,
		detector,
		glossary,
		account,
	})
	const workshopServices = await openWorkshopServices({
		...stores,
		rooms,
		storageHealth,
		boardTranslations,
		bounds,
		scratchDir,
		log,
	})
	const readNodes = () => (node ? [...node.placement.lease.living.values()] : [figuresOf(rooms.count())])
	const host = openHost({ ...stores, config, listMs: bounds.listMs, rooms, errors, readNodes, log })
	const imageEncoder = createSharpImageEncoder()
	const travelRenderer = createHarfbuzzTravelRenderer()
	const exchange = openExchange({
		...stores,
		glossary,
		storageHealth,
		imageEncoder,
		travelRenderer,
		uploadFolder,
		rooms,
		bounds,
		sources: config.follow,
		log,
	})
	const stopSweeping = sweepDaily(
		{
			images: () => sweepImages({ ...stores, log }),
			shares: () => sweepShares(stores, now()),
			tokens: () => tokens.sweep(),
			deletions: () => sweepDeletions({ ...stores, log }, now()),
			retention: () => host.deleteUnused(),
		},
		{ leases, log, firstSweepMs: bounds.firstSweepMs },
	)
	const fontSubsetter = createHarfbuzzFontSubsetter()
	const importReader = createImportReader()
	const backups = createBackupSchedule({
		settings: config.backups,
		source: backupSource(config),
		minFreeBytes: config.minFreeBytes,
		tickMs: bounds.backupMs,
		leases,
		onFailed: () => webhook.report({ event: 'backup.failed' }),
		log,
	})
	const placement = node?.placement ?? null
	const { readPool } = workshopServices.services
	const observed = { rooms, readPool, storageHealth, placement, dataDir: config.dataDir }
	metrics.observe({ ...observed, backups: config.backups && backups })
	const hostKeys = { key: config.adminKey, nodeKey: storage.placement?.key ?? null }
	const hostAccess = createHostAccess(hostKeys, now, createCodeThrottle(limits))
	let port = config.port
	const addresses = () => addressesOf(config, port)
	const app = createApp({
		...stores,
		...workshopServices.services,
		...host.services,
		...exchange.services,
		storageHealth,
		imageEncoder,
		fontSubsetter,
		boardTranslations,
		likeness,
		clusterNames,
		summaries,
		uploadFolder,
		importReader,
		docStore: storage.docStore,
		rooms,
		placement,
		passRequests: node?.door.passRequests ?? null,
		ownLimits: createLocalRateLimits(),
		hostAccess,
		hostSettings,
		hostEvents: webhook,
		webhook,
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
	const base = basePathOf(config)
	const handleUpgrade = node?.door.handleUpgrade ?? rooms.handleUpgrade
	const server = createHttpServer(belowPath(base, app), bounds, (request, socket, head) => {
		removeBasePath(request, base)
		handleUpgrade(request, socket, head)
	})
	/** Serves the other workers of this machine. */
	const siblings = worker?.node.socket ? createHttpServer(app, bounds, rooms.handleUpgrade) : null
	const commands = createCommandServer(app, hostAccess, () => port)
	const closeAll = async () => {
		account.close()
		windows.close()
		storageHealth.close()
		await workshopServices.endSnapshots()
		await Promise.all([
			rooms.close(node ? (workshop, close) => node.placement.giveUp(workshop, close) : undefined),
			workshopServices.close(),
			host.close(),
			exchange.close().then(() => imageEncoder.close()),
			boardTranslations.close().then(() => detector.close()),
			likeness.close(),
			clusterNames.close(),
			summaries.close(),
			fontSubsetter.close(),
			importReader.close(),
			backups.close(),
			webhook.close(),
			stopSweeping(),
		])
		await node?.placement.close()
		await storage.close()
	}
	try {
		if (siblings) await listenLocally(siblings, worker?.node.socket ?? '')
		port = await listen(server, config)
		await node?.open(port)
		await commands.listen(config, log)
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
		hasMembers: () => rooms.count().sockets > 0,
		async close() {
			node?.placement.beginClosing()
			const servers = [server, commands.server, ...(siblings ? [siblings] : [])]
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

function createHttpServer(
	app: RequestListener,
	{ headMs }: Pick<Bounds, 'headMs'>,
	handleUpgrade: ServeUpgrade,
): Server {
	const timeouts = { headersTimeout: headMs, requestTimeout: MAX_UPLOAD_MS, connectionsCheckingInterval: headMs / 4 }
	const server = createServer(timeouts, app)
	// Node would answer with 417 and go on to read the body.
	server.on('checkExpectation', app)
	server.on('upgrade', handleUpgrade)
	return server
}
