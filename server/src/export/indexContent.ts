import { type BoardContent, type BoardImage, type Card, type Cluster, groupBy, type Link } from '@charrette/shared'

/** The content of a board, indexed once, so that a writer takes linear time. */
export interface ContentIndex {
	content: BoardContent
	cards: ReadonlyMap<string, Card>
	clusters: ReadonlyMap<string, Cluster>
	/** The links of each card, by the card they start from and by the card they point to. */
	outgoing: ReadonlyMap<string, Link[]>
	incoming: ReadonlyMap<string, Link[]>
	/** The cards and images of each cluster; the key `undefined` has those outside of clusters. */
	members: ReadonlyMap<string | undefined, Card[]>
	images: ReadonlyMap<string | undefined, BoardImage[]>
}

export function indexContent(content: BoardContent): ContentIndex {
	const { cards, clusters, links, images } = content
	return {
		content,
		cards: new Map(cards.map((card) => [card.id, card])),
		clusters: new Map(clusters.map((cluster) => [cluster.id, cluster])),
		outgoing: groupBy(links, ({ from }) => from),
		incoming: groupBy(links, ({ to }) => to),
		members: groupBy(cards, ({ cluster }) => cluster),
		images: groupBy(images, ({ cluster }) => cluster),
	}
}

/** Returns the cards that address an obstacle, each once, in the order of their links. */
export function solutionsOf(obstacle: string, { cards, incoming }: ContentIndex): Card[] {
	const links = (incoming.get(obstacle) ?? []).filter(({ meaning }) => meaning === 'addresses')
	return [...new Set(links.map(({ from }) => from))].flatMap((id) => cards.get(id) ?? [])
}
