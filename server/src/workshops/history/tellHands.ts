import type { BoardChanges, Hand, Workshop } from '@charrette/shared'
import type { Aspect, Touch } from '../../ports/DocStore.ts'

/** Names with each change whose hands it was (HIST7), of those who are in the workshop. `touches`: the newest last. */
export function tellHands(
	changes: BoardChanges,
	touches: readonly Touch[],
	{ participants }: Pick<Workshop, 'participants'>,
): BoardChanges {
	const known = new Set<string>(['facilitator', ...participants.map(({ id }) => id)])
	const owners = new Map<string, string[]>()
	for (const { record, aspect, owner } of touches) {
		const place = `${record} ${aspect}`
		owners.set(place, [...(owners.get(place) ?? []).filter((other) => other !== owner), owner])
	}
	const ownersOf = (id: string, aspect: Aspect) => owners.get(`${id} ${aspect}`) ?? []
	const by = (hands: readonly string[]) => ({ by: hands.filter((owner): owner is Hand => known.has(owner)) })
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
