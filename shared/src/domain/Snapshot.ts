import type { BoardContent, BoardImage, Card, Cluster, Link } from './BoardContent.ts'
import type { BoardId, ParticipantId, SnapshotId } from './ids.ts'
import type { LocalText } from './locales.ts'
import type { Viewport } from './Workshop.ts'

/** Why a board was kept: somebody asked for it; a phase ended; it had changed for a while; it was about to be restored, or taken away. */
export const SNAPSHOT_CAUSES = ['named', 'phase', 'change', 'restore', 'removal'] as const
export type SnapshotCause = (typeof SNAPSHOT_CAUSES)[number]

/** How much was on a board, and how it looked in small. `shapes` is what a digest has, in base64. */
export interface SnapshotSummary {
	cards: number
	links: number
	preview: { box: Viewport; shapes: string }
}

/** What the board as it was before a restore is called, where whoever restored it called it nothing. */
export const BEFORE_RESTORING = 'Before restoring'

/** A board as it was at a moment: kept whole, never changed (REST1). `at` is the server's time in ms. */
export interface Snapshot {
	id: SnapshotId
	board: BoardId
	/** What whoever kept it called it; empty for one that the server took by itself. */
	name: string
	at: number
	cause: SnapshotCause
	/** The title of the phase that ended; none before the first one. */
	phase?: LocalText
	/** Earlier releases did not look. */
	look?: SnapshotSummary
}

/** A link with the words of its two cards, so that it can be told when these are gone. */
export interface ChangedLink extends Link {
	fromText: string
	toText: string
}

/** Which cluster something is in; null is none. */
export type ClusterRef = Pick<Cluster, 'id' | 'title'> | null

/** Who had a hand in a change: a participant's id, or a facilitator, who are told as one. */
export type Attribution = ParticipantId | 'facilitator'

/** By whom, as far as that is known and they are still in the workshop; left out while it is anonymous. Whoever was at it last comes last. */
interface Attributed {
	by?: Attribution[]
}

/** What differs between a board at one moment and at a later one (HIST3). What merely lies elsewhere is no change. */
export interface BoardChanges {
	added: Card[]
	/** Cards that say something else, are of another kind, city or category. */
	changed: ({ before: Card; after: Card } & Attributed)[]
	gone: (Card & Attributed)[]
	/** Cards that went into a cluster, out of one, or from one to another. */
	moved: ({ card: Card; from: ClusterRef; to: ClusterRef } & Attributed)[]
	links: { added: ChangedLink[]; gone: (ChangedLink & Attributed)[] }
	clusters: {
		added: Cluster[]
		renamed: ({ before: Cluster; after: Cluster } & Attributed)[]
		gone: (Cluster & Attributed)[]
	}
	images: { added: BoardImage[]; gone: (BoardImage & Attributed)[] }
}

/** How many changes these are. */
export function countChanges({ added, changed, gone, moved, links, clusters, images }: BoardChanges): number {
	const lists = [added, changed, gone, moved, links.added, links.gone, clusters.added, clusters.renamed, clusters.gone]
	return [...lists, images.added, images.gone].reduce((sum, list) => sum + list.length, 0)
}

const EMPTY_CONTENT: Pick<BoardContent, 'cards' | 'links' | 'clusters' | 'images'> = {
	cards: [],
	links: [],
	clusters: [],
	images: [],
}

/** What one board has that another, or nothing (null), had not; each list in reading order. A link that says the same between the same cards is the same one. */
export function compareBoards(
	before: Pick<BoardContent, keyof typeof EMPTY_CONTENT> | null,
	after: Pick<BoardContent, keyof typeof EMPTY_CONTENT>,
): BoardChanges {
	const was = before ?? EMPTY_CONTENT
	const cards = compareItems(was.cards, after.cards)
	const clusters = compareItems(was.clusters, after.clusters)
	const images = compareItems(was.images, after.images)
	return {
		added: cards.added,
		gone: cards.gone,
		changed: cards.both.filter(({ before, after }) => isCardChanged(before, after)),
		moved: cards.both
			.filter(({ before, after }) => before.cluster !== after.cluster)
			.map(({ before, after: card }) => ({ card, from: clusterRefOf(before, was), to: clusterRefOf(card, after) })),
		links: { added: missingLinks(was.links, after.links, after), gone: missingLinks(after.links, was.links, was) },
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

function isCardChanged(before: Card, after: Card): boolean {
	return (['text', 'kind', 'city', 'category'] as const).some((field) => before[field] !== after[field])
}

function clusterRefOf({ cluster }: Card, { clusters }: Pick<BoardContent, 'clusters'>): ClusterRef {
	const found = clusters.find(({ id }) => id === cluster)
	return found ? { id: found.id, title: found.title } : null
}

/** The links of `others` that `links` has not, told with the words of their board. */
function missingLinks(
	links: readonly Link[],
	others: readonly Link[],
	{ cards }: Pick<BoardContent, 'cards'>,
): ChangedLink[] {
	const texts = new Map(cards.map(({ id, text }) => [id, text]))
	const counts = new Map<string, number>()
	for (const link of links) counts.set(linkKey(link), (counts.get(linkKey(link)) ?? 0) + 1)
	return others.flatMap((link) => {
		const left = counts.get(linkKey(link)) ?? 0
		counts.set(linkKey(link), left - 1)
		return left > 0 ? [] : [{ ...link, fromText: texts.get(link.from) ?? '', toText: texts.get(link.to) ?? '' }]
	})
}

const linkKey = ({ from, meaning, to }: Link) => `${from} ${meaning} ${to}`
