import {
	type Attribution,
	type BoardChanges,
	displayNames,
	type ParticipantId,
	type Snapshot,
	type SnapshotId,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Aspect, RecordAttribution } from '../../ports/DocStore.ts'
import type { ExportJob } from '../exports/exportJob.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireBoard } from '../workshopParts.ts'
import { type BoardSnapshot, requireSnapshot } from './snapshots.ts'

type Comparison = Extract<ExportJob, { type: 'changes' }>

/**
 * The other side of a comparison with a snapshot: an earlier snapshot, by default the previous one,
 * or, with `until`, the board as it is now.
 */
interface Span {
	since?: SnapshotId | undefined
	until?: 'now' | undefined
}

/**
 * Returns the job that finds the changes of a board between two snapshots, with their authors
 * (HIST3, HIST7). Throws `not_found` for an unknown `since`.
 */
export async function readComparison(
	deps: WorkshopDeps,
	{ workshop, target }: { workshop: Workshop; target: BoardSnapshot },
	{ since, until }: Span,
): Promise<Comparison> {
	const { snapshot, board, state } = target
	const names = displayNames(workshop)
	if (until === 'now') {
		const copy = await deps.rooms.copy(board)
		const span = { since: snapshot, until: null }
		return {
			type: 'changes',
			before: state,
			after: { copy },
			names,
			span,
			attributed: await readAuthors(deps, workshop, span),
		}
	}
	const earlier = since ?? (await previousSnapshot(deps, snapshot))
	if (!earlier) {
		const span = { since: null, until: snapshot }
		return { type: 'changes', before: null, after: { state }, names, span, attributed: null }
	}
	const before = await requireSnapshot(deps, workshop, earlier)
	if (before.board.id !== board.id) throw new AppError('not_found', 'There is no such snapshot of this board.')
	const span = { since: before.snapshot, until: snapshot }
	const attributed = await readAuthors(deps, workshop, span)
	return { type: 'changes', before: before.state, after: { state }, names, span, attributed }
}

/**
 * Returns the attributions in a span; null for an anonymous workshop, which names no authors
 * (HIST4).
 */
async function readAuthors(
	{ rooms }: WorkshopDeps,
	workshop: Workshop,
	{ since, until }: { since: Snapshot; until: Snapshot | null },
): Promise<Comparison['attributed']> {
	if (workshop.isAnonymous) return null
	const board = requireBoard(workshop, since.board)
	const span = { after: since.at, until: until?.at ?? Number.MAX_SAFE_INTEGER }
	const participants = workshop.participants.map(({ id }) => ({ id }))
	return { attributions: await rooms.attributions(board, span), participants }
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
	{ participants }: { participants: readonly { id: ParticipantId }[] },
): BoardChanges {
	const known = new Set<string>(['facilitator', ...participants.map(({ id }) => id)])
	const authors = new Map<string, Set<string>>()
	for (const { record, aspect, author } of attributions) {
		const key = `${record} ${aspect}`
		const earlier = authors.get(key) ?? new Set()
		// The most recent one is last.
		earlier.delete(author)
		authors.set(key, earlier.add(author))
	}
	const authorsOf = (id: string, aspect: Aspect) => [...(authors.get(`${id} ${aspect}`) ?? [])]
	const by = (authors: readonly string[]) => ({
		by: authors.filter((author): author is Attribution => known.has(author)),
	})
	// For deletions the last author wins, since an earlier deletion may have been undone.
	const withDeleter = <One extends { id: string }>(deleted: readonly One[]) =>
		deleted.map((one) => ({ ...one, ...by(authorsOf(one.id, 'gone').slice(-1)) }))
	const { changed, gone, moved, joins, links, clusters, images } = changes
	const withJoiners = (cards: typeof joins.joined) =>
		cards.map((join) => ({ ...join, ...by(authorsOf(join.card.id, 'join')) }))
	return {
		...changes,
		changed: changed.map((change) => ({ ...change, ...by(authorsOf(change.after.id, 'words')) })),
		gone: withDeleter(gone),
		moved: moved.map((move) => ({ ...move, ...by(authorsOf(move.card.id, 'place')) })),
		joins: { joined: withJoiners(joins.joined), apart: withJoiners(joins.apart) },
		links: { ...links, gone: withDeleter(links.gone) },
		clusters: {
			...clusters,
			renamed: clusters.renamed.map((change) => ({ ...change, ...by(authorsOf(change.after.id, 'words')) })),
			gone: withDeleter(clusters.gone),
		},
		images: { ...images, gone: withDeleter(images.gone) },
	}
}
