import {
	type Board,
	type BoardChanges,
	displayNames,
	FACILITATOR,
	LIMITS,
	type NewMessage,
	type Thread,
} from '@charrette/shared'
import type { Aspect, RecordAttribution } from '../../ports/DocStore.ts'
import { ownerOf } from '../../rooms/gate/ClientOwners.ts'
import type { Requester } from '../access.ts'
import type { ExportJob } from '../exports/exportJob.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

type VisitJob = Extract<ExportJob, { type: 'visit' }>

/**
 * Returns the job that finds what others have changed on a board since a person's last visit
 * (VISIT2): the board now is compared with the newest snapshot before the visit, and changes that
 * are not later than the visit are left out by their attributions (HIST7).
 */
export async function readVisit(
	{ snapshots, rooms }: WorkshopDeps,
	{ identity, workshop }: Requester,
	{ board, since }: { board: Board; since: number },
): Promise<VisitJob> {
	const before = await newestBefore(snapshots, board, since)
	const copy = await rooms.copy(board)
	const span = { after: before?.snapshot.at ?? -1, until: Number.MAX_SAFE_INTEGER }
	return {
		type: 'visit',
		before: before?.state ?? null,
		copy,
		names: displayNames(workshop),
		attributions: await rooms.attributions(board, span),
		since,
		viewer: ownerOf(identity),
		participants: workshop.isAnonymous ? null : workshop.participants.map(({ id }) => ({ id })),
	}
}

async function newestBefore(snapshots: WorkshopDeps['snapshots'], board: Board, at: number) {
	for (const snapshot of await snapshots.list(board.id)) {
		const found = snapshot.at <= at && (await snapshots.find(snapshot.id))
		if (found) return found
	}
	return null
}

/**
 * Returns the changes that others made after a visit. A change without an attribution may have been
 * made before the visit, but not before the snapshot; it stays in the list.
 */
export function changesAfterVisit(
	changes: BoardChanges,
	{ attributions, since, viewer }: Pick<VisitJob, 'attributions' | 'since' | 'viewer'>,
): BoardChanges {
	const known = new Map<string, RecordAttribution[]>()
	for (const attribution of attributions) {
		const key = `${attribution.record} ${attribution.aspect}`
		known.set(key, [...(known.get(key) ?? []), attribution])
	}
	const isLater = ({ author, at }: RecordAttribution) => at > since && author !== viewer
	const isUnseen = (record: string, aspect: Aspect) => known.get(`${record} ${aspect}`)?.some(isLater) ?? true
	const isNew = ({ id }: { id: string }) => isUnseen(id, 'new')
	const isGone = ({ id }: { id: string }) => isUnseen(id, 'gone')
	const { added, changed, gone, moved, joins, links, clusters, images } = changes
	const isJoined = ({ card }: { card: { id: string } }) => isUnseen(card.id, 'join')
	// A card that was made between the snapshot and the visit may have been changed after the visit.
	const editedSince = added.filter((card) => !isNew(card) && known.get(`${card.id} words`)?.some(isLater))
	return {
		added: added.filter(isNew),
		changed: [
			...changed.filter(({ after }) => isUnseen(after.id, 'words')),
			...editedSince.map((card) => ({ before: card, after: card })),
		],
		gone: gone.filter(isGone),
		moved: moved.filter(({ card }) => isUnseen(card.id, 'place')),
		joins: { joined: joins.joined.filter(isJoined), apart: joins.apart.filter(isJoined) },
		links: { added: links.added.filter(isNew), gone: links.gone.filter(isGone) },
		clusters: {
			added: clusters.added.filter(isNew),
			renamed: clusters.renamed.filter(({ after }) => isUnseen(after.id, 'words')),
			gone: clusters.gone.filter(isGone),
		},
		images: { added: images.added.filter(isNew), gone: images.gone.filter(isGone) },
	}
}

/** Returns the messages that others wrote after a visit, the oldest first. */
export function messagesAfterVisit(
	threads: readonly Thread[],
	{ since, viewer, names, participants }: Pick<VisitJob, 'since' | 'viewer' | 'names' | 'participants'>,
): NewMessage[] {
	const nameOf = new Map(names)
	const authorOf = (author: string | null, imported: string | null) =>
		participants === null ? undefined : author === FACILITATOR ? author : (nameOf.get(author ?? '') ?? imported)
	return threads
		.flatMap(({ id: thread, on, messages }) =>
			messages
				.filter((message) => message.at > since && message.author !== viewer && !message.isDeleted)
				.map(({ id: message, author, authorName, text, at }) => {
					const name = authorOf(author, authorName)
					return { thread, message, on, text, at, ...(name ? { author: name } : {}) }
				}),
		)
		.sort((a, b) => a.at - b.at)
		.slice(-LIMITS.maxNewMessages)
}
