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

/**
 * What a snapshot is compared with: an earlier one, by default the previous; or, with `until`, the
 * board as it is now.
 */
interface Comparison {
	since?: SnapshotId | undefined
	until?: 'now' | undefined
}

/**
 * The changes of a board between two snapshots, with their authors (HIST3, HIST7). Throws
 * `not_found` for an unknown `since`.
 */
export async function compareSnapshots(
	deps: WorkshopDeps,
	{ workshop, target }: { workshop: Workshop; target: BoardSnapshot },
	{ since, until }: Comparison,
): Promise<SnapshotChanges> {
	const { snapshot, board } = target
	const content = await snapshotContent(deps, target, workshop)
	if (until === 'now') {
		const state = await deps.rooms.read(board, (doc) => Y.encodeStateAsUpdateV2(doc))
		const now = await snapshotContent(deps, { state }, workshop)
		const changes = { changes: compareBoards(content, now), since: snapshot }
		return { since: snapshot, until: null, changes: await withAttribution(deps, { workshop, board }, changes) }
	}
	const earlier = since ?? (await previousSnapshot(deps, snapshot))
	if (!earlier) return { since: null, until: snapshot, changes: compareBoards(null, content) }
	const before = await requireSnapshot(deps, workshop, earlier)
	if (before.board.id !== board.id) throw new AppError('not_found', 'There is no such snapshot of this board.')
	const changes = compareBoards(await snapshotContent(deps, before, workshop), content)
	const between = { since: before.snapshot, until: snapshot }
	return { ...between, changes: await withAttribution(deps, { workshop, board }, { changes, ...between }) }
}

/** An anonymous workshop names no authors (HIST4). */
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
	return newestFirst[newestFirst.findIndex((other) => other.id === id) + 1]?.id ?? null
}

/**
 * Adds the authors to each change (HIST7), if they are still in the workshop. `attributions` are
 * sorted, newest last.
 */
export function attributeChanges(
	changes: BoardChanges,
	attributions: readonly RecordAttribution[],
	{ participants }: Pick<Workshop, 'participants'>,
): BoardChanges {
	const known = new Set<string>(['facilitator', ...participants.map(({ id }) => id)])
	const authors = new Map<string, string[]>()
	for (const { record, aspect, owner } of attributions) {
		const key = `${record} ${aspect}`
		authors.set(key, [...(authors.get(key) ?? []).filter((other) => other !== owner), owner])
	}
	const authorsOf = (id: string, aspect: Aspect) => authors.get(`${id} ${aspect}`) ?? []
	const by = (owners: readonly string[]) => ({ by: owners.filter((owner): owner is Attribution => known.has(owner)) })
	// For deletions the last author wins: an earlier one may have been undone.
	const withDeleter = <One extends { id: string }>(deleted: readonly One[]) =>
		deleted.map((one) => ({ ...one, ...by(authorsOf(one.id, 'gone').slice(-1)) }))
	const { changed, gone, moved, links, clusters, images } = changes
	return {
		...changes,
		changed: changed.map((change) => ({ ...change, ...by(authorsOf(change.after.id, 'words')) })),
		gone: withDeleter(gone),
		moved: moved.map((move) => ({ ...move, ...by(authorsOf(move.card.id, 'place')) })),
		links: { ...links, gone: withDeleter(links.gone) },
		clusters: {
			...clusters,
			renamed: clusters.renamed.map((change) => ({ ...change, ...by(authorsOf(change.after.id, 'words')) })),
			gone: withDeleter(clusters.gone),
		},
		images: { ...images, gone: withDeleter(images.gone) },
	}
}
