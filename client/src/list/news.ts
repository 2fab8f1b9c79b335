import type { BoardContent, Card, Link } from '@charrette/shared'

/** Something that somebody else did, to be told in words. `who` is null where that is not known. */
export type News =
	| { type: 'added' | 'changed' | 'removed'; who: string | null; card: Card }
	| { type: 'linked'; who: string | null; link: Link; from: Card; to: Card }

/** What stood on the board when it was last told: cards and links by id. */
export type Told = ReadonlyMap<string, Card | Link>

/** A board's cards and links by id, to compare with later. A card says nothing until somebody has written on it. */
export function toldOf({ cards, links }: Pick<BoardContent, 'cards' | 'links'>): Map<string, Card | Link> {
	const written = cards.filter((card) => card.text !== '')
	return new Map([...written, ...links].map((item) => [item.id, item]))
}

/** What is new in the records that others touched, by whom. A card that was merely moved on the canvas is no news. */
export function newsOf(before: Told, now: Told, touched: ReadonlyMap<string, string | null>): News[] {
	return [...touched].flatMap(([id, who]): News[] => {
		const [was, is] = [before.get(id), now.get(id)]
		if (isLink(is) && !was) {
			const [from, to] = [now.get(is.from), now.get(is.to)]
			return isCard(from) && isCard(to) ? [{ type: 'linked', who, link: is, from, to }] : []
		}
		if (isCard(is) && !isCard(was)) return [{ type: 'added', who: who ?? is.author ?? null, card: is }]
		if (isCard(is) && isCard(was)) return isSame(was, is) ? [] : [{ type: 'changed', who, card: is }]
		return isCard(was) ? [{ type: 'removed', who, card: was }] : []
	})
}

const isCard = (item: Card | Link | undefined): item is Card => item !== undefined && 'kind' in item
const isLink = (item: Card | Link | undefined): item is Link => item !== undefined && 'meaning' in item

const isSame = (a: Card, b: Card) =>
	a.text === b.text && a.kind === b.kind && a.category === b.category && a.cluster === b.cluster
