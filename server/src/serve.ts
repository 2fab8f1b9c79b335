import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createHarfbuzzFontSubsetter } from './adapters/fonts/HarfbuzzFontSubsetter.ts'
import { openFileImageStore } from './adapters/images/FileImageStore.ts'
import { createSharpImageEncoder } from './adapters/images/SharpImageEncoder.ts'
import { openSqliteBallotStore, openSqliteResultStore } from './adapters/sqlite/SqliteBallotStore.ts'
import { openSqliteDocStore } from './adapters/sqlite/SqliteDocStore.ts'
import { openSqliteImageReferences } from './adapters/sqlite/SqliteImageReferences.ts'
import { openSqliteShareStore } from './adapters/sqlite/SqliteShareStore.ts'
import { openSqliteSnapshotStore } from './adapters/sqlite/SqliteSnapshotStore.ts'
import { openSqliteTokenStore } from './adapters/sqlite/SqliteTokenStore.ts'
import { openSqliteWorkshopStore } from './adapters/sqlite/SqliteWorkshopStore.ts'
import type { Config } from './config.ts'
import { StartError } from './errors.ts'
import { createApp } from './http/createApp.ts'
import { MAX_UPLOAD_MS } from './http/limits.ts'
import { createImportReader } from './import/createImportReader.ts'
import { addressesOf, listen } from './listen.ts'
import { BOUNDS, type Bounds } from './rooms/bounds.ts'
import { createRooms } from './rooms/Rooms.ts'
import { createReportWriter } from './workshops/exports/ReportWriter.ts'
import { sweepShares } from './workshops/exports/shares.ts'
import { createSnapshotReader } from './workshops/history/SnapshotReader.ts'
import { SnapshotScheduler } from './workshops/history/SnapshotScheduler.ts'
import { sweepImages } from './workshops/images.ts'
import { sweepDaily } from './workshops/sweepDaily.ts'

/** A running server. */
export interface Running {
	port: number
	/** Its addresses for other devices, best first. */
	addresses: string[]
	/** Shuts down in order: no new requests, then rooms, then stores. */
	close(): Promise<void>
}

/**
 * Starts a server: stores, rooms, app, listen. Only this file names adapters. Throws a `StartError` with a sentence for the
 * person who starts it.
 */
export async function serve(config: Config, log: Logger, bounds: Bounds = BOUNDS): Promise<Running> {
	const imageDir = join(config.dataDir, 'images')
	for (const folder of [config.dataDir, imageDir]) prepareDataDir(folder)
	const database = join(config.dataDir, 'charrette.db')
	const stores = await openStores(database)
	const { workshops, tokens, snapshots, shares, ballots, results, docStore } = stores
	const images = await openFileImageStore(imageDir)
	const imageEncoder = createSharpImageEncoder()
	const fontSubsetter = createHarfbuzzFontSubsetter()
	const importReader = createImportReader()
	const references = openSqliteImageReferences(database)
	const stopSweeping = sweepDaily(
		{
			images: () => sweepImages({ images, references, log }),
			shares: () => sweepShares(stores, Date.now()),
		},
		log,
	)
	const rooms = createRooms({
		docStore,
		log,
		bounds,
		now: Date.now,
		identify: tokens.findToken,
		findWorkshop: workshops.byId,
	})
	const snapshotReader = createSnapshotReader()
	const snapshotScheduler = new SnapshotScheduler({ rooms, snapshots, snapshotReader, log, now: Date.now })
	snapshotScheduler.start()
	const reportWriter = createReportWriter()
	let port = config.port
	const addresses = () => addressesOf(config, port)
	const stored = { workshops, tokens, snapshots, shares, ballots, results, images }
	const server = createServer(
		createApp({
			...stored,
			imageEncoder,
			fontSubsetter,
			importReader,
			rooms,
			snapshotScheduler,
			snapshotReader,
			reportWriter,
			config,
			log,
			addresses,
		}),
	)
	server.requestTimeout = MAX_UPLOAD_MS
	server.on('upgrade', rooms.handleUpgrade)
	const closeAll = async () => {
		await snapshotScheduler.close()
		await Promise.all([
			snapshotReader.close(),
			reportWriter.close(),
			rooms.close(),
			imageEncoder.close(),
			fontSubsetter.close(),
			importReader.close(),
			references.close(),
			stopSweeping(),
		])
		await Promise.all([stores.close(), images.close()])
	}
	try {
		port = await listen(server, config)
	} catch (error) {
		await closeAll()
		throw error
	}
	log.info({ port }, 'server started')
	return {
		port,
		addresses: addresses(),
		async close() {
			const closed = new Promise((resolve) => server.close(resolve))
			server.closeIdleConnections()
			await closeAll()
			server.closeAllConnections()
			await closed
			log.info('server stopped')
		},
	}
}

async function openStores(file: string) {
	try {
		const workshops = await openSqliteWorkshopStore(file)
		const tokens = await openSqliteTokenStore(file)
		const snapshots = await openSqliteSnapshotStore(file)
		const shares = await openSqliteShareStore(file)
		const ballots = await openSqliteBallotStore(file)
		const results = await openSqliteResultStore(file)
		const docStore = await openSqliteDocStore(file)
		const close = async () => {
			await docStore.close()
			await Promise.all([ballots, results, shares, snapshots, tokens, workshops].map((store) => store.close()))
		}
		return { workshops, tokens, snapshots, shares, ballots, results, docStore, close }
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause)
		throw new StartError(`The database ${file} cannot be opened: ${reason}.`, { cause })
	}
}

/** Creates the data folder if needed. Throws a `StartError` if it cannot be created, read or written. */
function prepareDataDir(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true })
		if (!statSync(folder).isDirectory()) throw new Error('it is not a folder')
		accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
	} catch (cause) {
		const advice = 'Give yourself the rights to it, or choose another one with DATA_DIR.'
		throw new StartError(`The data folder ${folder} cannot be used: ${reasonOf(cause)}. ${advice}`, { cause })
	}
}

function reasonOf(cause: unknown): string {
	const code = cause instanceof Error && 'code' in cause ? cause.code : null
	if (code === 'EEXIST' || code === 'ENOTDIR') return 'there is a file in its place'
	if (code === 'EACCES' || code === 'EPERM') return 'this user may not read and write it'
	if (code === 'EROFS') return 'its disk is read-only'
	return cause instanceof Error ? cause.message : String(cause)
}
