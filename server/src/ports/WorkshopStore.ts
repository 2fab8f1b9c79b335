import type { JoinCode, Workshop, WorkshopId } from '@charrette/shared'

/** Where workshops are kept. "Not found" is null; a store that fails throws a `StorageError`. */
export interface WorkshopStore {
	create(workshop: Workshop): Promise<void>
	byId(id: WorkshopId): Promise<Workshop | null>
	byJoinCode(code: JoinCode): Promise<Workshop | null>
	/**
	 * Changes a workshop atomically and gives it its next version. `change` is pure: it runs again when somebody else
	 * was quicker. What it throws comes out, and nothing is stored.
	 */
	update(id: WorkshopId, change: (workshop: Workshop) => Workshop): Promise<Workshop | null>
	close(): Promise<void>
}
