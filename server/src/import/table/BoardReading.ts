import type { SkippedEntry, SkipReason } from '@charrette/shared'
import { DETAIL_LENGTHS, type DetailField, IMAGE_PATH_PATTERN, LIMITS, nameKey } from '@charrette/shared'
import type { ContentDraft, DraftCard, DraftIds } from '../FileDraft.ts'
import { createDraftIds, ImportRefusedError } from '../FileDraft.ts'
import { createMarkReader, type MarkReader } from '../marks.ts'
import type { Column } from './columns.ts'
import { isUntitled, kindNamed, meaningNamed } from './columns.ts'

/** What has been read of one board so far. */
export interface BoardReading {
	content: ContentDraft
	ids: DraftIds
	/** Cluster ids by title, and by id and title in a table of ours. */
	clusters: Map<string, string>
	/** Cluster titles by the id in a table of ours. */
	titles: Map<string, string>
	/** Link cells, which are read after all cards. */
	links: { from: string; cell: string; where: Where }[]
	/** These are shared by the boards of a file. */
	skipped: SkippedEntry[]
	marks: MarkReader
}

/** Where a row is. */
export type Where = Pick<SkippedEntry, 'line' | 'sheet'>
/** The cell of a row in a column; empty if there is no such column. */
export type Cells = (column: Column) => string

interface CardRow {
	where: Where
}

/** Begins to read a board. */
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

/** The path in the URL of an image; null if it is of no image of a server like this. */
function imagePathIn(cells: Cells): string | null {
	const path = /\/api\/images\/[0-9a-f]+$/.exec(cells('imageUrl').trim())?.[0] ?? ''
	return IMAGE_PATH_PATTERN.test(path) ? path : null
}

function readCard(cells: Cells, { where, ...reading }: BoardReading & CardRow): void {
	const { content, skipped, ids, marks } = reading
	const skip = (reason: SkipReason, entry?: string) =>
		skipped.push({ ...where, ...(entry === undefined ? {} : { entry: entry.trim().slice(0, 60) }), reason })
	// Only our own tables have cards without a text, or with spaces around it; elsewhere such a row
	// is a mistake.
	const isOurs = cells('id').startsWith('shape:')
	const whole = isOurs ? cells('text') : cells('text').trim()
	if (whole === '' && !isOurs) {
		skip('no_text')
		return
	}
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) skip('text_cut')
	// The words of our own tables are no matter of choice.
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

/** Where a card is in the whiteboard that the table comes from. */
function positionIn(cells: Cells): Pick<DraftCard, 'at'> {
	const numberIn = (column: Column) => {
		const cell = cells(column).slice(0, 40).trim()
		return NUMBER.test(cell) ? Number.parseFloat(cell.replace(',', '.')) : null
	}
	const [x, y] = [numberIn('x'), numberIn('y')]
	return x === null || y === null ? {} : { at: { x, y, w: numberIn('w') ?? 0, h: numberIn('h') ?? 0 } }
}

/** The tags in a cell of another program, or one category. */
function tagsOf(cell: string): string[] {
	const tags = cell.slice(0, MAX_TAGS_LETTERS).split(/[,;，；、|]/)
	return tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
}

const MAX_TAGS_LETTERS = 500

/** A detail of a card (DETAIL1), cut to its length; nothing where the cell is empty. */
function detailOf<Field extends DetailField>(field: Field, cells: Cells): Partial<Record<DetailField, string>> {
	const text = cells(field).trim().slice(0, DETAIL_LENGTHS[field])
	return text === '' ? {} : { [field]: text }
}

/**
 * The cluster of a row, created when it is first named. The same id with another title, in a table
 * of ours, is another cluster.
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

/** Reads the links of a board, once all of its cards are known. */
export function readAllLinks(reading: BoardReading): void {
	for (const { from, cell, where } of reading.links) readLinks(from, { cell, where }, reading)
}

/**
 * Reads the links of a card, one a line: `<link id> <meaning> <card id>`; only the card's id is
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
