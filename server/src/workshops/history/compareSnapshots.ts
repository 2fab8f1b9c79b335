import {
	type Attribution,
	type Board,
	type BoardChanges,
	compareBoards,
	type Snapshot,
	type SnapshotChanges,
	type SnapshotId,
	type Workshop,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { Aspect, RecordAttribution } from '../../ports/DocStore.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { type BoardSnapshot, requireSnapshot, snapshotContent } from './snapshots.ts'

/** Which two moments are compared: that before the snapshot, or `since`, with it; or it with now. */
export interface Comparison {
	since?: SnapshotId | undefined
	until?: 'now' | undefined
}

/** What changed between two moments of a board, and by whom (HIST3, HIST7). Throws `not_found` for a `since` that is not of the same board. */
export async function compareSnapshots(
	deps: WorkshopDeps,
	{ workshop, moment }: { workshop: Workshop; moment: BoardSnapshot },
	{ since, until }: Comparison,
): Promise<SnapshotChanges> {
	const { snapshot, board } = moment
	const content = await snapshotContent(deps, moment, workshop)
	if (until === 'now') {
		const state = await deps.rooms.read(board, (doc) => Y.encodeStateAsUpdateV2(doc))
		const now = await snapshotContent(deps, { state }, workshop)
		const changes = await withAttribution(
			deps,
			{ workshop, board },
			{ changes: compareBoards(content, now), since: snapshot },
		)
		return { since: snapshot, until: null, changes }
	}
	const earlier = since ?? (await previousSnapshot(deps, snapshot))
	if (!earlier) return { since: null, until: snapshot, changes: compareBoards(null, content) }
	const before = await requireSnapshot(deps, workshop, earlier)
	if (before.board.id !== board.id) throw new AppError('not_found', 'There is no such snapshot of this board.')
	const changes = compareBoards(await snapshotContent(deps, before, workshop), content)
	const between = { since: before.snapshot, until: snapshot }
	return { ...between, changes: await withAttribution(deps, { workshop, board }, { changes, ...between }) }
}

/** While the workshop is anonymous nobody is named (HIST4). */
async function withAttribution(
	{ rooms }: WorkshopDeps,
	{ workshop, board }: { workshop: Workshop; board: Board },
	{ changes, since, until }: { changes: BoardChanges; since: Snapshot; until?: Snapshot },
): Promise<BoardChanges> {
	if (workshop.isAnonymous) return changes
	const span = { after: since.at, until: until?.at ?? Number.MAX_SAFE_INTEGER }
	return attributeChanges(changes, await rooms.attributions(board, span), workshop)
}

async function previousSnapshot(deps: WorkshopDeps, { id, board }: Snapshot): Promise<SnapshotId | null> {
	const newestFirst = await deps.snapshots.list(board)
	return newestFirst[newestFirst.findIndex((one) => one.id === id) + 1]?.id ?? null
}

/** Names with each change whose hands it was (HIST7), of those who are in the workshop. `touches`: the newest last. */
export function attributeChanges(
	changes: BoardChanges,
	touches: readonly RecordAttribution[],
	{ participants }: Pick<Workshop, 'participants'>,
): BoardChanges {
	const known = new Set<string>(['facilitator', ...participants.map(({ id }) => id)])
	const owners = new Map<string, string[]>()
	for (const { record, aspect, owner } of touches) {
		const place = `${record} ${aspect}`
		owners.set(place, [...(owners.get(place) ?? []).filter((other) => other !== owner), owner])
	}
	const ownersOf = (id: string, aspect: Aspect) => owners.get(`${id} ${aspect}`) ?? []
	const by = (hands: readonly string[]) => ({ by: hands.filter((owner): owner is Attribution => known.has(owner)) })
	// What was taken away and came back was taken away for good by the last one.
	const tellGone = <One extends { id: string }>(gone: readonly One[]) =>
		gone.map((one) => ({ ...one, ...by(ownersOf(one.id, 'gone').slice(-1)) }))
	const { changed, gone, moved, links, clusters, images } = changes
	return {
		...changes,
		changed: changed.map((change) => ({ ...change, ...by(ownersOf(change.after.id, 'words')) })),
		gone: tellGone(gone),
		moved: moved.map((move) => ({ ...move, ...by(ownersOf(move.card.id, 'place')) })),
		links: { ...links, gone: tellGone(links.gone) },
		clusters: {
			...clusters,
			renamed: clusters.renamed.map((change) => ({ ...change, ...by(ownersOf(change.after.id, 'words')) })),
			gone: tellGone(clusters.gone),
		},
		images: { ...images, gone: tellGone(images.gone) },
	}
}
