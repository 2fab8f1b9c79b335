import {
	authorNameLookup,
	type BoardContent,
	type BoardImage,
	boardContent,
	type Card,
	type CardKind,
	type LinkMeaning,
	type Records,
} from '@charrette/shared'
import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { type FollowedBoard, followBoard } from './followBoard.ts'

/** A link as it is told at one of its cards: what it says, and to which other card. */
export interface OutlineLink {
	id: string
	other: string
	otherKind: CardKind
	otherText: string
	meaning: LinkMeaning
	/** Whether the link goes from this card to the other one; else it comes from there. */
	isOutward: boolean
}

/** A card in the list. */
export interface OutlineRow {
	card: Card
	links: OutlineLink[]
	/** An obstacle that no solution addresses yet. */
	isOpen: boolean
}

/** A cluster with its cards and images; `id` is null for those that are in none. */
export interface OutlineGroup {
	id: string | null
	title: string
	rows: OutlineRow[]
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
		start.links.push({ id, ...otherEnd(end.card), meaning, isOutward: true })
		end.links.push({ id, ...otherEnd(start.card), meaning, isOutward: false })
		if (meaning === 'addresses') end.isOpen = false
	}
	const heldBy = (cluster: string | undefined) => ({
		rows: applyPins(
			[...rows.values()].filter(({ card }) => card.cluster === cluster),
			pins,
		),
		images: content.images.filter((image) => image.cluster === cluster),
	})
	const clusters = content.clusters.map(({ id, title }) => ({ id, title, ...heldBy(id) }))
	return [...clusters, { id: null, title: '', ...heldBy(undefined) }]
}

const rowOf = (card: Card): OutlineRow => ({ card, links: [], isOpen: card.kind === 'obstacle' })

const otherEnd = (card: Card) => ({ other: card.id, otherKind: card.kind, otherText: card.text })

/** The rows, with those that have a pin right after the card that they are pinned to. */
function applyPins(rows: readonly OutlineRow[], pins: Pins): OutlineRow[] {
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
export function filterOutline(
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
export function reuseRows(outline: readonly OutlineGroup[], before: Map<string, OutlineRow>): OutlineGroup[] {
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

/** The board that this document holds, followed while the component is there; null before that. */
export function useFollowedBoard(records: Records): FollowedBoard | null {
	const [board, setBoard] = useState<FollowedBoard | null>(null)
	useLayoutEffect(() => {
		const followed = followBoard(records)
		setBoard(followed)
		return followed.close
	}, [records])
	return board
}

/** A board's content, kept up while it changes. `names` are those of the cards' authors, by participant. */
export function useContent(board: FollowedBoard, names: ReadonlyMap<string, string>): BoardContent {
	const version = useSyncExternalStore(board.version.subscribe, board.version.get)
	return useMemo(
		// The version stands for what is shown: a map that changes in place.
		() => (version >= 0 ? boardContent(board.shown(), authorNameLookup(names)) : EMPTY_CONTENT),
		[board, version, names],
	)
}

const EMPTY_CONTENT = boardContent(new Map(), () => undefined)

/** The outline of a content; rows that did not change stay the same objects. */
export function useOutline(content: BoardContent, pins: Pins): OutlineGroup[] {
	const rows = useRef(new Map<string, OutlineRow>())
	return useMemo(() => reuseRows(outlineOf(content, pins), rows.current), [content, pins])
}

/** What a link says at one of its cards: "addresses" at its beginning, "is addressed by" at its end. */
export function useLinkText(): (link: Pick<OutlineLink, 'meaning' | 'isOutward'>) => string {
	const { t } = useTranslation('board')
	return useCallback(
		({ meaning, isOutward }) => (isOutward ? t(`meanings.${meaning}`) : t(`list.inverse.${meaning}`)),
		[t],
	)
}
