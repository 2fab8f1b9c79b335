import type { BoardImage } from './BoardImage.ts'
import type { Card, Cluster } from './Card.ts'
import type { ParticipantId } from './ids.ts'
import type { Link } from './Link.ts'

/** A link with the words of its two cards, so that it can be told when these are gone. */
export interface ToldLink extends Link {
	fromText: string
	toText: string
}

/** Which cluster something is in; null is none. */
export type Place = Pick<Cluster, 'id' | 'title'> | null

/** Who had a hand in a change: a participant's id, or a facilitator, who are told as one. */
export type Hand = ParticipantId | 'facilitator'

/** By whom, as far as that is known and they are still in the workshop; left out while it is anonymous. Whoever was at it last comes last. */
interface ByHands {
	by?: Hand[]
}

/** What differs between a board at one moment and at a later one (HIST3). What merely lies elsewhere is no change. */
export interface BoardChanges {
	added: Card[]
	/** Cards that say something else, are of another kind, city or category. */
	changed: ({ before: Card; after: Card } & ByHands)[]
	gone: (Card & ByHands)[]
	/** Cards that went into a cluster, out of one, or from one to another. */
	moved: ({ card: Card; from: Place; to: Place } & ByHands)[]
	links: { added: ToldLink[]; gone: (ToldLink & ByHands)[] }
	clusters: {
		added: Cluster[]
		renamed: ({ before: Cluster; after: Cluster } & ByHands)[]
		gone: (Cluster & ByHands)[]
	}
	images: { added: BoardImage[]; gone: (BoardImage & ByHands)[] }
}

/** How many changes these are. */
export function countChanges({ added, changed, gone, moved, links, clusters, images }: BoardChanges): number {
	const lists = [added, changed, gone, moved, links.added, links.gone, clusters.added, clusters.renamed, clusters.gone]
	return [...lists, images.added, images.gone].reduce((sum, list) => sum + list.length, 0)
}
