import type { Board, BoardChanges, MomentChanges, Snapshot, SnapshotId, Workshop } from '@charrette/shared'
import { compareBoards } from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import type { Moment } from './moments.ts'
import { momentContent, requireMoment } from './moments.ts'
import { tellHands } from './tellHands.ts'

/** Which two moments are compared: that before the snapshot, or `since`, with it; or it with now. */
export interface Comparison {
	since?: SnapshotId | undefined
	until?: 'now' | undefined
}

/** What changed between two moments of a board, and by whom (HIST3, HIST7). Throws `not_found` for a `since` that is not of the same board. */
export async function compareMoments(
	deps: WorkshopDeps,
	{ workshop, moment }: { workshop: Workshop; moment: Moment },
	{ since, until }: Comparison,
): Promise<MomentChanges> {
	const { snapshot, board } = moment
	const content = await momentContent(deps, moment, workshop)
	if (until === 'now') {
		const state = await deps.rooms.read(board, (doc) => Y.encodeStateAsUpdateV2(doc))
		const now = await momentContent(deps, { state }, workshop)
		const changes = await withHands(
			deps,
			{ workshop, board },
			{ changes: compareBoards(content, now), since: snapshot },
		)
		return { since: snapshot, until: null, changes }
	}
	const earlier = since ?? (await oneBefore(deps, snapshot))
	if (!earlier) return { since: null, until: snapshot, changes: compareBoards(null, content) }
	const before = await requireMoment(deps, workshop, earlier)
	if (before.board.id !== board.id) throw new AppError('not_found', 'There is no such snapshot of this board.')
	const changes = compareBoards(await momentContent(deps, before, workshop), content)
	const between = { since: before.snapshot, until: snapshot }
	return { ...between, changes: await withHands(deps, { workshop, board }, { changes, ...between }) }
}

/** While the workshop is anonymous nobody is named (HIST4). */
async function withHands(
	{ rooms }: WorkshopDeps,
	{ workshop, board }: { workshop: Workshop; board: Board },
	{ changes, since, until }: { changes: BoardChanges; since: Snapshot; until?: Snapshot },
): Promise<BoardChanges> {
	if (workshop.isAnonymous) return changes
	const span = { after: since.at, until: until?.at ?? Number.MAX_SAFE_INTEGER }
	return tellHands(changes, await rooms.touches(board, span), workshop)
}

async function oneBefore(deps: WorkshopDeps, { id, board }: Snapshot): Promise<SnapshotId | null> {
	const newestFirst = await deps.snapshots.list(board)
	return newestFirst[newestFirst.findIndex((one) => one.id === id) + 1]?.id ?? null
}
