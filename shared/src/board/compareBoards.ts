import type { BoardChanges, Place, ToldLink } from '../domain/BoardChanges.ts'
import type { BoardContent } from '../domain/BoardContent.ts'
import type { Card } from '../domain/Card.ts'
import type { Link } from '../domain/Link.ts'

const NOTHING: Pick<BoardContent, 'cards' | 'links' | 'clusters' | 'images'> = {
	cards: [],
	links: [],
	clusters: [],
	images: [],
}

/** What one board has that another, or nothing (null), had not; each list in reading order. A link that says the same between the same cards is the same one. */
export function compareBoards(
	before: Pick<BoardContent, keyof typeof NOTHING> | null,
	after: Pick<BoardContent, keyof typeof NOTHING>,
): BoardChanges {
	const was = before ?? NOTHING
	const cards = pairUp(was.cards, after.cards)
	const clusters = pairUp(was.clusters, after.clusters)
	const images = pairUp(was.images, after.images)
	return {
		added: cards.added,
		gone: cards.gone,
		changed: cards.both.filter(({ before, after }) => saysOther(before, after)),
		moved: cards.both
			.filter(({ before, after }) => before.cluster !== after.cluster)
			.map(({ before, after: card }) => ({ card, from: placeOf(before, was), to: placeOf(card, after) })),
		links: { added: lacking(was.links, after.links, after), gone: lacking(after.links, was.links, was) },
		clusters: {
			added: clusters.added,
			renamed: clusters.both.filter(({ before, after }) => before.title !== after.title),
			gone: clusters.gone,
		},
		images: { added: images.added, gone: images.gone },
	}
}

interface Paired<One> {
	added: One[]
	gone: One[]
	both: { before: One; after: One }[]
}

function pairUp<One extends { id: string }>(was: readonly One[], is: readonly One[]): Paired<One> {
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

function saysOther(before: Card, after: Card): boolean {
	return (['text', 'kind', 'city', 'category'] as const).some((field) => before[field] !== after[field])
}

function placeOf({ cluster }: Card, { clusters }: Pick<BoardContent, 'clusters'>): Place {
	const found = clusters.find(({ id }) => id === cluster)
	return found ? { id: found.id, title: found.title } : null
}

/** The links of `others` that `links` has not, told with the words of their board. */
function lacking(links: readonly Link[], others: readonly Link[], { cards }: Pick<BoardContent, 'cards'>): ToldLink[] {
	const texts = new Map(cards.map(({ id, text }) => [id, text]))
	const counts = new Map<string, number>()
	for (const link of links) counts.set(sentenceOf(link), (counts.get(sentenceOf(link)) ?? 0) + 1)
	return others.flatMap((link) => {
		const left = counts.get(sentenceOf(link)) ?? 0
		counts.set(sentenceOf(link), left - 1)
		return left > 0 ? [] : [{ ...link, fromText: texts.get(link.from) ?? '', toText: texts.get(link.to) ?? '' }]
	})
}

const sentenceOf = ({ from, meaning, to }: Link) => `${from} ${meaning} ${to}`
