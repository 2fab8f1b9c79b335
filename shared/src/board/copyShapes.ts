import type { TLArrowBinding, TLFrameShape, TLShape } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { CARD_KINDS, type CardKind, type CardSource } from '../domain/BoardContent.ts'
import { groupBy } from '../domain/collections.ts'
import { LIMITS } from '../domain/limits.ts'
import { BoardProjection } from './BoardProjection.ts'
import { cardSource, isCard, isImage } from './boardContent.ts'
import { LOCKED_KEY, type Records, recordsOf } from './boardDocument.ts'
import { JOINED_KEY, joinsOf } from './joins.ts'
import { rectOf } from './pageRects.ts'
import { pagePosition } from './place.ts'
import { copyRecord } from './restoreBoard.ts'
import type { BoardRecord, CardShape, ImageShape } from './schema.ts'

/** The cards and images of a board that are sent: these shapes, or a rule that chooses them. */
export type SentChoice = readonly string[] | 'clustered' | 'all'

/** The board that shapes are sent from, and how its copies are arranged. */
export interface SentFrom {
	/** Added to each card, so that its copy leads back to the board. */
	source: Pick<CardSource, 'workshop' | 'session' | 'group' | 'board'>
	by: 'group' | 'theme'
	/** The title for cards of a kind that are in no cluster, by theme. */
	kindTitle(kind: CardKind): string
}

/** A card or image with its size, and the title of its cluster on the plenary board. */
export interface SentItem {
	id: string
	w: number
	h: number
	cluster: string
}

/** Copies of cards and images of one board, and the links between them and to other cards. */
export interface SentShapes {
	copies: Y.Doc
	/** The cards and images, in order. */
	items: SentItem[]
}

type Item = CardShape | ImageShape
type Shown = ReadonlyMap<string, BoardRecord>

/**
 * Copies cards and images of a board, in the order of `choice`, else by cluster, kind and place. A
 * chosen cluster stands for its content, which is arranged by its title. The caller destroys
 * `copies`.
 */
export function copyShapes(doc: Y.Doc, choice: SentChoice, from: SentFrom): SentShapes {
	const records = recordsOf(doc)
	const shown = shownIn(records)
	const chosen = chooseItems(shown, choice)
	const items = [...chosen].map(([item, viaCluster]) => {
		const theme = viaCluster || from.by === 'theme' ? themeOf(item, shown, from) : ''
		const { w, h } = rectOf(item as TLShape)
		return { id: item.id as string, w, h, cluster: theme || from.source.group || '' }
	})
	const copies = new Y.Doc()
	copies.transact(() => {
		for (const [item] of chosen) {
			copyItem(records, item, { to: recordsOf(copies), from })
			for (const joined of joinsOf(item)) {
				copyItem(records, joined, { to: recordsOf(copies), from })
				recordsOf(copies).get(joined.id)?.set(JOINED_KEY, item.id)
			}
		}
		for (const id of linksAt(shown, new Set(items.map(({ id }) => id)))) {
			const record = records.get(id)
			if (record) recordsOf(copies).set(id, copyRecord(record))
		}
	})
	return { copies, items }
}

/** Returns the chosen items, each with whether it was chosen with its cluster. */
function chooseItems(shown: Shown, choice: SentChoice): Map<Item, boolean> {
	if (typeof choice !== 'string') return chooseNamed(shown, choice)
	const isChosen = (item: Item) =>
		item.meta['isSetUp'] !== true && (choice === 'all' || isOwnCluster(shown.get(item.parentId)))
	return new Map(inOrder([...shown.values()].filter(isItem).filter(isChosen), shown).map((item) => [item, false]))
}

/** The cost is proportional to the board and the ids, however often a cluster is named. */
function chooseNamed(shown: Shown, ids: readonly string[]): Map<Item, boolean> {
	const items = [...shown.values()].filter(isItem)
	const named = new Set(ids)
	const clusters = new Set([...named].filter((id) => isFrame(shown.get(id))))
	const members = membersOf(clusters, clusters.size > 0 ? inOrder(items, shown) : [], shown)
	const chosen = new Map<Item, boolean>()
	for (const id of named) {
		const shape = shown.get(id)
		for (const item of members.get(id) ?? []) chosen.set(item, true)
		if (isItem(shape) && !chosen.has(shape)) chosen.set(shape, false)
	}
	return chosen
}

/** Returns the items in each of these clusters, also those in a cluster within it. */
function membersOf(clusters: ReadonlySet<string>, items: readonly Item[], shown: Shown): Map<string, Item[]> {
	const members = new Map<string, Item[]>()
	for (const item of items) {
		let parent = String(item.parentId)
		for (let depth = 0; depth <= LIMITS.maxNesting; depth++) {
			if (clusters.has(parent)) {
				const own = members.get(parent) ?? []
				if (own.at(-1) !== item) own.push(item)
				members.set(parent, own)
			}
			const record = shown.get(parent)
			if (record?.typeName !== 'shape') break
			parent = record.parentId
		}
	}
	return members
}

/** Sorts items by cluster, kind and place. */
function inOrder(items: readonly Item[], shown: Shown): Item[] {
	const kindOf = (item: Item) => (isCard(item) ? CARD_KINDS.indexOf(item.props.kind) : CARD_KINDS.length)
	return items
		.map((item) => ({ item, cluster: String(item.parentId), kind: kindOf(item), ...pagePosition(item, shown) }))
		.sort((a, b) => compare(a.cluster, b.cluster) || a.kind - b.kind || a.y - b.y || a.x - b.x)
		.map(({ item }) => item)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Returns the title of the cluster around an item, else of its kind. */
function themeOf(item: Item, shown: Shown, { kindTitle }: SentFrom): string {
	const parent = shown.get(item.parentId)
	if (isFrame(parent) && parent.props.name.trim() !== '') return parent.props.name
	return isCard(item) ? kindTitle(item.props.kind) : ''
}

function copyItem(records: Records, { id, meta, type }: Item, { to, from }: { to: Records; from: SentFrom }): void {
	const record = records.get(id)
	if (!record) return
	const copy = copyRecord(record)
	for (const field of ['isLocked', LOCKED_KEY]) copy.delete(field)
	if (type === 'card') {
		const known = cardSource({ meta })
		// An adopted card keeps its source (ADOPT3).
		const { board } = from.source
		const back = { ...(board && { board }), card: id }
		copy.set('meta.from', known ? { ...known, ...back } : { city: cityOf(records, id), ...from.source, ...back })
	}
	to.set(id, copy)
}

const cityOf = (records: Records, id: string) => String(records.get(id)?.get('props.city') ?? '')

/** Returns the ids of links that touch one of these cards: the arrows with both their bindings. */
function linksAt(shown: Shown, cards: ReadonlySet<string>): string[] {
	const bindings = [...shown.values()].filter(isBinding)
	return [...groupBy(bindings, ({ fromId }) => fromId)].flatMap(([arrow, ends]) =>
		ends.length === 2 && ends.some(({ toId }) => cards.has(toId)) ? [arrow, ...ends.map(({ id }) => id)] : [],
	)
}

export function shownIn(records: Records): Shown {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection.shown
}

const isItem = (record: BoardRecord | undefined): record is Item => isCard(record) || isImage(record)

const isBinding = (record: BoardRecord): record is TLArrowBinding => record.typeName === 'binding'

export const isFrame = (record: BoardRecord | undefined): record is TLFrameShape =>
	record?.typeName === 'shape' && record.type === 'frame'

/** Whether a record is a cluster that people made, not one of the locked layer. */
const isOwnCluster = (record: BoardRecord | undefined) => isFrame(record) && record.meta['isSetUp'] !== true
