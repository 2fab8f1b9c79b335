import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { HostStorage } from '@charrette/shared'
import type { Logger } from 'pino'
import { openFileImageStore, removeTempImages } from '../adapters/images/FileImageStore.ts'
import { Hub } from '../adapters/local/Hub.ts'
import type { HubClient } from '../adapters/local/HubClient.ts'
import { createLocalLeases } from '../adapters/local/LocalLeases.ts'
import { createLocalRateLimits } from '../adapters/local/LocalRateLimits.ts'
import { createSqliteStores } from '../adapters/sqlite/createSqliteStores.ts'
import { lockFolder } from '../adapters/sqlite/lockFolder.ts'
import {
	openSqliteDatabase,
	openSqliteWriter,
	readSqliteDatabase,
	type SqliteDatabase,
	type SqliteWriter,
} from '../adapters/sqlite/SqliteDatabase.ts'
import { openSqliteImageReferences } from '../adapters/sqlite/SqliteImageReferences.ts'
import { readBackups } from '../backup/backupFolder.ts'
import { StartError } from '../errors.ts'
import { createSigningKey, newKey, openSigningKey, type SigningKey } from '../exchange/files/signatures.ts'
import { fileSize, folderSize } from '../files.ts'
import type { ImageReferences, ImageStore } from '../ports/ImageStore.ts'
import { type LeaseStore, SINGLE_NODE_LEASES } from '../ports/LeaseStore.ts'
import type { PlacementStore } from '../ports/PlacementStore.ts'
import type { RateLimits } from '../ports/RateLimits.ts'
import type { Config } from './config.ts'
import {
	DATA_FILES,
	explainDatabase,
	explainSharedDatabase,
	prepareDataDir,
	requireDatabase,
	requireWhole,
} from './dataFolder.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The storage of a server. */
export interface Storage extends Omit<ReturnType<typeof createSqliteStores>, 'close' | 'describe'> {
	images: ImageStore
	references: ImageReferences
	signingKey: SigningKey
	leases: LeaseStore
	/** Returns the kind and the sizes of the stored data. */
	describe(): Promise<HostStorage>
	/** Returns the time in ms, the same on all nodes. */
	now(): number
	/** The records of the nodes, with the key by which they know each other; null for one process. */
	placement: { store: PlacementStore; key: string } | null
	limits: RateLimits
	close(): Promise<void>
}

/** A process among several: how others of its machine reach it, and the hub of a worker. */
export interface NodeOptions {
	machine: string
	socket: string | null
	/** Null with PostgreSQL. */
	hub: HubClient | null
	/** The key that the workers of this machine share. */
	key: string
}

/**
 * Opens a server's storage: SQLite and files in its data folder, which it locks, or PostgreSQL,
 * which it shares with other nodes. A worker writes SQLite through its hub, whose process has
 * locked the folder (NODE5). Throws a `StartError`.
 */
export function openStorage(config: Config, log: Logger, node: NodeOptions | null): Promise<Storage> {
	prepareDataDir(config.dataDir)
	prepareDataDir(config.scratchDir)
	if (config.databaseUrl !== null) return openShared(config, log, { url: config.databaseUrl, node })
	return node?.hub ? openAsWorker(config, log, { ...node, hub: node.hub }) : openLocal(config, log)
}

async function openLocal(config: Config, log: Logger): Promise<Storage> {
	const folder = await prepareLocalFolder(config)
	try {
		await removeTempImages(folder.images)
		const database = await openSqliteDatabase(folder.database, log)
		const storage = openStores(config, database)
		return {
			...storage,
			leases: SINGLE_NODE_LEASES,
			placement: null,
			limits: createLocalRateLimits(),
			async close() {
				await storage.close()
				folder.unlock()
			},
		}
	} catch (cause) {
		folder.unlock()
		throw explainDatabase(folder.database, cause)
	}
}

async function openAsWorker(
	config: Config,
	log: Logger,
	{ hub, key }: { hub: HubClient; key: string },
): Promise<Storage> {
	const writer = { run: hub.write.bind(hub), close: () => hub.close() } as SqliteWriter
	const storage = openStores(config, readSqliteDatabase(databaseFileOf(config), writer, log))
	return { ...storage, leases: hub.leases, placement: { store: hub.placement, key }, limits: hub.limits }
}

/**
 * Opens the hub that workers share, in the process that starts them. Only this process writes the
 * database (NODE5). Throws a `StartError`.
 */
export async function openHub(config: Config, log: Logger): Promise<{ hub: Hub; close(): Promise<void> }> {
	const folder = await prepareLocalFolder(config)
	try {
		await removeTempImages(folder.images)
		const writer = await openSqliteWriter(folder.database, log)
		// After the database: a key without a database would look like a lost one.
		openSigningKey(config.dataDir)
		const hub = new Hub({
			write: (name, input) => writer.run(name as never, input as never),
			leases: createLocalLeases(),
			limits: createLocalRateLimits(),
		})
		return {
			hub,
			async close() {
				await writer.close()
				folder.unlock()
			},
		}
	} catch (cause) {
		folder.unlock()
		throw explainDatabase(folder.database, cause)
	}
}

const databaseFileOf = ({ dataDir }: Config) => join(dataDir, DATA_FILES.database)
const imageFolderOf = ({ dataDir }: Config) => join(dataDir, DATA_FILES.images)

/**
 * Locks the data folder for this process. Throws a `StartError` if it lost its database, or if a
 * restore into it was interrupted.
 */
async function prepareLocalFolder(config: Config) {
	requireWhole(config.dataDir)
	prepareDataDir(imageFolderOf(config))
	// A folder that cannot be read now is reported by the next backup.
	const backups = config.backups && (await readBackups(config.backups.folder).catch(() => null))
	const unlock = lockFolder(config.dataDir)
	try {
		requireDatabase(config.dataDir, backups?.files.length ? [`a backup in ${config.backups?.folder}`] : [])
	} catch (cause) {
		unlock()
		throw cause
	}
	return { unlock, database: databaseFileOf(config), images: imageFolderOf(config) }
}

/** Opens the stores in the data folder. */
function openStores(config: Config, database: SqliteDatabase) {
	const stores = createSqliteStores(database, { participantMs: config.tokenDays * DAY_MS })
	const images = openFileImageStore(imageFolderOf(config))
	const references = openSqliteImageReferences(databaseFileOf(config))
	return {
		...stores,
		images,
		references,
		signingKey: openSigningKey(config.dataDir),
		now: Date.now,
		async describe(): Promise<HostStorage> {
			const file = databaseFileOf(config)
			const facts = await stores.describe()
			const [database, log, pictures] = await Promise.all([
				fileSize(file),
				fileSize(`${file}-wal`),
				folderSize(imageFolderOf(config)),
			])
			return { kind: 'SQLite', ...facts, database: database + log, images: pictures }
		},
		async close() {
			await references.close()
			await Promise.all([stores.close(), images.close()])
		},
	}
}

async function openShared(
	config: Config,
	log: Logger,
	{ url, node }: { url: string; node: NodeOptions | null },
): Promise<Storage> {
	const { openPostgresStores } = await import('../adapters/postgres/openPostgresStores.ts')
	const { openPostgresImageReferences } = await import('../adapters/postgres/PostgresImageReferences.ts')
	const { isMoveUnfinished } = await import('../adapters/postgres/unfinishedMove.ts')
	try {
		if (await isMoveUnfinished(url))
			throw new StartError('A move into the database at DATABASE_URL was interrupted. Run it again: charrette move.')
		const { machine, socket } = node ?? { machine: newSecret(), socket: null }
		const stores = await openPostgresStores(url, { participantMs: config.tokenDays * DAY_MS, log, machine, socket })
		const signingKey = createSigningKey(await stores.shareValue('exchange key', newKey()))
		const key = await stores.shareValue('node key', newSecret())
		const references = openPostgresImageReferences(url)
		return {
			...stores,
			references,
			signingKey,
			placement: { store: stores.placement, key },
			describe: async () => ({ kind: 'PostgreSQL', ...(await stores.describe()), images: null }),
			async close() {
				await references.close()
				await stores.close()
			},
		}
	} catch (cause) {
		throw cause instanceof StartError ? cause : explainSharedDatabase(cause)
	}
}

const newSecret = () => randomBytes(32).toString('base64url')
