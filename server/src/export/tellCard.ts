import type { BoardContent, Card, Cluster } from '@charrette/shared'
import type { Labels } from './labels.ts'

/** What a table says of a card, in words; `votes` as it is. */
export interface ToldCard {
	id: string
	kind: string
	text: string
	city: string
	author: string
	category: string
	/** Of a cluster without a title the word for one. */
	cluster: string
	/** Of an obstacle: whether a solution addresses it. */
	answered: string
	votes: number | null
	/** For people: what leaves the card and what comes to it, "addresses → text", each on its own line. */
	links: string
	/** For programs: the links that leave the card, "<link id> <meaning> <card id>"; so each link is told of one card. */
	linkIds: string
	/** For programs too: clusters may be called the same. */
	clusterId: string
}

/** Tells a card of a board as a row of a table. */
export function tellCard(card: Card, { cards, links, clusters }: BoardContent, labels: Labels): ToldCard {
	const textOf = (id: string) => cards.find((other) => other.id === id)?.text ?? ''
	const leaving = links.filter((link) => link.from === card.id)
	const coming = links.filter((link) => link.to === card.id)
	const cluster = clusters.find(({ id }) => id === card.cluster)
	const isAnswered = coming.some((link) => link.meaning === 'addresses')
	return {
		id: card.id,
		kind: labels.kinds[card.kind],
		text: card.text,
		city: card.city,
		author: card.author ?? '',
		category: card.category ? labels.categories[card.category] : '',
		cluster: tellCluster(cluster, labels),
		answered: card.kind === 'obstacle' ? labels[isAnswered ? 'yes' : 'no'] : '',
		votes: card.votes ?? null,
		links: [
			...leaving.map((link) => `${labels.meanings[link.meaning]} → ${textOf(link.to)}`),
			...coming.map((link) => `← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`),
		].join('\n'),
		linkIds: leaving.map((link) => `${link.id} ${link.meaning} ${link.to}`).join('\n'),
		clusterId: cluster?.id ?? '',
	}
}

/** What a table calls a cluster; nothing where there is none. */
export function tellCluster(cluster: Cluster | undefined, { untitledCluster }: Labels): string {
	return cluster ? cluster.title || untitledCluster : ''
}
