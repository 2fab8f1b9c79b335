import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { openSqliteDocStore } from './adapters/sqlite/SqliteDocStore.ts'
import { openSqliteTokenStore } from './adapters/sqlite/SqliteTokenStore.ts'
import { openSqliteWorkshopStore } from './adapters/sqlite/SqliteWorkshopStore.ts'
import { addressesOf } from './addresses.ts'
import type { Config } from './config.ts'
import { StartError } from './errors.ts'
import { createApp } from './http/createApp.ts'
import { listen } from './listen.ts'
import { prepareDataDir } from './prepareDataDir.ts'
import { createRooms } from './rooms/Rooms.ts'
import { TIMING } from './rooms/timing.ts'

/** A server that runs. */
export interface Running {
	port: number
	/** Where other devices find it, best first. */
	addresses: string[]
	/** Ends it in order: no new visitors, rooms, stores. */
	close(): Promise<void>
}

/**
 * Starts a server: stores, rooms, app, listen. The one place where adapters are named.
 * Throws a `StartError` with a sentence for the person who starts it.
 */
export async function serve(config: Config, log: Logger, timing = TIMING): Promise<Running> {
	prepareDataDir(config.dataDir)
	const stores = await openStores(join(config.dataDir, 'charrette.db'))
	const { workshops, tokens, docStore } = stores
	const rooms = createRooms({ docStore, log, timing, identify: tokens.findToken, findWorkshop: workshops.byId })
	let port = config.port
	const addresses = () => addressesOf(config, port)
	const server = createServer(createApp({ workshops, tokens, rooms, config, log, addresses }))
	server.on('upgrade', rooms.handleUpgrade)
	const closeAll = async () => {
		await rooms.close()
		await stores.close()
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
		const workshops = openSqliteWorkshopStore(file)
		const tokens = openSqliteTokenStore(file)
		const docStore = await openSqliteDocStore(file)
		const close = async () => {
			await docStore.close()
			await Promise.all([tokens.close(), workshops.close()])
		}
		return { workshops, tokens, docStore, close }
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause)
		throw new StartError(`The database ${file} cannot be opened: ${reason}.`, { cause })
	}
}
