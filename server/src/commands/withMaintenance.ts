import { parseJoinCode, type Workshop, type WorkshopId } from '@charrette/shared'
import { pino } from 'pino'
import { readConfig } from '../config.ts'
import type { Maintenance } from '../openMaintenance.ts'

/**
 * Opens the storage of a server with these settings while `use` runs. Throws a `StartError`, also
 * if a server runs on the data folder.
 */
export async function withMaintenance<T>(
	env: NodeJS.ProcessEnv,
	use: (storage: Maintenance) => Promise<T>,
): Promise<T> {
	const config = readConfig(env)
	const { openMaintenance } = await import('../openMaintenance.ts')
	const maintenance = await openMaintenance(config, pino({ level: 'silent' }))
	try {
		return await use(maintenance)
	} finally {
		await maintenance.close()
	}
}

/** Returns the workshop with this id or join code; null if there is none. */
export async function findWorkshop({ workshops }: Maintenance, wanted: string): Promise<Workshop | null> {
	const code = parseJoinCode(wanted)
	return (await workshops.byId(wanted as WorkshopId)) ?? (code && (await workshops.byJoinCode(code)))
}
