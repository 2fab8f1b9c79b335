import type { JoinCode, Workshop, WorkshopId } from '@charrette/shared'

/** Stores workshops. An unknown one is null; a store that fails throws a `StorageError`. */
export interface WorkshopStore {
	create(workshop: Workshop): Promise<void>
	byId(id: WorkshopId): Promise<Workshop | null>
	byJoinCode(code: JoinCode): Promise<Workshop | null>
	/** Returns the versions of those of these workshops that exist. */
	versions(ids: readonly WorkshopId[]): Promise<Map<WorkshopId, number>>
	/**
	 * Changes a workshop atomically and increments its version. `change` is pure: it runs again if
	 * another change came first. If it throws, the call rejects with that error and nothing is
	 * stored.
	 */
	update(id: WorkshopId, change: (workshop: Workshop) => Workshop): Promise<Workshop | null>
	close(): Promise<void>
}
