import {
	type BoardRecord,
	buildCard,
	type CardKind,
	type CardShape,
	createId,
	hasDetails,
	indicesOnTop,
	isCard,
	joinsOf,
	PAGE_ID,
	type ParticipantId,
	putRecord,
	type Records,
	writeFields,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { placeCards } from '../boardParts/space/placeCards.ts'
import { writeLink } from '../boardParts/writeLink.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { LOCAL_ORIGIN, type UndoHistory } from '../sync/undoHistory.ts'
import { addCluster, type Renaming, removeCluster, renameCluster, swapClusters } from './clusterEdits.ts'
import { placeNewCards } from './placeNewCards.ts'

interface ListEditsDeps {
	records: Records
	board: Pick<LiveBoard, 'shown'>
	undo: Pick<UndoHistory, 'startStep'>
	/** The author of new cards. The id is null and the city empty for a facilitator. */
	author: { id: ParticipantId | null; city: string }
	canWrite(): boolean
}

interface NewCardOptions {
	kind: CardKind
	/**
	 * The cluster to add them to. Null for the column of their kind, or for the page if there is
	 * none.
	 */
	cluster: string | null
	/** The card under which the first of them is placed. */
	below?: string
}

/**
 * The edits of a board in the list. Each edit is a single undo step, and does nothing while the
 * board is read-only.
 */
export interface ListEdits {
	/** Adds a card for each text; returns their ids. */
	addCards(texts: readonly string[], options: NewCardOptions): string[]
	/** Changes the kind or the category of a card. */
	change(card: string, fields: Partial<Pick<CardShape['props'], 'kind' | 'category'>>): void
	/** Unlocks a card, and the clusters around it (LOCK1). */
	unlock(card: string): void
	/** Moves a card into a cluster, or out of its cluster (null). */
	move(card: string, cluster: string | null): void
	/** Deletes a card with its links, or an image. */
	remove(item: string): void
	/** Returns the number of times that this person has deleted this card or image in this list. */
	removalsOf(item: string): number
	/** Marks a card that was just created empty. */
	addDraft(card: string): void
	/**
	 * Called when an edit of a card ends. Deletes an empty card that was created in this edit, if it
	 * has nothing else.
	 */
	endDraft(card: string, isEmpty: boolean): void
	/** Deletes records, such as those of an import. */
	removeRecords(records: readonly string[]): void
	/** Adds a cluster, with a card in it if there is one; returns its id. */
	addCluster(title: string, card: string | null): string | null
	renameCluster(renaming: Renaming): void
	/** Deletes a cluster; its content keeps its position. */
	removeCluster(cluster: string): void
	/** Swaps two clusters, so that the second comes before the first. */
	swapClusters(first: string, second: string): void
	/** Links two cards, in the direction that has a meaning (see `linkDirection`). */
	link(first: string, second: string): void
	unlink(link: string): void
}

/** Creates edits that write straight into the document, without a canvas. */
export function createListEdits({ records, board, undo, author, canWrite }: ListEditsDeps): ListEdits {
	const removals = new Map<string, number>()
	/** The cards that were created empty, until their first edit ends. */
	const drafts = new Set<string>()
	function edit(write: (shown: ReadonlyMap<string, BoardRecord>) => void): void {
		if (!canWrite()) return
		undo.startStep()
		const shown = board.shown()
		;(records.doc as Y.Doc).transact(() => write(shown), LOCAL_ORIGIN)
		undo.startStep()
	}
	const remove = (item: string) =>
		edit((shown) => {
			removals.set(item, (removals.get(item) ?? 0) + 1)
			for (const link of linkIdsAt(shown, item)) deleteLink(records, shown, link)
			for (const joined of joinsOf(shown.get(item))) records.delete(joined.id)
			records.delete(item)
		})
	function moveCard(shown: ReadonlyMap<string, BoardRecord>, card: string, cluster: string | null): void {
		const { rects, size } = placeCards(shown, { cluster }, 1)
		const parentId = cluster ?? PAGE_ID
		const [rect] = rects
		const [index] = indicesOnTop(shown.values(), parentId, 1)
		if (!rect || !index) return
		writeFields(records, card, { parentId, index, xy: [Math.round(rect.x), Math.round(rect.y)] })
		if (cluster && size) writeFields(records, cluster, { wh: [size.w, size.h] })
	}

	return {
		addCards(texts, { kind, cluster, below }) {
			const ids: string[] = []
			edit((shown) => {
				const { places, sizes } = placeNewCards(shown, { kind, cluster, ...(below ? { below } : {}) }, texts)
				for (const { text, parent, x, y, index } of places) {
					const card = buildCard(
						createId(),
						{ x, y, index, parent },
						{ kind, text, city: author.city },
						author.id ?? undefined,
					)
					putRecord(records, { ...card, meta: { ...card.meta, createdAt: Date.now() } })
					ids.push(card.id)
					if (text === '') drafts.add(card.id)
				}
				for (const [frame, { w, h }] of sizes) writeFields(records, frame, { wh: [w, h] })
			})
			return ids
		},
		change(card, fields) {
			const changes = Object.entries(fields).map(([name, value]) => [`props.${name}`, value])
			edit(() => writeFields(records, card, Object.fromEntries(changes)))
		},
		unlock: (card) =>
			edit((shown) => {
				for (let at = shown.get(card); at?.typeName === 'shape'; at = shown.get(at.parentId))
					if (at.isLocked) writeFields(records, at.id, { isLocked: false })
			}),
		move: (card, cluster) => edit((shown) => moveCard(shown, card, cluster)),
		removalsOf: (item) => removals.get(item) ?? 0,
		remove,
		addDraft: (card) => drafts.add(card),
		endDraft(card, isEmpty) {
			if (!drafts.delete(card) || !isEmpty) return
			const shown = board.shown()
			const shape = shown.get(card)
			if (isCard(shape) && !hasDetails(shape.meta) && linkIdsAt(shown, card).size === 0) remove(card)
		},
		removeRecords: (ids) =>
			edit(() => {
				for (const id of ids) records.delete(id)
			}),
		addCluster(title, card) {
			let added: string | null = null
			edit((shown) => {
				added = addCluster(records, shown, title)
				if (added && card) moveCard(board.shown(), card, added)
			})
			return added
		},
		renameCluster: (renaming) => edit((shown) => renameCluster(records, shown, renaming)),
		removeCluster: (cluster) => edit((shown) => removeCluster(records, shown, cluster)),
		swapClusters: (first, second) => edit((shown) => swapClusters(records, shown, first, second)),
		link: (first, second) => edit((shown) => writeLink(records, shown, first, second)),
		unlink: (link) => edit((shown) => deleteLink(records, shown, link)),
	}
}

function linkIdsAt(shown: ReadonlyMap<string, BoardRecord>, card: string): Set<string> {
	const links = new Set<string>()
	for (const record of shown.values())
		if (record.typeName === 'binding' && record.toId === card) links.add(record.fromId)
	return links
}

/** Deletes a link with the bindings of its two ends. */
function deleteLink(records: Records, shown: ReadonlyMap<string, BoardRecord>, link: string): void {
	for (const record of shown.values())
		if (record.typeName === 'binding' && record.fromId === link) records.delete(record.id)
	records.delete(link)
}
