import type { BoardContent, BoardImage, Card, CardKind, LinkMeaning } from '@charrette/shared'
import { useMemo, useRef } from 'react'

/** A link, seen from one of its two cards. */
export interface OutlineLink {
	id: string
	other: string
	otherKind: CardKind
	/** The text of the other card, with its marks (TEXT1). */
	otherText: string
	meaning: LinkMeaning
	/** Whether the link starts at this card rather than ends here. */
	isOutward: boolean
}

/** A card with its links. */
export interface OutlineRow {
	card: Card
	links: OutlineLink[]
	/** Whether this is an obstacle without a solution. */
	isOpen: boolean
}

/**
 * A cluster with its cards and images; `id` is null for the group of cards and images outside of
 * clusters.
 */
export interface OutlineGroup {
	id: string | null
	title: string
	rows: OutlineRow[]
	images: BoardImage[]
}

/**
 * Cards that were added below another card, mapped to that card's id. They stay below it while the
 * list is open.
 */
export type Pins = ReadonlyMap<string, string>

/**
 * Returns a board as an outline: the clusters, then the cards outside of clusters, each in reading
 * order.
 */
export function outlineOf(content: BoardContent, pins: Pins = new Map()): OutlineGroup[] {
	const rows = new Map(content.cards.map((card) => [card.id, rowOf(card)]))
	for (const { id, from, to, meaning } of content.links) {
		const [start, end] = [rows.get(from), rows.get(to)]
		if (!start || !end) continue
		start.links.push({ id, ...otherEnd(end.card), meaning, isOutward: true })
		end.links.push({ id, ...otherEnd(start.card), meaning, isOutward: false })
		if (meaning === 'addresses') end.isOpen = false
	}
	const itemsIn = (cluster: string | undefined) => ({
		rows: applyPins(
			[...rows.values()].filter(({ card }) => card.cluster === cluster),
			pins,
		),
		images: content.images.filter((image) => image.cluster === cluster),
	})
	const clusters = content.clusters.map(({ id, title }) => ({ id, title, ...itemsIn(id) }))
	return [...clusters, { id: null, title: '', ...itemsIn(undefined) }]
}

const rowOf = (card: Card): OutlineRow => ({ card, links: [], isOpen: card.kind === 'obstacle' })

const otherEnd = (card: Card) => ({ other: card.id, otherKind: card.kind, otherText: card.text })

/** Moves each pinned card right after the card that it is pinned to. */
function applyPins(rows: readonly OutlineRow[], pins: Pins): OutlineRow[] {
	const order = [...rows]
	for (const [id, after] of pins) {
		const at = order.findIndex(({ card }) => card.id === id)
		const hasTarget = order.some(({ card }) => card.id === after)
		if (at < 0 || !hasTarget) continue
		const [moved] = order.splice(at, 1)
		if (moved) order.splice(order.findIndex(({ card }) => card.id === after) + 1, 0, moved)
	}
	return order
}

/**
 * Returns the outline with only these cards, without images and empty groups; the whole outline for
 * null.
 */
export function filterOutline(
	outline: readonly OutlineGroup[],
	visibleIds: ReadonlySet<string> | null,
): readonly OutlineGroup[] {
	if (!visibleIds) return outline
	const filtered = outline.map((group) => ({
		...group,
		rows: group.rows.filter(({ card }) => visibleIds.has(card.id)),
		images: [],
	}))
	return filtered.filter(({ rows }) => rows.length > 0)
}

/** Replaces unchanged rows by their objects of `before`, so that only changed rows render again. */
export function reuseRows(outline: readonly OutlineGroup[], before: Map<string, OutlineRow>): OutlineGroup[] {
	const reused = outline.map((group) => ({
		...group,
		rows: group.rows.map((row) => {
			const known = before.get(row.card.id)
			return known && isSameRow(known, row) ? known : row
		}),
	}))
	before.clear()
	for (const { rows } of reused) for (const row of rows) before.set(row.card.id, row)
	return reused
}

const isSameRow = (a: OutlineRow, b: OutlineRow) =>
	a.isOpen === b.isOpen &&
	hasSameFields(a.card, b.card) &&
	a.links.length === b.links.length &&
	a.links.every((link, at) => hasSameFields(link, b.links[at]))

/**
 * Returns whether two objects have equal fields. Nearly all fields are strings, which are compared
 * first.
 */
function hasSameFields<Fields extends object>(a: Fields, b: Fields | undefined): boolean {
	if (!b) return false
	const keys = Object.keys(a) as (keyof Fields)[]
	return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]))
}

const isSame = (a: unknown, b: unknown) =>
	Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

/** Returns the outline of a board's content; unchanged rows stay the same objects. */
export function useOutline(content: BoardContent, pins: Pins): OutlineGroup[] {
	const rows = useRef(new Map<string, OutlineRow>())
	return useMemo(() => reuseRows(outlineOf(content, pins), rows.current), [content, pins])
}
