import type { SkippedEntry, SkipReason } from '@charrette/shared'
import {
	choiceFromWord,
	DRAWN_FIELDS,
	type DrawnField,
	IMAGE_PATH_PATTERN,
	isChoice,
	LIMITS,
	nameKey,
	readCardData,
} from '@charrette/shared'
import type { ContentDraft, DraftCard, DraftIds } from '../FileDraft.ts'
import { createDraftIds, ImportRefusedError } from '../FileDraft.ts'
import { createMarkReader, type MarkReader } from '../marks.ts'
import type { Column } from './columns.ts'
import { isObjectType, isUntitled, kindFromCell, meaningFromWord } from './columns.ts'

/** The state of reading one board. */
export interface BoardReadState {
	content: ContentDraft
	ids: DraftIds
	/** Cluster ids by title; in a table of ours also by id and title. */
	clusters: Map<string, string>
	/** Cluster titles by cluster id, in a table of ours. */
	titles: Map<string, string>
	/** Link cells, which are read after all cards. */
	links: { from: string; cell: string; where: RowPosition }[]
	/** The skipped entries and marks, which the boards of a file share. */
	skipped: SkippedEntry[]
	marks: MarkReader
}

/** The position of a row in the file. */
export type RowPosition = Pick<SkippedEntry, 'line' | 'sheet'>
/** Returns the cell of a row in a column; empty if there is no such column. */
export type ReadCell = (column: Column) => string

interface CardRow {
	where: RowPosition
}

export function createBoardReadState({ skipped, marks }: Pick<BoardReadState, 'skipped' | 'marks'>): BoardReadState {
	return {
		content: { cards: [], links: [], clusters: [], images: [] },
		ids: createDraftIds(),
		clusters: new Map(),
		titles: new Map(),
		links: [],
		skipped,
		marks,
	}
}

/** Reads a row: a card, an image, or a cluster in a table of ours. */
export function readRow(readCell: ReadCell, where: RowPosition, state: BoardReadState): void {
	const kind = kindFromCell(readCell('kind'))
	if (kind === undefined && readCell('id') + readCell('text') === '' && readCell('clusterId') !== '')
		clusterOf(readCell, state)
	else if (kind === 'image' || (kind === undefined && readCell('imageUrl') !== '')) readImage(readCell, where, state)
	else readCard(readCell, { ...state, where })
}

function readImage(readCell: ReadCell, where: RowPosition, { content, skipped, ids, ...rest }: BoardReadState): void {
	const path = imagePathIn(readCell)
	if (path === null) {
		skipped.push({ ...where, reason: 'no_picture' })
		return
	}
	const alt = readCell('text').slice(0, LIMITS.maxImageAltLength)
	content.images.push({ id: ids.take(readCell('id')), path, alt, ...clusterOf(readCell, { content, ids, ...rest }) })
}

/**
 * Returns the path in the URL of an image; null for any URL but that of an image on a server like
 * this one.
 */
function imagePathIn(readCell: ReadCell): string | null {
	const path = /\/api\/images\/[0-9a-f]+$/.exec(readCell('imageUrl').trim())?.[0] ?? ''
	return IMAGE_PATH_PATTERN.test(path) ? path : null
}

function readCard(readCell: ReadCell, { where, ...state }: BoardReadState & CardRow): void {
	const { content, skipped, ids, marks } = state
	const skip = (reason: SkipReason, entry?: string) =>
		skipped.push({ ...where, ...(entry === undefined ? {} : { entry: entry.trim().slice(0, 60) }), reason })
	// Only our own tables have cards without a text, or with spaces around it. In other tables such a
	// row is a mistake.
	const isOurs = readCell('id').startsWith('shape:')
	const whole = isOurs ? readCell('text') : readCell('text').trim()
	if (whole === '' && !isOurs) {
		skip('no_text')
		return
	}
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) skip('text_cut')
	// The words of our own tables have a fixed meaning, so the user's choices do not apply.
	const { kind, category, unknown } = (isOurs ? createMarkReader() : marks).read({
		kind: isObjectType(readCell('kind')) ? '' : readCell('kind'),
		column: readCell('column'),
		labels: tagsOf(readCell('category')),
		colours: [readCell('colour')],
	})
	if (unknown.has('kind')) skip('unknown_kind', readCell('kind'))
	if (unknown.has('label')) skip('unknown_category', readCell('category'))
	const path = imagePathIn(readCell)
	if (path === null && readCell('imageUrl').trim() !== '') skip('no_picture')
	const alt = readCell('imageAlt').trim().slice(0, LIMITS.maxImageAltLength)
	const id = ids.take(readCell('id'))
	content.cards.push({
		id,
		city: '',
		...readCardData({ ...cellsOf(readCell), category }),
		kind: kind ?? 'note',
		text,
		...(path === null ? {} : { image: { path, alt } }),
		...clusterOf(readCell, state),
		...positionIn(readCell),
	})
	if (readCell('linkIds').trim() !== '') state.links.push({ from: id, cell: readCell('linkIds'), where })
}

const NUMBER = /^-?\d{1,9}([.,]\d{1,12})?( ?px)?$/

/** Returns the position of a card in the whiteboard that the table comes from; empty if unknown. */
function positionIn(readCell: ReadCell): Pick<DraftCard, 'at'> {
	const numberIn = (column: Column) => {
		const cell = readCell(column).slice(0, 40).trim()
		return NUMBER.test(cell) ? Number.parseFloat(cell.replace(',', '.')) : null
	}
	const [x, y] = [numberIn('x'), numberIn('y')]
	return x === null || y === null ? {} : { at: { x, y, w: numberIn('w') ?? 0, h: numberIn('h') ?? 0 } }
}

/** Returns the tags in a cell of another program, or a single category. */
function tagsOf(cell: string): string[] {
	const tags = cell.slice(0, MAX_TAGS_LETTERS).split(/[,;，；、|]/)
	return tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
}

const MAX_TAGS_LETTERS = 500

/** Returns the data of a card that are cells as such: texts, and choices by the words of one. */
function cellsOf(readCell: ReadCell): Record<string, string | undefined> {
	const read = (field: DrawnField) =>
		isChoice(field) ? choiceFromWord(field, readCell(field)) : readCell(field).trim()
	return Object.fromEntries(DRAWN_FIELDS.map((field) => [field, read(field)]))
}

/**
 * Returns the cluster of a row, and creates it when it is first named. In a table of ours, the same
 * id with another title is another cluster.
 */
export function clusterOf(
	readCell: ReadCell,
	{ clusters, titles, content, ids }: Pick<BoardReadState, 'clusters' | 'titles' | 'content' | 'ids'>,
): { cluster?: string } {
	const ownId = readCell('clusterId').trim()
	const name = readCell('cluster').trim().slice(0, LIMITS.maxClusterTitleLength)
	if (name === '') return {}
	const title = ownId !== '' && isUntitled(name) ? '' : name
	const isOwn = ownId !== '' && (titles.get(ownId) ?? title) === title
	const key = isOwn ? `${ownId}\n${nameKey(title)}` : nameKey(title)
	const known = clusters.get(key)
	if (known !== undefined) return { cluster: known }
	const id = ids.take(isOwn ? ownId : '')
	if (isOwn) titles.set(ownId, title)
	for (const alias of [key, nameKey(title)]) if (!clusters.has(alias)) clusters.set(alias, id)
	content.clusters.push({ id, title })
	return { cluster: id }
}

/** Reads the links of a board. Must be called after all of its cards are read. */
export function readAllLinks(state: BoardReadState): void {
	for (const { from, cell, where } of state.links) readLinks(from, { cell, where }, state)
}

/**
 * Reads the links of a card, one per line: `<link id> <meaning> <card id>`. Only the card id is
 * required.
 */
function readLinks(
	from: string,
	{ cell, where }: { cell: string; where: RowPosition },
	{ content, skipped, ids }: BoardReadState,
) {
	for (const line of cell.split(/[\r\n;,]+/)) {
		const words = line.trim().split(/\s+/)
		const named = words.at(-1) ?? ''
		if (named === '') continue
		const to = ids.find(named)
		if (to === undefined || to === from) {
			skipped.push({ ...where, entry: named.slice(0, 80), reason: 'link_without_end' })
			continue
		}
		const meaning = meaningFromWord(words.at(-2) ?? '')
		const id = ids.take(words.length > 2 ? (words[0] ?? '') : '')
		if (content.links.length >= LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
		content.links.push({ id, from, to, ...(meaning === undefined ? {} : { meaning }) })
	}
}
