import type { SkippedEntry, SkipReason } from '@charrette/shared'
import { DETAIL_LENGTHS, type DetailField, IMAGE_PATH_PATTERN, LIMITS, nameKey } from '@charrette/shared'
import type { ContentDraft, DraftCard, DraftIds } from '../FileDraft.ts'
import { createDraftIds, ImportRefusedError } from '../FileDraft.ts'
import { createMarkReader, type MarkReader } from '../marks.ts'
import type { Column } from './columns.ts'
import { isUntitled, kindNamed, meaningNamed } from './columns.ts'

/** The state of reading one board. */
export interface BoardReading {
	content: ContentDraft
	ids: DraftIds
	/** Cluster ids by title; in a table of ours also by id and title. */
	clusters: Map<string, string>
	/** Cluster titles by cluster id, in a table of ours. */
	titles: Map<string, string>
	/** Link cells, which are read after all cards. */
	links: { from: string; cell: string; where: Where }[]
	/** The skipped entries and marks, which the boards of a file share. */
	skipped: SkippedEntry[]
	marks: MarkReader
}

/** The position of a row in the file. */
export type Where = Pick<SkippedEntry, 'line' | 'sheet'>
/** Returns the cell of a row in a column; empty if there is no such column. */
export type Cells = (column: Column) => string

interface CardRow {
	where: Where
}

/** Creates the state for reading a board. */
export function createBoardReading({ skipped, marks }: Pick<BoardReading, 'skipped' | 'marks'>): BoardReading {
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
export function readRow(cells: Cells, where: Where, reading: BoardReading): void {
	const kind = kindNamed(cells('kind'))
	if (kind === undefined && cells('id') + cells('text') === '' && cells('clusterId') !== '') clusterOf(cells, reading)
	else if (kind === 'image' || (kind === undefined && cells('imageUrl') !== '')) readImage(cells, where, reading)
	else readCard(cells, { ...reading, where })
}

function readImage(cells: Cells, where: Where, { content, skipped, ids, ...rest }: BoardReading): void {
	const path = imagePathIn(cells)
	if (path === null) {
		skipped.push({ ...where, reason: 'no_picture' })
		return
	}
	const alt = cells('text').slice(0, LIMITS.maxImageAltLength)
	content.images.push({ id: ids.take(cells('id')), path, alt, ...clusterOf(cells, { content, ids, ...rest }) })
}

/**
 * Returns the path in the URL of an image; null for any URL but that of an image on a server like
 * this one.
 */
function imagePathIn(cells: Cells): string | null {
	const path = /\/api\/images\/[0-9a-f]+$/.exec(cells('imageUrl').trim())?.[0] ?? ''
	return IMAGE_PATH_PATTERN.test(path) ? path : null
}

function readCard(cells: Cells, { where, ...reading }: BoardReading & CardRow): void {
	const { content, skipped, ids, marks } = reading
	const skip = (reason: SkipReason, entry?: string) =>
		skipped.push({ ...where, ...(entry === undefined ? {} : { entry: entry.trim().slice(0, 60) }), reason })
	// Only our own tables have cards without a text, or with spaces around it. In other tables such a
	// row is a mistake.
	const isOurs = cells('id').startsWith('shape:')
	const whole = isOurs ? cells('text') : cells('text').trim()
	if (whole === '' && !isOurs) {
		skip('no_text')
		return
	}
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) skip('text_cut')
	// The words of our own tables have a fixed meaning, so the user's choices do not apply.
	const { kind, category, unknown } = (isOurs ? createMarkReader() : marks).read({
		kind: cells('kind'),
		labels: tagsOf(cells('category')),
		colours: [cells('colour')],
	})
	if (unknown.has('kind')) skip('unknown_kind', cells('kind'))
	if (unknown.has('label')) skip('unknown_category', cells('category'))
	const path = imagePathIn(cells)
	if (path === null && cells('imageUrl').trim() !== '') skip('no_picture')
	const alt = cells('imageAlt').trim().slice(0, LIMITS.maxImageAltLength)
	const author = cells('author').trim().slice(0, LIMITS.maxNameLength)
	const id = ids.take(cells('id'))
	content.cards.push({
		id,
		kind: kind ?? 'note',
		text,
		city: cells('city').trim().slice(0, LIMITS.maxCityLength),
		category: category ?? null,
		...(author === '' ? {} : { author }),
		...detailOf('description', cells),
		...detailOf('source', cells),
		...(path === null ? {} : { image: { path, alt } }),
		...clusterOf(cells, reading),
		...positionIn(cells),
	})
	if (cells('linkIds').trim() !== '') reading.links.push({ from: id, cell: cells('linkIds'), where })
}

const NUMBER = /^-?\d{1,9}([.,]\d{1,12})?( ?px)?$/

/** Returns the position of a card in the whiteboard that the table comes from; empty if unknown. */
function positionIn(cells: Cells): Pick<DraftCard, 'at'> {
	const numberIn = (column: Column) => {
		const cell = cells(column).slice(0, 40).trim()
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

/** Returns a detail of a card (DETAIL1), cut to its maximum length; empty if the cell is empty. */
function detailOf<Field extends DetailField>(field: Field, cells: Cells): Partial<Record<DetailField, string>> {
	const text = cells(field).trim().slice(0, DETAIL_LENGTHS[field])
	return text === '' ? {} : { [field]: text }
}

/**
 * Returns the cluster of a row, and creates it when it is first named. In a table of ours, the same
 * id with another title is another cluster.
 */
export function clusterOf(
	cells: Cells,
	{ clusters, titles, content, ids }: Pick<BoardReading, 'clusters' | 'titles' | 'content' | 'ids'>,
): { cluster?: string } {
	const ownId = cells('clusterId').trim()
	const name = cells('cluster').trim().slice(0, LIMITS.maxClusterTitleLength)
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
export function readAllLinks(reading: BoardReading): void {
	for (const { from, cell, where } of reading.links) readLinks(from, { cell, where }, reading)
}

/**
 * Reads the links of a card, one per line: `<link id> <meaning> <card id>`. Only the card id is
 * required.
 */
function readLinks(
	from: string,
	{ cell, where }: { cell: string; where: Where },
	{ content, skipped, ids }: BoardReading,
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
		const meaning = meaningNamed(words.at(-2) ?? '')
		const id = ids.take(words.length > 2 ? (words[0] ?? '') : '')
		if (content.links.length >= LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
		content.links.push({ id, from, to, ...(meaning === undefined ? {} : { meaning }) })
	}
}
