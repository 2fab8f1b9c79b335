import {
	type Board,
	type BoardContent,
	BoardProjection,
	type BoardRecord,
	type BoardRecords,
	type Card,
	type ContentMessage,
	type CsvSeparator,
	coverageOf,
	type ImageId,
	type ImageWidth,
	imageIdOf,
	imagePathsOf,
	isCutOff,
	joinsOf,
	LIMITS,
	type Locale,
	mapWithJoined,
	type Records,
	recordsOf,
	type Session,
	type TextLanguage,
	threadRecordsOn,
	type VoteResult,
	type Workshop,
	withoutAuthorFields,
	writeRecords,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { ImageFile } from '../ports/ImageStore.ts'

/**
 * A board as the writers of exports get it, alone or with other boards of a session or workshop.
 */
export interface ExportedBoard {
	workshop: Workshop
	session: Session
	board: Board
	/**
	 * The content, with the dots of its newest closed vote, and with authors only if `hasAuthors`.
	 */
	content: BoardContent
	/**
	 * All records of the document, with `meta.author` only if `hasAuthors`, and their schema version
	 * (DOC7).
	 */
	document: { schema: number; records: BoardRecords }
	/**
	 * The result of the board's newest closed vote, including cards of other boards; null without
	 * one.
	 */
	result: VoteResult | null
	/** What was translated in the content and the result; absent if they are as written (EXP10). */
	translation?: BoardTranslation
	/** Whether the export names authors: never in an anonymous workshop (ANON1). */
	hasAuthors: boolean
	/**
	 * Reads an image of the board, at most `width` pixels wide; returns null if it is not stored.
	 * Read images one after another.
	 */
	readImage(id: ImageId, width?: ImageWidth): Promise<ImageFile | null>
}

/** The translation of a card's text, for a table. */
export interface ShownTranslation {
	original: string
	/** Null if the text could not be translated. */
	text: string | null
	by: 'machine' | 'person'
}

/** What was translated for an export. */
export interface BoardTranslation extends TextLanguage {
	/** The cards whose texts are in another language. */
	cards: ReadonlyMap<string, ShownTranslation>
	/** The texts that a machine translated, and those that could not be translated. */
	machine: ReadonlySet<string>
	untranslated: ReadonlySet<string>
}

/** The time of an export, the language of its headings, and the address of its images. */
export interface ExportMeta {
	at: Date
	/** The time zone of dates; the server's by default. */
	zone?: string | undefined
	locale: Locale
	/** The address of this server, for the URLs of images, without a trailing slash. */
	origin: string
	/** The separator of CSV files; a comma by default. */
	separator?: CsvSeparator | undefined
	/** Whether CSV files have the ids of cards, clusters and links; true by default. */
	ids?: boolean | undefined
}

/** Returns a copy of a board without its authors (ANON1). */
export function withoutAuthors(exported: ExportedBoard): ExportedBoard {
	const { content, document } = exported
	const cards = content.cards.map((card) => mapWithJoined(card, withoutNames))
	const threads = content.threads?.map((thread) => ({ ...thread, messages: thread.messages.map(withoutAuthor) }))
	const records: BoardRecords = Object.fromEntries(
		Object.entries(document.records).map(([id, fields]) => [
			id,
			Object.fromEntries(withoutAuthorFields(Object.entries(fields))),
		]),
	)
	const anonymous = { ...content, cards, ...(threads && { threads }) }
	return { ...exported, content: anonymous, document: { ...document, records }, hasAuthors: false }
}

function withoutNames({ author: _, ...card }: Omit<Card, 'joined'>): Omit<Card, 'joined'> {
	const translations = Object.entries(card.translations ?? {}).map(([locale, { by, ...rest }]) => [locale, rest])
	return translations.length === 0 ? card : { ...card, translations: Object.fromEntries(translations) }
}

/** Returns a copy of a board without its threads. */
export function withoutThreads(exported: ExportedBoard): ExportedBoard {
	const { threads: _, ...content } = exported.content
	return { ...exported, content }
}

function withoutAuthor({ author: _, city: __, isFacilitator: ___, ...message }: ContentMessage): ContentMessage {
	return message
}

/**
 * Returns a copy of a board with only the shapes of these ids: cards, images, clusters, strokes.
 * Includes the members of a selected cluster, the cluster of a selected shape, the links between
 * included cards, and the threads on included shapes. Ignores unknown ids.
 */
export function selectShapes(exported: ExportedBoard, ids: readonly string[]): ExportedBoard {
	const included = selectIds(exported.document.records, new Set(ids))
	const { records } = exported.document
	const selected = Object.fromEntries(Object.entries(records).filter(([id]) => included.has(id)))
	const content = selectContent(exported.content, included)
	return { ...exported, content, document: { ...exported.document, records: selected } }
}

/** Returns the ids of all included records. */
function selectIds(records: BoardRecords, selected: ReadonlySet<string>): Set<string> {
	const included = new Set<string>()
	for (const [id, fields] of Object.entries(records)) {
		const chain = withFramesAround(id, records)
		if (fields['type'] !== 'arrow' && chain.some((frame) => selected.has(frame)))
			for (const frame of chain) included.add(frame)
	}
	const doc = new Y.Doc()
	writeRecords(doc, records)
	includeJoined(included, recordsOf(doc))
	for (const [arrow, ends] of bindingsByArrow(records)) {
		const hasBothEnds = ends.length > 1 && ends.every(({ to }) => included.has(to))
		if (hasBothEnds) for (const id of [arrow, ...ends.map((end) => end.id)]) included.add(id)
	}
	for (const id of threadRecordsOn(recordsOf(doc), included)) included.add(id)
	doc.destroy()
	return included
}

/** Makes joined cards included if, and only if, the card that shows them is (JOIN2). */
function includeJoined(included: Set<string>, records: Records): void {
	const projection = new BoardProjection(records)
	projection.readAll()
	for (const card of projection.shown.values())
		for (const { id } of joinsOf(card)) {
			if (included.has(card.id)) included.add(id)
			else included.delete(id)
		}
}

/**
 * Returns the ids of a record and the frames around it, innermost first, as every client nests them
 * (DOC4).
 */
function withFramesAround(id: string, records: BoardRecords): string[] {
	const parentFrame = (of: string) => {
		const parent = records[of]?.['parentId']
		return typeof parent === 'string' && records[parent]?.['type'] === 'frame' ? parent : undefined
	}
	const chain = [id]
	for (let at: string | undefined = id; at !== undefined && chain.length <= LIMITS.maxNesting + 1; ) {
		const isOnPage: boolean = records[at]?.['type'] === 'frame' && isCutOff(at, parentFrame)
		at = isOnPage ? undefined : parentFrame(at)
		if (at !== undefined) chain.push(at)
	}
	return chain
}

function bindingsByArrow(records: BoardRecords): Map<string, { id: string; to: string }[]> {
	const bindings = new Map<string, { id: string; to: string }[]>()
	for (const [id, { fromId, toId }] of Object.entries(records)) {
		if (typeof fromId !== 'string' || typeof toId !== 'string') continue
		const ends = bindings.get(fromId) ?? []
		ends.push({ id, to: toId })
		bindings.set(fromId, ends)
	}
	return bindings
}

function selectContent(content: BoardContent, included: ReadonlySet<string>): BoardContent {
	const isIncluded = ({ id }: { id: string }) => included.has(id)
	const cards = content.cards.filter(isIncluded)
	const links = content.links.filter(isIncluded)
	const clusters = content.clusters
		.filter(isIncluded)
		.map((cluster) => ({ ...cluster, cards: cluster.cards.filter((id) => included.has(id)) }))
	const threads = content.threads?.filter(isIncluded) ?? []
	const images = content.images.filter(isIncluded)
	const coverage = coverageOf(cards, links)
	return { cards, links, clusters, images, coverage, ...(threads.length > 0 && { threads }) }
}

/** Returns the shapes and bindings of a board as every client projects them (DOC4). */
export function projectRecords({ document }: Pick<ExportedBoard, 'document'>): BoardRecord[] {
	const doc = new Y.Doc()
	writeRecords(doc, document.records)
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return [...projection.shown.values()]
}

/** Returns the ids of the images on a board and its cards, each once, sorted. */
export function imageIdsOf(content: Pick<BoardContent, 'cards' | 'images'>): ImageId[] {
	return imagePathsOf(content).map(imageIdOf).sort()
}
