import { keepPrivateWriting, type Workshop, type WorkshopId } from '@charrette/shared'
import type { CityNames } from '../cities/createCityNames.ts'
import { AppError } from '../errors.ts'
import type { BallotStore, ResultStore } from '../ports/BallotStore.ts'
import type { CardIndex } from '../ports/CardIndex.ts'
import type { DeletionStore } from '../ports/DeletionStore.ts'
import type { ImageEncoder, ImageStore } from '../ports/ImageStore.ts'
import type { ReactionStore } from '../ports/ReactionStore.ts'
import type { ShareStore } from '../ports/ShareStore.ts'
import type { SnapshotStore } from '../ports/SnapshotStore.ts'
import type { StorageHealth } from '../ports/StorageHealth.ts'
import type { TokenStore } from '../ports/TokenStore.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { SnapshotReader } from './history/SnapshotReader.ts'
import type { SnapshotScheduler } from './history/SnapshotScheduler.ts'
import { endedPhases } from './history/SnapshotScheduler.ts'

/** The dependencies of the use cases. */
export interface WorkshopDeps {
	workshops: WorkshopStore
	tokens: TokenStore
	snapshots: SnapshotStore
	shares: ShareStore
	ballots: BallotStore
	results: ResultStore
	reactions: ReactionStore
	deletions: DeletionStore
	storageHealth: Pick<StorageHealth, 'isBelowFloor'>
	cardIndex: Pick<CardIndex, 'setOpen'>
	images: ImageStore
	imageEncoder: ImageEncoder
	rooms: Rooms
	snapshotScheduler: Pick<SnapshotScheduler, 'phaseEnded'>
	snapshotReader: SnapshotReader
	cityNames: Pick<CityNames, 'namesOf' | 'placeOf'>
	/** The current time in ms, the same on all nodes. */
	now(): number
}

/**
 * Stores a change of a workshop, announces it to its rooms, and has snapshots saved of the boards
 * of an ended phase (HIST1). `change` runs again if another change was stored first. Throws
 * `not_found`, and the errors of `change`.
 */
export async function changeWorkshop(
	deps: WorkshopDeps,
	id: WorkshopId,
	change: (workshop: Workshop) => Workshop,
): Promise<Workshop> {
	const tries: Workshop[] = []
	const changed = await deps.workshops.update(id, (workshop) => {
		tries.push(workshop)
		return keepPrivateWriting(workshop, change(workshop))
	})
	const before = tries.at(-1)
	if (!changed || !before) throw new AppError('not_found')
	deps.rooms.workshopChanged(changed)
	for (const ended of endedPhases(before, changed)) deps.snapshotScheduler.phaseEnded(ended)
	return changed
}

/** Returns the workshop with this id. Throws `not_found`. */
export async function requireWorkshop(deps: Pick<WorkshopDeps, 'workshops'>, id: WorkshopId): Promise<Workshop> {
	const workshop = await deps.workshops.byId(id)
	if (!workshop) throw new AppError('not_found')
	return workshop
}
