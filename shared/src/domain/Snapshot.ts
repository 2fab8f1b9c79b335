import { type BoardContent, type BoardImage, type Card, type Cluster, type Link, withJoined } from './BoardContent.ts'
import { changedCardFields } from './cardFields.ts'
import type { BoardId, ParticipantId, SnapshotId } from './ids.ts'
import type { LocalText } from './locales.ts'
import type { Viewport } from './Workshop.ts'

/**
 * The reasons for saving a snapshot: a request, the end of a phase, changes of the board over a
 * while, before a restore, and before a removal.
 */
export const SNAPSHOT_CAUSES = ['named', 'phase', 'change', 'restore', 'removal'] as const
export type SnapshotCause = (typeof SNAPSHOT_CAUSES)[number]

/** The numbers of a snapshot and its thumbnail. `shapes` are the shapes of a digest, in base64. */
export interface SnapshotSummary {
	cards: number
	links: number
	preview: { box: Viewport; shapes: string }
}

/** The name of the snapshot that is saved before a restore, if the request gives none. */
export const BEFORE_RESTORING = 'Before restoring'

/** A saved version of a board, immutable (REST1). `at` is the server's time in ms. */
export interface Snapshot {
	id: SnapshotId
	board: BoardId
	/** Given by the person who saved it; empty for automatic snapshots. */
	name: string
	at: number
	cause: SnapshotCause
	/** The title of the phase that ended; missing before the first phase. */
	phase?: LocalText
	/** The summary; missing in snapshots of earlier releases. */
	look?: SnapshotSummary
}

/** A link with the texts of its two cards, so that it can be described after they were deleted. */
export interface ChangedLink extends Link {
	fromText: string
	toText: string
}

/** The cluster of a card; null for none. */
export type ClusterRef = Pick<Cluster, 'id' | 'title'> | null

/** The author of a change: a participant, or any facilitator. */
export type Attribution = ParticipantId | 'facilitator'

/**
 * The known authors of a change who are still in the workshop, the most recent last; missing while
 * the workshop is anonymous.
 */
interface Attributed {
	by?: Attribution[]
}

/**
 * The differences between two versions of a board (HIST3). A card that only has another position is
 * not changed.
 */
export interface BoardChanges {
	added: Card[]
	/** Cards that differ in a compared field (`CARD_FIELDS`). */
	changed: ({ before: Card; after: Card } & Attributed)[]
	gone: (Card & Attributed)[]
	/** Cards that moved into, out of or between clusters. */
	moved: ({ card: Card; from: ClusterRef; to: ClusterRef } & Attributed)[]
	/** Cards that were joined into another one, and those that are apart again (JOIN1). */
	joins: Record<'joined' | 'apart', ({ card: Card; head: Card } & Attributed)[]>
	links: { added: ChangedLink[]; gone: (ChangedLink & Attributed)[] }
	clusters: {
		added: Cluster[]
		renamed: ({ before: Cluster; after: Cluster } & Attributed)[]
		gone: (Cluster & Attributed)[]
	}
	images: { added: BoardImage[]; gone: (BoardImage & Attributed)[] }
}

export function countChanges({ added, changed, gone, moved, joins, links, clusters, images }: BoardChanges): number {
	const lists = [added, changed, gone, moved, joins.joined, joins.apart, links.added, links.gone]
	return [...lists, clusters.added, clusters.renamed, clusters.gone, images.added, images.gone].reduce(
		(sum, list) => sum + list.length,
		0,
	)
}

const EMPTY_CONTENT: Pick<BoardContent, 'cards' | 'links' | 'clusters' | 'images'> = {
	cards: [],
	links: [],
	clusters: [],
	images: [],
}

/**
 * Compares two versions of a board; `before` may be null. Lists are in reading order. Links of the
 * same meaning between the same cards are equal, also if they are shown at another card now because
 * cards were joined or taken apart.
 */
export function compareBoards(
	before: Pick<BoardContent, keyof typeof EMPTY_CONTENT> | null,
	after: Pick<BoardContent, keyof typeof EMPTY_CONTENT>,
): BoardChanges {
	const was = before ?? EMPTY_CONTENT
	// A card that was joined into another is neither new nor gone (JOIN2).
	const cards = compareItems(withJoined(was.cards), withJoined(after.cards))
	const clusters = compareItems(was.clusters, after.clusters)
	const images = compareItems(was.images, after.images)
	const [clusterBefore, clusterAfter] = [clusterRefs(was), clusterRefs(after)]
	const [headsBefore, headsAfter] = [headsIn(was.cards), headsIn(after.cards)]
	/** Returns the card that shows a card in either version. */
	const headOf = (id: string) => {
		const before = headsBefore.get(id)?.id ?? id
		return headsAfter.get(before)?.id ?? before
	}
	return {
		added: cards.added,
		gone: cards.gone,
		changed: cards.both.filter(({ before, after }) => changedCardFields(before, after).length > 0),
		moved: cards.both
			.filter(({ before, after }) => before.cluster !== after.cluster)
			.map(({ before, after: card }) => ({ card, from: clusterBefore(before), to: clusterAfter(card) })),
		joins: {
			joined: joinsMissingIn(headsBefore, headsAfter, cards.both),
			apart: joinsMissingIn(headsAfter, headsBefore, cards.both),
		},
		links: {
			added: missingLinks(was.links, after.links, { ...after, headOf }),
			gone: missingLinks(after.links, was.links, { ...was, headOf }),
		},
		clusters: {
			added: clusters.added,
			renamed: clusters.both.filter(({ before, after }) => before.title !== after.title),
			gone: clusters.gone,
		},
		images: { added: images.added, gone: images.gone },
	}
}

interface ItemChanges<One> {
	added: One[]
	gone: One[]
	both: { before: One; after: One }[]
}

function compareItems<One extends { id: string }>(was: readonly One[], is: readonly One[]): ItemChanges<One> {
	const before = new Map(was.map((one) => [one.id, one]))
	const after = new Set(is.map(({ id }) => id))
	return {
		added: is.filter(({ id }) => !before.has(id)),
		gone: was.filter(({ id }) => !after.has(id)),
		both: is.flatMap((one) => {
			const known = before.get(one.id)
			return known ? [{ before: known, after: one }] : []
		}),
	}
}

/** Returns the card that shows each joined card, by its id. */
function headsIn(cards: readonly Card[]): Map<string, Card> {
	return new Map(cards.flatMap((card) => (card.joined ?? []).map(({ id }) => [id, card] as const)))
}

/** Returns the cards of both versions that one of them shows at a head, and the other does not. */
function joinsMissingIn(
	heads: ReadonlyMap<string, Card>,
	others: ReadonlyMap<string, Card>,
	both: ItemChanges<Card>['both'],
): { card: Card; head: Card }[] {
	return both.flatMap(({ after: card }) => {
		const head = others.get(card.id)
		return head && heads.get(card.id)?.id !== head.id ? [{ card, head }] : []
	})
}

/** Returns a function that looks up the cluster of a card. */
function clusterRefs({ clusters }: Pick<BoardContent, 'clusters'>): (card: Card) => ClusterRef {
	const refs = new Map(clusters.map(({ id, title }) => [id, { id, title }]))
	return ({ cluster }) => refs.get(cluster ?? '') ?? null
}

/**
 * Returns the links of `others` that are missing in `links`, with the texts of their cards. A link
 * is not missing if both its cards are shown as one.
 */
function missingLinks(
	links: readonly Link[],
	others: readonly Link[],
	{ cards, headOf }: Pick<BoardContent, 'cards'> & { headOf(card: string): string },
): ChangedLink[] {
	const linkKey = ({ from, meaning, to }: Link) => `${headOf(from)} ${meaning} ${headOf(to)}`
	const texts = new Map(cards.map(({ id, text }) => [id, text]))
	const counts = new Map<string, number>()
	for (const link of links) counts.set(linkKey(link), (counts.get(linkKey(link)) ?? 0) + 1)
	return others.flatMap((link) => {
		const left = counts.get(linkKey(link)) ?? 0
		counts.set(linkKey(link), left - 1)
		const isWithin = link.from !== link.to && headOf(link.from) === headOf(link.to)
		return left > 0 || isWithin
			? []
			: [{ ...link, fromText: texts.get(link.from) ?? '', toText: texts.get(link.to) ?? '' }]
	})
}
