import { CARD_AREA, CARD_GAP, type DeckCard, fits, SIZES } from './planCards.ts'
import { textHeight } from './textSize.ts'

/** A cluster of a deck; what is in none is told as if it were one. */
export interface DeckCluster<Card extends DeckCard> {
	title: string
	cards: Card[]
}

/** Clusters that share a slide, a column each below its title, with all cards at one size. Sizes in pt. */
export interface SharedPage<Card extends DeckCard> {
	clusters: DeckCluster<Card>[]
	columns: number
	fontSize: number
}

/** The height of a column's title, and the size at which it stands on two lines at most. */
export const COLUMN_HEAD = { h: 38, fontSize: 14 }
/** A larger cluster has slides of its own. */
const FEW_CARDS = 2
const MOST_COLUMNS = 4
/** At a smaller one, fewer clusters share a slide. */
const LEAST_SIZE = 14
/** What parts the titles of clusters that share a slide. */
export const BETWEEN_TITLES = ' · '

/** Brings small clusters that follow one another together, as many as can be read on one slide; all others stay alone. Their order stays. */
export function planClusters<Card extends DeckCard>(
	clusters: readonly DeckCluster<Card>[],
): (SharedPage<Card> | DeckCluster<Card>)[] {
	const planned: (SharedPage<Card> | DeckCluster<Card>)[] = []
	let left = clusters.filter(({ cards }) => cards.length > 0)
	while (left.length > 0) {
		const page = sharedPage(left)
		const [first] = left
		if (page) planned.push(page)
		else if (first) planned.push(first)
		left = left.slice(page?.clusters.length ?? 1)
	}
	return planned
}

/** The first clusters on one slide, if at least two of them are small enough. */
function sharedPage<Card extends DeckCard>(left: readonly DeckCluster<Card>[]): SharedPage<Card> | null {
	const large = left.findIndex(({ cards }) => cards.length > FEW_CARDS)
	const small = large < 0 ? left.length : large
	// Five are better off as three and two than as four and one.
	const slides = Math.ceil(small / MOST_COLUMNS)
	for (let columns = Math.ceil(small / slides); columns >= 2; columns--) {
		const clusters = left.slice(0, columns)
		const room = columnCell(columns)
		const cards = clusters.flatMap((cluster) => cluster.cards)
		const fontSize = SIZES.find((size) => size >= LEAST_SIZE && cards.every((card) => fits(card, size, room)))
		if (fontSize && haveRoom(clusters, room.w)) return { clusters, columns, fontSize }
	}
	return null
}

/** Titles that stand on two lines each over their columns stand on the slide together, too. */
function haveRoom(clusters: readonly DeckCluster<DeckCard>[], width: number): boolean {
	return clusters.every(({ title }) => textHeight(title, COLUMN_HEAD.fontSize, width) <= COLUMN_HEAD.h)
}

/** The size of a card where so many clusters share a slide: each column has room for two. */
export function columnCell(columns: number): { w: number; h: number } {
	return {
		w: (CARD_AREA.w - CARD_GAP * (columns - 1)) / columns,
		h: (CARD_AREA.h - COLUMN_HEAD.h - CARD_GAP * FEW_CARDS) / FEW_CARDS,
	}
}
