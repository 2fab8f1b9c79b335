import type { BoardContent, MomentChanges, Snapshot, SnapshotId, Workshop } from '@charrette/shared'
import { compareBoards } from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import type { Moment } from './moments.ts'
import { momentContent, requireMoment } from './moments.ts'

/** Which two moments are compared: that before the snapshot, or `since`, with it; or it with now. */
export interface Comparison {
	since?: SnapshotId | undefined
	until?: 'now' | undefined
}

/** What changed between two moments of a board (HIST3). Throws `not_found` for a `since` that is not of the same board. */
export async function compareMoments(
	deps: WorkshopDeps,
	{ workshop, moment }: { workshop: Workshop; moment: Moment },
	{ since, until }: Comparison,
): Promise<MomentChanges> {
	const { snapshot, board } = moment
	const content = await momentContent(deps, moment, workshop)
	if (until === 'now') {
		const state = await deps.rooms.read(board, (doc) => Y.encodeStateAsUpdateV2(doc))
		return told({ since: snapshot, until: null }, content, await momentContent(deps, { state }, workshop))
	}
	const earlier = since ?? (await oneBefore(deps, snapshot))
	if (!earlier) return told({ since: null, until: snapshot }, null, content)
	const before = await requireMoment(deps, workshop, earlier)
	if (before.board.id !== board.id) throw new AppError('not_found', 'There is no such snapshot of this board.')
	return told({ since: before.snapshot, until: snapshot }, await momentContent(deps, before, workshop), content)
}

function told(
	between: { since: Snapshot | null; until: Snapshot | null },
	before: BoardContent | null,
	after: BoardContent,
): MomentChanges {
	return { ...between, changes: compareBoards(before, after) }
}

async function oneBefore(deps: WorkshopDeps, { id, board }: Snapshot): Promise<SnapshotId | null> {
	const newestFirst = await deps.snapshots.list(board)
	return newestFirst[newestFirst.findIndex((one) => one.id === id) + 1]?.id ?? null
}
