import { join } from 'node:path'
import type { Logger } from 'pino'
import { openFileImageStore } from './adapters/images/FileImageStore.ts'
import { createLocalRateLimits } from './adapters/local/LocalRateLimits.ts'
import { openPostgresStores } from './adapters/postgres/openPostgresStores.ts'
import { openPostgresImageReferences } from './adapters/postgres/PostgresImageReferences.ts'
import { lockFolder } from './adapters/sqlite/lockFolder.ts'
import { openSqliteStores } from './adapters/sqlite/openSqliteStores.ts'
import { openSqliteImageReferences } from './adapters/sqlite/SqliteImageReferences.ts'
import { openValkeyBroadcast } from './adapters/valkey/ValkeyBroadcast.ts'
import { openValkeyRateLimits } from './adapters/valkey/ValkeyRateLimits.ts'
import type { Config } from './config.ts'
import { explainDatabase, explainSharedDatabase, prepareDataDir } from './dataFolder.ts'
import { createSigningKey, newKey, openSigningKey, type SigningKey } from './exchange/files/signatures.ts'
import type { Broadcast } from './ports/Broadcast.ts'
import type { ImageReferences, ImageStore } from './ports/ImageStore.ts'
import { type JobStore, ONLY_NODE } from './ports/JobStore.ts'
import type { RateLimits } from './ports/RateLimits.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What a server stores, and what connects it with other nodes. */
export interface Storage extends Omit<Awaited<ReturnType<typeof openSqliteStores>>, 'close'> {
	images: ImageStore
	references: ImageReferences
	signingKey: SigningKey
	jobs: JobStore
	/** The time in ms, on all nodes. */
	now(): number
	/** Null for the only node. */
	broadcast: Broadcast | null
	limits: RateLimits
	close(): Promise<void>
}

/**
 * Opens a server's storage: SQLite and files in its data folder, which it locks, or PostgreSQL and Valkey, which it shares with
 * other nodes (NODE7). Throws a `StartError`.
 */
export function openStorage(config: Config, log: Logger): Promise<Storage> {
	prepareDataDir(config.dataDir)
	return config.shared ? openShared(config, { ...config.shared, log }) : openLocal(config, log)
}

async function openLocal(config: Config, log: Logger): Promise<Storage> {
	const imageDir = join(config.dataDir, 'images')
	prepareDataDir(imageDir)
	const file = join(config.dataDir, 'charrette.db')
	const unlock = lockFolder(config.dataDir)
	try {
		const stores = await openSqliteStores(file, { participantMs: config.tokenDays * DAY_MS, log })
		const images = await openFileImageStore(imageDir)
		const references = openSqliteImageReferences(file)
		return {
			...stores,
			images,
			references,
			signingKey: openSigningKey(config.dataDir),
			jobs: ONLY_NODE,
			now: Date.now,
			broadcast: null,
			limits: createLocalRateLimits(),
			async close() {
				await references.close()
				await Promise.all([stores.close(), images.close()])
				unlock()
			},
		}
	} catch (cause) {
		unlock()
		throw explainDatabase(file, cause)
	}
}

interface SharedServices {
	databaseUrl: string
	valkeyUrl: string
	log: Logger
}

async function openShared(config: Config, { databaseUrl, valkeyUrl, log }: SharedServices): Promise<Storage> {
	try {
		const stores = await openPostgresStores(databaseUrl, { participantMs: config.tokenDays * DAY_MS, log })
		const signingKey = createSigningKey(await stores.shareValue('exchange key', newKey()))
		// Servers that share a Valkey have different keys, and nodes of one server the same.
		const prefix = `charrette ${signingKey.publicKey} `
		const broadcast = await openValkeyBroadcast({ url: valkeyUrl, prefix, log })
		const limits = openValkeyRateLimits({ url: valkeyUrl, prefix, log })
		const references = openPostgresImageReferences(databaseUrl)
		const clock = await stores.openClock({ log })
		return {
			...stores,
			references,
			signingKey,
			broadcast,
			limits,
			now: clock.now,
			async close() {
				clock.close()
				await references.close()
				await Promise.all([broadcast.close(), limits.close()])
				await stores.close()
			},
		}
	} catch (cause) {
		throw explainSharedDatabase(cause)
	}
}
