import type { ImportedTable, SkippedEntry, SkipReason, TableOptions } from '@charrette/shared'
import { IMAGE_PATH_PATTERN, LIMITS, nameKey } from '@charrette/shared'
import type { Column } from './columns.ts'
import { categoryNamed, isUntitled, kindNamed, meaningNamed, readHeadings } from './columns.ts'
import type { ContentDraft, DraftCard, DraftIds } from './FileDraft.ts'
import { createDraftIds } from './FileDraft.ts'
import type { Row } from './parseCsv.ts'
import type { TableHead } from './tableHead.ts'
import { headOf, isKnownHead, tableOf } from './tableHead.ts'

/** A table: its rows, and the sheet that it is on, where there is more than one. */
export interface Table {
	rows: Iterable<Row>
	sheet?: string
}

/** What tables have brought together so far. */
interface Reading {
	content: ContentDraft
	skipped: SkippedEntry[]
	ids: DraftIds
	/** By title, and by the id and title that a table of ours has. */
	clusters: Map<string, string>
	/** Of the clusters of a table of ours, by their ids there. */
	titles: Map<string, string>
	/** The cells of links, which are read when all cards are known. */
	links: { from: string; cell: string; where: Where }[]
}

const MAX_ROWS = 20_000

type Where = Pick<SkippedEntry, 'line' | 'sheet'>
type Cells = (column: Column) => string

interface CardRow {
	kind: DraftCard['kind'] | undefined
	where: Where
}

/**
 * The cards of tables, one a row. Of several tables those count that `wantedOf` names; what
 * was chosen of the columns counts for each. Rows without anything are passed over; what else does not come in is told with its line.
 */
export function readTables(
	tables: readonly Table[],
	choice: TableOptions = {},
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
	const wanted = selectTables(read).map((table) => ({ ...table, head: headOf(table.rows, choice) }))
	for (const { sheet, ...table } of wanted)
		readRows(table, sheet === undefined || read.length === 1 ? {} : { sheet }, reading)
	for (const { rows } of clusterSheetsOf(read)) {
		const { at } = headOf(rows)
		for (const { cells } of rows.slice(1)) clusterOf((column) => cells?.[at.get(column) ?? -1] ?? '', reading)
	}
	for (const { from, cell, where } of reading.links) readLinks(from, { cell, where }, reading)
	const [only, ...others] = wanted
	const table = only && others.length === 0 ? tableOf(only.rows, only.head) : null
	return { content: reading.content, skipped: reading.skipped, ...(table && { table }) }
}

/**
 * Of a workbook of ours, the sheets of cards and of images, since the others say the same in other ways; of another, those that
 * have a column of texts; else the first that there is anything on.
 */
function selectTables<Sheet extends { rows: readonly Row[] }>(tables: readonly Sheet[]): Sheet[] {
	const ours = withColumns(tables, 'id', 'linkIds')
	if (ours.length > 0) return [...new Set([...ours, ...withColumns(tables, 'id', 'imageUrl')])]
	const texts = withColumns(tables, 'text')
	return texts.length > 0 ? texts : tables.filter(({ rows }) => rows.length > 0).slice(0, 1)
}

/** Of a workbook of ours, the sheets of clusters: only there are those that hold nothing. */
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

/** A table that goes on for ever is not read to its end. */
function takeRows(rows: Iterable<Row>): Row[] {
	const first: Row[] = []
	for (const row of rows) {
		if (!isBlank(row)) first.push(row)
		if (first.length > MAX_ROWS) break
	}
	return first
}

const isBlank = ({ cells }: Row) => cells?.every((cell) => cell.trim() === '') ?? false

function readRows({ rows, head }: { rows: readonly Row[]; head: TableHead }, where: Where, reading: Reading): void {
	const { skipped } = reading
	const { isHead, at, leftOut } = head
	const body = isHead ? rows.slice(1) : rows
	for (const entry of new Set(leftOut)) skipped.push({ ...where, entry, reason: 'unknown_column' })
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
	const tell = (reason: SkipReason, entry?: string) =>
		skipped.push({ ...where, ...(entry === undefined ? {} : { entry: entry.trim().slice(0, 60) }), reason })
	// Cards without a text are of our own making, and so are blanks around it: elsewhere such a row is a slip.
	const isOurs = cells('id').startsWith('shape:')
	const whole = isOurs ? cells('text') : cells('text').trim()
	if (whole === '' && !isOurs) {
		tell('no_text')
		return
	}
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	if (text !== whole) tell('text_cut')
	if (kind === undefined && cells('kind').trim() !== '') tell('unknown_kind', cells('kind'))
	const category = categoryNamed(cells('category'))
	if (category === undefined && cells('category').trim() !== '') tell('unknown_category', cells('category'))
	const author = cells('author').trim().slice(0, LIMITS.maxNameLength)
	const id = ids.take(cells('id'))
	content.cards.push({
		id,
		kind: kind ?? 'note',
		text,
		city: cells('city').trim().slice(0, LIMITS.maxCityLength),
		category: category ?? null,
		...(author === '' ? {} : { author }),
		...clusterOf(cells, reading),
	})
	if (cells('linkIds').trim() !== '') reading.links.push({ from: id, cell: cells('linkIds'), where })
}

/** The cluster that a row names, which is made when it is first named; whoever gave it another title in our table meant another. */
function clusterOf(
	cells: Cells,
	{ clusters, titles, content, ids }: Omit<Reading, 'skipped' | 'links'>,
): { cluster?: string } {
	const named = cells('clusterId').trim()
	const told = cells('cluster').trim().slice(0, LIMITS.maxClusterTitleLength)
	if (told === '') return {}
	const title = named !== '' && isUntitled(told) ? '' : told
	const isOwn = named !== '' && (titles.get(named) ?? title) === title
	const key = isOwn ? `${named}\n${nameKey(title)}` : nameKey(title)
	const known = clusters.get(key)
	if (known !== undefined) return { cluster: known }
	const id = ids.take(isOwn ? named : '')
	if (isOwn) titles.set(named, title)
	for (const name of [key, nameKey(title)]) if (!clusters.has(name)) clusters.set(name, id)
	content.clusters.push({ id, title })
	return { cluster: id }
}

/** Links that leave a card, each on its own line: `<link id> <meaning> <card id>`, of which the card's id alone is needed. */
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
		content.links.push({ id, from, to, ...(meaning === undefined ? {} : { meaning }) })
	}
}
