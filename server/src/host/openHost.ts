import type { HostStorage } from '@charrette/shared'
import type { Logger } from 'pino'
import { readVersion } from '../paths.ts'
import type { DeletionStore } from '../ports/DeletionStore.ts'
import type { KeyValueStore } from '../ports/KeyValueStore.ts'
import type { LeaseStore } from '../ports/LeaseStore.ts'
import type { NodeFigures } from '../ports/PlacementStore.ts'
import type { UsageStore } from '../ports/UsageStore.ts'
import type { WorkshopCatalogue } from '../ports/WorkshopCatalogue.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { Config } from '../start/config.ts'
import { createUpdateCheck } from './createUpdateCheck.ts'
import { deleteUnusedWorkshops } from './deleteUnusedWorkshops.ts'
import { createClientErrorCounts, type ErrorCounts } from './errorCounts.ts'
import { refreshCatalogue, startCatalogueRefresh } from './refreshCatalogue.ts'
import { watchMachine } from './watchMachine.ts'

interface HostDeps {
	config: Config
	listMs: number
	workshops: WorkshopStore
	catalogue: WorkshopCatalogue
	usage: UsageStore
	deletions: DeletionStore
	hostValues: KeyValueStore
	leases: LeaseStore
	rooms: Rooms
	errors: ErrorCounts
	/** Returns the kind and the sizes of the stored data. */
	describe(): Promise<HostStorage>
	/** Returns the figures of all nodes of the server. */
	readNodes(): readonly NodeFigures[]
	log: Logger
	now(): number
}

/** Opens the parts of a server for its host: the list of workshops, the machine, retention. */
export function openHost(deps: HostDeps) {
	const { config, workshops, catalogue, usage, errors, readNodes, log, now } = deps
	const isOn = config.adminKey !== null
	const catalogueDeps = { workshops, catalogue, usage, log, now }
	const stopRefresh = isOn
		? startCatalogueRefresh(catalogueDeps, { leases: deps.leases, listMs: deps.listMs })
		: async () => {}
	const clientErrors = createClientErrorCounts()
	const { dataDir: folder, retentionDays } = config
	const update = createUpdateCheck({ address: config.updateUrl, version: readVersion(), log, now })
	const machine = watchMachine({
		folder,
		describeStorage: deps.describe,
		readNodes,
		errors,
		clientErrors,
		update,
		isOn,
	})
	return {
		services: { catalogue, usage, machine, clientErrors },
		/** Deletes the workshops that nobody has used for the time that the settings say. */
		async deleteUnused() {
			if (retentionDays === null) return
			const refresh = () => refreshCatalogue(catalogueDeps)
			await deleteUnusedWorkshops({ ...deps, values: deps.hostValues, refresh }, retentionDays)
		},
		async close() {
			machine.close()
			await stopRefresh()
		},
	}
}
