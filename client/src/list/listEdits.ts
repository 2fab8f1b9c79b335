import {
	type BoardRecord,
	buildCard,
	buildLink,
	type CardKind,
	createId,
	type FieldChanges,
	indicesOnTop,
	isCard,
	meaningOf,
	type ObstacleCategory,
	PAGE_ID,
	type ParticipantId,
	putRecord,
	type Records,
	writeFields,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { LOCAL_ORIGIN, type UndoHistory } from '../sync/undoHistory.ts'
import type { FollowedBoard } from './followBoard.ts'
import { placeCards } from './placeCards.ts'

export interface ListEditsDeps {
	records: Records
	board: Pick<FollowedBoard, 'shown'>
	undo: Pick<UndoHistory, 'startStep'>
	/** Whose cards are made here: empty for a facilitator. */
	author: { id: ParticipantId | null; city: string }
	canWrite(): boolean
}

/** Where new cards go: into a cluster or none, and under which card. */
interface NewCardOptions {
	kind: CardKind
	cluster: string | null
	below?: string
}

/** What one can do to a board in the list. Each is one step of undo, and nothing while one may only look. */
export interface ListEdits {
	/** Makes a card of each text, and gives their ids. */
	addCards(texts: readonly string[], where: NewCardOptions): string[]
	setKind(card: string, kind: CardKind): void
	setCategory(card: string, category: ObstacleCategory | null): void
	/** Puts a card into a cluster, or out of all. */
	move(card: string, cluster: string | null): void
	/** Takes a card off the board, and its links with it; or an image. */
	remove(item: string): void
	/** Takes records off the board that came from a file. */
	removeRecords(records: readonly string[]): void
	/** Says in words what an image shows. */
	setImageAlt(image: string, alt: string): void
	/** Links two cards, the way round that says something. */
	link(first: string, second: string): void
	unlink(link: string): void
}

/** The edits of a list, straight in the document: there is no canvas between. */
export function createListEdits({ records, board, undo, author, canWrite }: ListEditsDeps): ListEdits {
	function edit(write: (shown: ReadonlyMap<string, BoardRecord>) => void): void {
		if (!canWrite()) return
		undo.startStep()
		const shown = board.shown()
		;(records.doc as Y.Doc).transact(() => write(shown), LOCAL_ORIGIN)
		undo.startStep()
	}
	const change = (id: string, fields: FieldChanges) => edit(() => writeFields(records, id, fields))

	return {
		addCards(texts, { kind, cluster, below }) {
			const ids: string[] = []
			edit((shown) => {
				const { rects, size } = placeCards(shown, { cluster, ...(below ? { below } : {}) }, texts.length)
				const parent = cluster ?? PAGE_ID
				const indexes = indicesOnTop(shown.values(), parent, texts.length)
				texts.forEach((text, turn) => {
					const [place, index] = [rects[turn], indexes[turn]]
					if (!place || !index) return
					const at = { x: Math.round(place.x), y: Math.round(place.y), index, parent }
					const card = buildCard(createId(), at, { kind, text, city: author.city }, author.id ?? undefined)
					putRecord(records, card)
					ids.push(card.id)
				})
				if (cluster && size) writeFields(records, cluster, { wh: [size.w, size.h] })
			})
			return ids
		},
		setKind: (card, kind) =>
			change(card, { 'props.kind': kind, ...(kind === 'obstacle' ? {} : { 'props.category': null }) }),
		setCategory: (card, category) => change(card, { 'props.category': category }),
		move: (card, cluster) =>
			edit((shown) => {
				const { rects, size } = placeCards(shown, { cluster }, 1)
				const parentId = cluster ?? PAGE_ID
				const [place] = rects
				const [index] = indicesOnTop(shown.values(), parentId, 1)
				if (!place || !index) return
				writeFields(records, card, { parentId, index, xy: [Math.round(place.x), Math.round(place.y)] })
				if (cluster && size) writeFields(records, cluster, { wh: [size.w, size.h] })
			}),
		remove: (item) =>
			edit((shown) => {
				for (const link of linksOf(shown, item)) deleteLink(records, shown, link)
				records.delete(item)
			}),
		removeRecords: (brought) =>
			edit(() => {
				for (const id of brought) records.delete(id)
			}),
		setImageAlt: (image, alt) => change(image, { 'props.alt': alt }),
		link: (first, second) =>
			edit((shown) => {
				const [one, other] = [shown.get(first), shown.get(second)]
				if (!isCard(one) || !isCard(other)) return
				const ends = linkEnds({ id: one.id, kind: one.props.kind }, { id: other.id, kind: other.props.kind })
				const parent = one.parentId === other.parentId ? one.parentId : PAGE_ID
				const [index] = indicesOnTop(shown.values(), parent, 1)
				if (!index) return
				for (const record of buildLink(createId(), ends, index))
					putRecord(
						records,
						record.typeName === 'shape' ? { ...record, parentId: parent as typeof record.parentId } : record,
					)
			}),
		unlink: (link) => edit((shown) => deleteLink(records, shown, link)),
	}
}

function linksOf(shown: ReadonlyMap<string, BoardRecord>, card: string): Set<string> {
	const links = new Set<string>()
	for (const record of shown.values())
		if (record.typeName === 'binding' && record.toId === card) links.add(record.fromId)
	return links
}

function deleteLink(records: Records, shown: ReadonlyMap<string, BoardRecord>, link: string): void {
	for (const record of shown.values())
		if (record.typeName === 'binding' && record.fromId === link) records.delete(record.id)
	records.delete(link)
}

/** A card as far as a link minds it. */
interface LinkEnd {
	id: string
	kind: CardKind
}

/** Which way a link of two cards goes: from the first to the second, unless only the other way round says something. */
export function linkEnds(first: LinkEnd, second: LinkEnd): { from: string; to: string } {
	const isReverse =
		meaningOf(first.kind, second.kind) === 'relatesTo' && meaningOf(second.kind, first.kind) !== 'relatesTo'
	return isReverse ? { from: second.id, to: first.id } : { from: first.id, to: second.id }
}
