import { parseJoinCode, type Workshop, type WorkshopId } from '@charrette/shared'
import { pino } from 'pino'
import { readConfig } from '../start/config.ts'
import type { CommandStorage } from '../start/openCommandStorage.ts'

/**
 * Opens the storage of a server with these settings while `use` runs. Throws a `StartError`, also
 * if a server runs on the data folder.
 */
export async function withCommandStorage<T>(
	env: NodeJS.ProcessEnv,
	use: (storage: CommandStorage) => Promise<T>,
): Promise<T> {
	const config = readConfig(env)
	const { openCommandStorage } = await import('../start/openCommandStorage.ts')
	const storage = await openCommandStorage(config, pino({ level: 'silent' }))
	try {
		return await use(storage)
	} finally {
		await storage.close()
	}
}

/** Returns the workshop with this id or join code; null if there is none. */
export async function findWorkshop({ workshops }: CommandStorage, wanted: string): Promise<Workshop | null> {
	const code = parseJoinCode(wanted)
	return (await workshops.byId(wanted as WorkshopId)) ?? (code && (await workshops.byJoinCode(code)))
}
