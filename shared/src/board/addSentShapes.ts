import type * as Y from 'yjs'
import { groupBy } from '../domain/collections.ts'
import { createId } from '../domain/ids.ts'
import { boundsOf } from '../geometry/rects.ts'
import { BoardPage } from './BoardPage.ts'
import { isCard } from './boardContent.ts'
import { LOCKED_KEY, type Records, recordsOf } from './boardDocument.ts'
import { buildCluster, indicesOnTop } from './buildRecords.ts'
import { isFrame, type SentItem, type SentShapes, shownIn } from './copyShapes.ts'
import { placeInRows } from './freeRows.ts'
import { growColumn, newColumn } from './growColumn.ts'
import { JOINED_KEY, stackShift } from './joins.ts'
import { nameFrame, putRecord, writeFields } from './recordWrites.ts'
import { copyRecord } from './restoreBoard.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/** The shapes that were put on the board, and the number of those that it had already. */
export interface SentResult {
	sent: string[]
	known: number
}

/** Returns a key that is equal for titles that mean the same cluster. */
type TitleKey = (title: string) => string

interface SentPlaces {
	titleKey: TitleKey
	/** A card of the board on which the copies lie (PLEN1d), if the board has it. */
	on?: string | undefined
}

/**
 * Puts copies on a board in one transaction, with their ids, so that a shape that the board has is
 * not added again. Each goes into the cluster with its title, which grows and moves its neighbours
 * aside; a missing cluster is made in free space. A link comes with its two cards.
 */
export function addSentShapes(doc: Y.Doc, sent: readonly SentShapes[], places: SentPlaces): SentResult {
	const records = recordsOf(doc)
	const all = [...new Map(sent.flatMap(({ items }) => items).map((item) => [item.id, item])).values()]
	const items = all.filter(({ id }) => !records.has(id))
	doc.transact(() => {
		const placeOf = placeCopies(records, items, places)
		for (const { copies } of sent)
			for (const [id, source] of recordsOf(copies)) {
				const place = records.has(id) ? undefined : placeOf(id, source.get(JOINED_KEY))
				if (!place) continue
				const copy = copyRecord(source)
				copy.set('xy', place.xy)
				copy.set('parentId', place.parent)
				records.set(id, copy)
			}
		for (const { id } of items) nameFrame(records, id)
		for (const { copies } of sent) addLinks(records, recordsOf(copies))
	}, 'server')
	return { sent: items.map(({ id }) => id), known: all.length - items.length }
}

/** The place of an item: its cluster, and the position relative to the corner of the cluster. */
interface Place {
	parent: string
	xy: [x: number, y: number]
}

/**
 * Returns a function that returns the place of a copy, by its id and the card into which it is
 * joined, if any. A joined card lies on its head, in case that it is taken apart.
 */
function placeCopies(records: Records, items: readonly SentItem[], { titleKey, on }: SentPlaces) {
	const below = on === undefined ? null : placeOfCard(records, on)
	const stack = createStack()
	const places = below ? new Map(items.map(({ id }) => [id, stack(on ?? '', below)])) : layOut(records, items, titleKey)
	return (id: string, head: unknown): Place | undefined => {
		const headPlace = places.get(String(head))
		return places.get(id) ?? (headPlace && stack(String(head), headPlace))
	}
}

/** Returns a function that returns the next place on a card, by its id, so that each is seen. */
function createStack(): (card: string, below: Place) => Place {
	const counts = new Map<string, number>()
	return (card, { parent, xy: [x, y] }) => {
		const count = (counts.get(card) ?? 0) + 1
		counts.set(card, count)
		const shift = stackShift(count)
		return { parent, xy: [x + shift, y + shift] }
	}
}

/** Returns the place of a card of the board; null if the board does not show it. */
function placeOfCard(records: Records, id: string): Place | null {
	const card = shownIn(records).get(id)
	return isCard(card) ? { parent: card.parentId, xy: [card.x, card.y] } : null
}

/** A cluster to make, with its items. */
interface NewCluster {
	title: string
	items: SentItem[]
}

/** Makes and enlarges clusters, and returns the places of the items by their ids. */
function layOut(records: Records, items: readonly SentItem[], titleKey: TitleKey): Map<string, Place> {
	const shown = shownIn(records)
	const page = new BoardPage(shown)
	const places = new Map<string, Place>()
	const missing: NewCluster[] = []
	const clusters = clustersByTitle(shown.values(), titleKey)
	for (const [key, own] of groupBy(items, ({ cluster }) => titleKey(cluster))) {
		const cluster = clusters.get(key)
		const rest = cluster ? fillCluster(page, { cluster, own, places }) : own
		if (rest.length > 0) missing.push({ title: rest[0]?.cluster ?? '', items: rest })
	}
	for (const parent of new Set([...places.values()].map((place) => place.parent))) {
		const { w, h } = page.rectOf(parent)
		writeFields(records, parent, { wh: [w, h] })
	}
	for (const [id, xy] of page.moved()) writeFields(records, id, { xy })
	makeClusters(records, { shown: shown.values(), page, missing, places })
	return places
}

/** Returns the first cluster of each title. */
function clustersByTitle(shown: Iterable<BoardRecord>, titleKey: TitleKey): Map<string, string> {
	const titled = [...shown].filter(isFrame).filter(({ parentId, rotation }) => parentId === PAGE_ID && rotation === 0)
	return new Map(titled.reverse().map(({ id, props }) => [titleKey(props.name), id]))
}

/** Finds places in a cluster, which grows. Returns the items for which it has no room. */
function fillCluster(
	page: BoardPage,
	{ cluster, own, places }: { cluster: string; own: SentItem[]; places: Map<string, Place> },
): SentItem[] {
	const plan = growColumn({ id: cluster, ...page.rectOf(cluster) }, own, page.rectsOn(cluster))
	page.grow(cluster, plan)
	for (const [id, { x, y }] of plan.positions) places.set(id, { parent: cluster, xy: [x, y] })
	return own.filter(({ id }) => !plan.positions.has(id))
}

/** The gap between new clusters, with room for their titles, in board units. */
const CLUSTER_GAP = 100

/** Makes clusters in free space, and adds the places of their items. */
function makeClusters(
	records: Records,
	{
		shown,
		page,
		missing,
		places,
	}: { shown: Iterable<BoardRecord>; page: BoardPage; missing: readonly NewCluster[]; places: Map<string, Place> },
): void {
	const plans = missing.map(({ title, items }) => ({ id: createId(), title, x: 0, y: 0, ...newColumn(items) }))
	const rects = placeInRows(plans, boundsOf(page.rects()), CLUSTER_GAP)
	const indices = indicesOnTop(shown, PAGE_ID, plans.length)
	for (const [order, { id, title, positions }] of plans.entries()) {
		const [rect, index] = [rects.get(id), indices[order]]
		if (!rect || !index) continue
		const cluster = buildCluster(id, { x: rect.x, y: rect.y, index }, { title, w: rect.w, h: rect.h })
		putRecord(records, cluster)
		for (const [item, { x, y }] of positions) places.set(item, { parent: cluster.id, xy: [x, y] })
	}
}

/** Adds the links whose two cards are on the board, in front of its clusters. */
function addLinks(records: Records, copies: Records): void {
	const ends = [...copies].filter(([id]) => id.startsWith('binding:'))
	const links = groupBy(ends, ([, end]) => String(end.get('fromId')))
	const added = [...links].filter(
		([arrow, bindings]) => !records.has(arrow) && bindings.every(([, end]) => records.has(String(end.get('toId')))),
	)
	const indices = indicesOnTop(shownIn(records).values(), PAGE_ID, added.length)
	for (const [order, [arrow, bindings]] of added.entries()) {
		const source = copies.get(arrow)
		if (!source) continue
		const copy = copyRecord(source)
		copy.set('xy', [0, 0])
		copy.set('parentId', PAGE_ID)
		copy.set('index', indices[order])
		for (const field of ['isLocked', LOCKED_KEY]) copy.delete(field)
		records.set(arrow, copy)
		for (const [id, end] of bindings) records.set(id, copyRecord(end))
	}
}
