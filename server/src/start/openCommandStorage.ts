import type { Logger } from 'pino'
import { BOUNDS } from '../rooms/bounds.ts'
import { createRooms, type Rooms } from '../rooms/Rooms.ts'
import { newestReadable } from '../workshops/history/snapshots.ts'
import type { Config } from './config.ts'
import { openStorage, type Storage } from './openStorage.ts'

/** The storage of a server, with rooms that no member can join. */
export interface CommandStorage extends Storage {
	rooms: Rooms
}

/**
 * Opens the storage of a server for a command of the host. With SQLite no server may run on the
 * data folder. With PostgreSQL nodes may run, and are notified of changes. The caller closes the
 * storage. Throws a `StartError`.
 */
export async function openCommandStorage(config: Config, log: Logger): Promise<CommandStorage> {
	const storage = await openStorage(config, log, null)
	const rooms = createRooms({
		isOriginAllowed: () => false,
		clientKey: () => '',
		docStore: storage.docStore,
		log,
		bounds: BOUNDS,
		now: storage.now,
		newestSnapshot: (board) => newestReadable(storage.snapshots, board),
		identify: storage.tokens.findToken,
		findWorkshop: storage.workshops.byId,
	})
	return {
		...storage,
		rooms,
		async close() {
			await rooms.close()
			await storage.close()
		},
	}
}
