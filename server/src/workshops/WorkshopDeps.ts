import type { Workshop, WorkshopId } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { BallotStore } from '../ports/BallotStore.ts'
import type { ImageEncoder } from '../ports/ImageEncoder.ts'
import type { ImageStore } from '../ports/ImageStore.ts'
import type { ResultStore } from '../ports/ResultStore.ts'
import type { ShareStore } from '../ports/ShareStore.ts'
import type { SnapshotStore } from '../ports/SnapshotStore.ts'
import type { TokenStore } from '../ports/TokenStore.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Rooms } from '../rooms/Rooms.ts'

/** What the use cases work with. */
export interface WorkshopDeps {
	workshops: WorkshopStore
	tokens: TokenStore
	snapshots: SnapshotStore
	shares: ShareStore
	ballots: BallotStore
	results: ResultStore
	images: ImageStore
	imageEncoder: ImageEncoder
	rooms: Pick<Rooms, 'read' | 'write' | 'writeNext' | 'heldAt' | 'bringHeld' | 'workshopChanged' | 'hint'>
}

/** Changes a workshop and tells everybody in it. Throws `not_found` if there is none. */
export async function changeWorkshop(
	deps: WorkshopDeps,
	id: WorkshopId,
	change: (workshop: Workshop) => Workshop,
): Promise<Workshop> {
	const changed = await deps.workshops.update(id, change)
	if (!changed) throw new AppError('not_found')
	deps.rooms.workshopChanged(changed)
	return changed
}

/** The workshop with this id. Throws `not_found`. */
export async function requireWorkshop(deps: WorkshopDeps, id: WorkshopId): Promise<Workshop> {
	const workshop = await deps.workshops.byId(id)
	if (!workshop) throw new AppError('not_found')
	return workshop
}
