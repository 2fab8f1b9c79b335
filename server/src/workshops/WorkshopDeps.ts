import type { Workshop, WorkshopId } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { BallotStore, ResultStore } from '../ports/BallotStore.ts'
import type { ImageEncoder, ImageStore } from '../ports/ImageStore.ts'
import type { ShareStore } from '../ports/ShareStore.ts'
import type { SnapshotStore } from '../ports/SnapshotStore.ts'
import type { TokenStore } from '../ports/TokenStore.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { SnapshotReader } from './history/SnapshotReader.ts'
import type { SnapshotScheduler } from './history/SnapshotScheduler.ts'
import { endedPhases } from './history/SnapshotScheduler.ts'

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
	rooms: Pick<
		Rooms,
		| 'read'
		| 'attributions'
		| 'write'
		| 'writeReplacement'
		| 'readReplaced'
		| 'privateCardsAt'
		| 'revealPrivateCards'
		| 'workshopChanged'
		| 'sendHint'
	>
	snapshotScheduler: Pick<SnapshotScheduler, 'phaseEnded'>
	snapshotReader: SnapshotReader
}

/** Changes a workshop and tells everybody in it; a phase that this ends is kept (HIST1). Throws `not_found` if there is none. */
export async function changeWorkshop(
	deps: WorkshopDeps,
	id: WorkshopId,
	change: (workshop: Workshop) => Workshop,
): Promise<Workshop> {
	const seen: Workshop[] = []
	const changed = await deps.workshops.update(id, (workshop) => {
		seen.push(workshop)
		return change(workshop)
	})
	const before = seen.at(-1)
	if (!changed || !before) throw new AppError('not_found')
	deps.rooms.workshopChanged(changed)
	for (const ended of endedPhases(before, changed)) deps.snapshotScheduler.phaseEnded(ended)
	return changed
}

/** The workshop with this id. Throws `not_found`. */
export async function requireWorkshop(deps: WorkshopDeps, id: WorkshopId): Promise<Workshop> {
	const workshop = await deps.workshops.byId(id)
	if (!workshop) throw new AppError('not_found')
	return workshop
}
