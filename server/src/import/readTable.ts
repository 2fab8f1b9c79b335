import type { ImportedTable, SkippedEntry, SkipReason, TableOptions } from '@charrette/shared'
import { DETAIL_LENGTHS, type DetailField, IMAGE_PATH_PATTERN, LIMITS, nameKey } from '@charrette/shared'
import type { Column } from './columns.ts'
import { categoryNamed, isUntitled, kindNamed, meaningNamed, readHeadings } from './columns.ts'
import type { ContentDraft, DraftCard, DraftIds } from './FileDraft.ts'
import { createDraftIds, ImportRefusedError } from './FileDraft.ts'
import type { Row } from './parseCsv.ts'
import type { TableHead } from './tableHead.ts'
import { headOf, isKnownHead, tableOf } from './tableHead.ts'

/** A table: its rows, and the name of its sheet if it has one. */
export interface Table {
	rows: Iterable<Row>
	sheet?: string
}

/** What has been read so far. */
interface Reading {
	content: ContentDraft
	skipped: SkippedEntry[]
	ids: DraftIds
	/** Cluster ids by title, and by id and title in a table of ours. */
	clusters: Map<string, string>
	/** Cluster titles by the id in a table of ours. */
	titles: Map<string, string>
	/** Link cells, which are read after all cards. */
	links: { from: string; cell: string; where: Where }[]
}

const MAX_ROWS = 20_000
/** In all cells of a table: more than a file may have, since texts of a workbook can be repeated. */
const MAX_LETTERS = 64 * 1024 * 1024

type Where = Pick<SkippedEntry, 'line' | 'sheet'>
type Cells = (column: Column) => string

interface CardRow {
	kind: DraftCard['kind'] | undefined
	where: Where
}

/**
 * Reads the cards of tables, one a row. `selectTables` decides which of several tables count; the
 * options apply to each of them. Empty rows are ignored, other rows that cannot be imported are
 * listed with their line.
 */
export function readTables(
	tables: readonly Table[],
	options: TableOptions = {},
): { content: ContentDraft; skipped: SkippedEntry[]; table?: ImportedTable } {
	const reading: Reading = {
		content: { cards: [], links: [], clusters: [], images: [] },
		skipped: [],
		ids: createDraftIds(),
		clusters: new Map(),
		titles: new Map(),
		links: [],
	}
	const read = tables.map(({ rows, sheet }) => ({ rows: takeRows(rows), sheet }))
	const selected = selectTables(read).map((table) => ({ ...table, head: headOf(table.rows, options) }))
	for (const { sheet, ...table } of selected)
		readRows(table, sheet === undefined || read.length === 1 ? {} : { sheet }, reading)
	for (const { rows } of clusterSheetsOf(read)) {
		const { at } = headOf(rows)
		for (const { cells } of rows.slice(1)) clusterOf((column) => cells?.[at.get(column) ?? -1] ?? '', reading)
	}
	for (const { from, cell, where } of reading.links) readLinks(from, { cell, where }, reading)
	const [only, ...others] = selected
	const table = only && others.length === 0 ? tableOf(only.rows, only.head) : null
	return { content: reading.content, skipped: reading.skipped, ...(table && { table }) }
}

/**
 * In a workbook of ours, the sheets of cards and images, because the others repeat them; in another
 * one, the sheets with a column of texts, or else the first sheet that is not empty.
 */
function selectTables<Sheet extends { rows: readonly Row[] }>(tables: readonly Sheet[]): Sheet[] {
	const ours = withColumns(tables, 'id', 'linkIds')
	if (ours.length > 0) return [...new Set([...ours, ...withColumns(tables, 'id', 'imageUrl')])]
	const texts = withColumns(tables, 'text')
	return texts.length > 0 ? texts : tables.filter(({ rows }) => rows.length > 0).slice(0, 1)
}

/** In a workbook of ours, the sheets of clusters: only these list empty clusters. */
function clusterSheetsOf<Sheet extends { rows: readonly Row[] }>(tables: readonly Sheet[]): Sheet[] {
	if (withColumns(tables, 'id', 'linkIds').length === 0) return []
	const cards = withColumns(tables, 'id')
	return withColumns(tables, 'cluster', 'clusterId').filter((table) => !cards.includes(table))
}

function withColumns<Sheet extends { rows: readonly Row[] }>(tables: readonly Sheet[], ...columns: Column[]): Sheet[] {
	return tables.filter(({ rows: [first] }) => {
		const cells = first?.cells ?? []
		return isKnownHead(cells) && columns.every((column) => readHeadings(cells).at.has(column))
	})
}

/**
 * The first rows that are not empty, up to the limit. Throws an `ImportRefusedError` for a workbook that repeats long texts:
 * cells can refer to the same one.
 */
function takeRows(rows: Iterable<Row>): Row[] {
	const first: Row[] = []
	let letters = 0
	for (const row of rows) {
		for (const cell of row.cells ?? []) letters += cell.length
		if (letters > MAX_LETTERS) throw new ImportRefusedError('too_much_inside')
		if (!isBlank(row)) first.push(row)
		if (first.length > MAX_ROWS) break
	}
	return first
}

const isBlank = ({ cells }: Row) => cells?.every((cell) => cell.trim() === '') ?? false

function readRows({ rows, head }: { rows: readonly Row[]; head: TableHead }, where: Where, reading: Reading): void {
	const { skipped } = reading
	const { isHead, at, unused } = head
	const body = isHead ? rows.slice(1) : rows
	for (const entry of new Set(unused)) skipped.push({ ...where, entry, reason: 'unknown_column' })
	for (const [index, { line, cells }] of body.entries()) {
		if (reading.content.cards.length >= LIMITS.maxImportedCards) {
			skipped.push({ ...where, line, entry: String(body.length - index), reason: 'too_much' })
			return
		}
		if (!cells) skipped.push({ ...where, line, reason: 'broken_row' })
		else readRow((column) => cells[at.get(column) ?? -1] ?? '', { ...where, line }, reading)
	}
}

function readRow(cells: Cells, where: Where, reading: Reading): void {
	const kind = kindNamed(cells('kind'))
	if (kind === undefined && cells('id') + cells('text') === '' && cells('clusterId') !== '') clusterOf(cells, reading)
	else if (kind === 'image' || cells('imageUrl') !== '') readImage(cells, where, reading)
	else readCard(cells, { ...reading, kind, where })
}

function readImage(cells: Cells, where: Where, { content, skipped, ids, ...rest }: Reading): void {
	const path = /\/api\/images\/[0-9a-f]+$/.exec(cells('imageUrl').trim())?.[0] ?? ''
	if (!IMAGE_PATH_PATTERN.test(path)) {
		skipped.push({ ...where, reason: 'no_picture' })
		return
	}
	const alt = cells('text').slice(0, LIMITS.maxImageAltLength)
	content.images.push({ id: ids.take(cells('id')), path, alt, ...clusterOf(cells, { content, ids, ...rest }) })
}

function readCard(cells: Cells, { kind, where, ...reading }: Reading & CardRow): void {
	const { content, skipped, ids } = reading
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
	if (kind === undefined && cells('kind').trim() !== '') skip('unknown_kind', cells('kind'))
	const category = categoryNamed(cells('category'))
	if (category === undefined && cells('category').trim() !== '') skip('unknown_category', cells('category'))
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
		...clusterOf(cells, reading),
	})
	if (cells('linkIds').trim() !== '') reading.links.push({ from: id, cell: cells('linkIds'), where })
}

/** A detail of a card (DETAIL1), cut to its length; nothing where the cell is empty. */
function detailOf<Field extends DetailField>(field: Field, cells: Cells): Partial<Record<DetailField, string>> {
	const text = cells(field).trim().slice(0, DETAIL_LENGTHS[field])
	return text === '' ? {} : { [field]: text }
}

/**
 * The cluster of a row, created when it is first named. The same id with another title, in a table
 * of ours, is another cluster.
 */
function clusterOf(
	cells: Cells,
	{ clusters, titles, content, ids }: Omit<Reading, 'skipped' | 'links'>,
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

/**
 * Reads the links of a card, one a line: `<link id> <meaning> <card id>`; only the card's id is
 * required.
 */
function readLinks(from: string, { cell, where }: { cell: string; where: Where }, { content, skipped, ids }: Reading) {
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
