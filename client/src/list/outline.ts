import type { BoardContent, BoardImage, Card, CardKind, LinkMeaning } from '@charrette/shared'

/** A link as it is told at one of its cards: what it says, and to which other card. */
export interface RowLink {
	id: string
	other: string
	otherKind: CardKind
	otherText: string
	meaning: LinkMeaning
	/** Whether the link goes from this card to the other one; else it comes from there. */
	isOutward: boolean
}

/** A card in the list. */
export interface Row {
	card: Card
	links: RowLink[]
	/** An obstacle that no solution addresses yet. */
	isOpen: boolean
}

/** A cluster with its cards and images; `id` is null for those that are in none. */
export interface OutlineGroup {
	id: string | null
	title: string
	rows: Row[]
	images: BoardImage[]
}

/** For a card that was just made in the list: the card under which it was written, and stays while this list is open. */
export type Pins = ReadonlyMap<string, string>

/** A board as an outline: clusters, then the cards that are in none; each in reading order. */
export function outlineOf(content: BoardContent, pins: Pins = new Map()): OutlineGroup[] {
	const rows = new Map(content.cards.map((card) => [card.id, rowOf(card)]))
	for (const { id, from, to, meaning } of content.links) {
		const [start, end] = [rows.get(from), rows.get(to)]
		if (!start || !end) continue
		start.links.push({ id, ...other(end.card), meaning, isOutward: true })
		end.links.push({ id, ...other(start.card), meaning, isOutward: false })
		if (meaning === 'addresses') end.isOpen = false
	}
	const heldBy = (cluster: string | undefined) => ({
		rows: pinned(
			[...rows.values()].filter(({ card }) => card.cluster === cluster),
			pins,
		),
		images: content.images.filter((image) => image.cluster === cluster),
	})
	const clusters = content.clusters.map(({ id, title }) => ({ id, title, ...heldBy(id) }))
	return [...clusters, { id: null, title: '', ...heldBy(undefined) }]
}

const rowOf = (card: Card): Row => ({ card, links: [], isOpen: card.kind === 'obstacle' })

const other = (card: Card) => ({ other: card.id, otherKind: card.kind, otherText: card.text })

/** The rows, with those that have a pin right after the card that they are pinned to. */
function pinned(rows: readonly Row[], pins: Pins): Row[] {
	const order = [...rows]
	for (const [id, after] of pins) {
		const at = order.findIndex(({ card }) => card.id === id)
		const isThere = order.some(({ card }) => card.id === after)
		if (at < 0 || !isThere) continue
		const [moved] = order.splice(at, 1)
		if (moved) order.splice(order.findIndex(({ card }) => card.id === after) + 1, 0, moved)
	}
	return order
}

/** The outline with no rows but those of these cards, no images, and no cluster without rows; all of it while nothing is looked for. */
export function narrowOutline(
	outline: readonly OutlineGroup[],
	seen: ReadonlySet<string> | null,
): readonly OutlineGroup[] {
	if (!seen) return outline
	const narrowed = outline.map((group) => ({
		...group,
		rows: group.rows.filter(({ card }) => seen.has(card.id)),
		images: [],
	}))
	return narrowed.filter(({ rows }) => rows.length > 0)
}

/** The same outline with each row that is as it was before in its old object, so that only changed rows are drawn anew. */
export function keepSameRows(outline: readonly OutlineGroup[], before: Map<string, Row>): OutlineGroup[] {
	const kept = outline.map((group) => ({
		...group,
		rows: group.rows.map((row) => {
			const known = before.get(row.card.id)
			return known && JSON.stringify(known) === JSON.stringify(row) ? known : row
		}),
	}))
	before.clear()
	for (const { rows } of kept) for (const row of rows) before.set(row.card.id, row)
	return kept
}
