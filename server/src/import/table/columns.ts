import type { CardKind, DomainTexts, LinkMeaning } from '@charrette/shared'
import { COLUMN_NAMES, kindFromWord, LINK_MEANINGS, LOCALES, nameKey, WEAK_TEXT_NAMES } from '@charrette/shared'
import { exportLabelsIn } from '../../export/labels.ts'
import { sheetLabelsIn } from '../../export/xlsx/sheetLabels.ts'

/** The meaning of a column for a card. */
export type Column =
	| 'id'
	| 'kind'
	| 'text'
	| 'city'
	| 'author'
	| 'category'
	| 'cluster'
	| 'clusterId'
	| 'linkIds'
	| 'imageUrl'
	| 'imageAlt'
	| 'description'
	| 'source'
	| 'session'
	| 'board'
	| 'boardId'
	| 'colour'
	| 'x'
	| 'y'
	| 'w'
	| 'h'
/** Columns of our tables that are derived from other columns. */
type Derived = 'answered' | 'votes' | 'links' | 'coverage' | 'reactions' | 'group'
/**
 * Columns that only our workbooks of several boards have; in other tables these words mean
 * something else.
 */
const BOARD_COLUMNS = ['session', 'board', 'boardId', 'group'] as const

/** Names of these columns in tables that are not ours. */
const SYNONYMS: Partial<Record<Column, readonly string[]>> = {
	id: ['#', 'no', 'no.', 'nr', 'nr.', 'n°', 'nº', '序号', 'key', 'card id'],
	...COLUMN_NAMES,
	author: ['participant', 'written by', 'participante'],
	clusterId: ['归类编号'],
	linkIds: ['link ids', 'links to', 'linked to'],
	colour: ['color', 'colour', 'bg color', 'background color', 'fill color', 'note color', '颜色', 'couleur'],
	x: ['x', 'x position', 'position x', 'pos x', 'x-position', 'x coordinate', 'x (px)', '横坐标', 'posición x'],
	y: ['y', 'y position', 'position y', 'pos y', 'y-position', 'y coordinate', 'y (px)', '纵坐标', 'posición y'],
	w: ['width', 'w', '宽', '宽度', 'ancho', 'largeur'],
	h: ['height', 'h', '高', '高度', 'alto', 'hauteur'],
}
/** Columns that only have a meaning together. */
const POSITION = ['x', 'y'] as const
const SIZE = ['w', 'h'] as const

const COLUMNS = [
	'id',
	'kind',
	'text',
	'city',
	'author',
	'category',
	'cluster',
	'clusterId',
	'linkIds',
	'imageUrl',
	'imageAlt',
	'description',
	'source',
] as const
const DERIVED = ['answered', 'votes', 'links', 'coverage', 'reactions'] as const

const ownHeadings = new Map<string, Column | Derived>()
for (const locale of LOCALES) {
	const { headings } = exportLabelsIn(locale)
	for (const column of [...DERIVED, ...COLUMNS]) ownHeadings.set(nameKey(headings[column]), column)
}
const boardHeadings = new Map<string, (typeof BOARD_COLUMNS)[number]>()
for (const locale of LOCALES)
	for (const column of BOARD_COLUMNS) boardHeadings.set(nameKey(sheetLabelsIn(locale)[column]), column)
const synonymHeadings = new Map<string, Column>()
for (const column of [...COLUMNS, 'colour', ...POSITION, ...SIZE] as const)
	for (const name of SYNONYMS[column] ?? []) synonymHeadings.set(nameKey(name), column)
const weakTextHeadings = new Set(WEAK_TEXT_NAMES.map(nameKey))
/** Headings that mean the author of a card if there is a column of texts as well. */
const PERSON_NAMES = new Set(['name', '姓名', 'nombre', 'nom'])

/** The headings of a table. */
interface Headings {
	/** Index of each column; our own names take precedence over synonyms. */
	at: Map<Column, number>
	/** Number of known headings. */
	known: number
	/** Indices of derived columns, if the table is ours. */
	derived: ReadonlySet<number>
}

/** Reads a row that may be the header of a table. */
export function readHeadings(cells: readonly string[]): Headings {
	const at = new Map<Column, number>()
	const derived = new Set<number>()
	let known = 0
	const rest: [number, Column | undefined][] = []
	for (const [index, cell] of cells.entries()) {
		const key = keyOf(cell)
		const column = ownHeadings.get(key)
		if (!column) rest.push([index, synonymHeadings.get(key)])
		else known++
		if (isDerived(column)) derived.add(index)
		else if (column && !at.has(column)) at.set(column, index)
	}
	const isOurs = at.has('id') && (at.has('linkIds') || at.has('imageUrl'))
	if (isOurs || at.has('clusterId')) addBoardColumns(cells, at, derived)
	const taken = new Set([...at.values(), ...derived])
	const names = new Set(rest.map(([, column]) => column))
	const hasPositions = POSITION.every((column) => names.has(column))
	const isNamed = (column: Column | undefined) =>
		hasPositions || ![...POSITION, ...SIZE].some((other) => other === column)
	const free = rest
		.filter(([index]) => !taken.has(index))
		.map(([index, column]) => [index, isNamed(column) ? column : undefined] as const)
	const add = (column: Column | undefined, index: number) => {
		if (!column || at.has(column)) return
		known++
		at.set(column, index)
	}
	for (const [index, column] of free) add(column, index)
	for (const [index, column] of free) if (!column) add(weakColumn(keyOf(cells[index] ?? ''), at), index)
	// An id alone does not describe a cluster.
	if (!at.has('cluster')) at.delete('clusterId')
	return { at, known, derived: isOurs ? derived : new Set() }
}

/**
 * Returns the column of a heading that may mean the texts, such as `Name`. The first such column
 * has the texts if no other heading does.
 */
function weakColumn(key: string, at: ReadonlyMap<Column, number>): Column | undefined {
	if (!weakTextHeadings.has(key)) return undefined
	if (!at.has('text')) return 'text'
	return PERSON_NAMES.has(key) ? 'author' : 'description'
}

/** Finds the columns that name the board of a row. */
function addBoardColumns(cells: readonly string[], at: Map<Column, number>, derived: Set<number>): void {
	for (const [index, cell] of cells.entries()) {
		const column = boardHeadings.get(keyOf(cell))
		if (column === 'group') derived.add(index)
		else if (column && !at.has(column)) at.set(column, index)
	}
}

function isDerived(column: Column | Derived | undefined): column is Derived {
	return DERIVED.some((derived) => derived === column)
}

/**
 * Maximum length of a name. Longer cells are not compared, since a comparison takes time
 * proportional to their length.
 */
const MAX_NAME_LENGTH = 200

/** Returns a cell in the form for comparison with names; empty if it is too long for a name. */
function keyOf(cell: string): string {
	return cell.length > MAX_NAME_LENGTH ? '' : nameKey(cell)
}

const meanings = textsToKeys('meanings', LINK_MEANINGS)
const images = new Set(LOCALES.map((locale) => nameKey(exportLabelsIn(locale).image)))
/** Names of untitled clusters in earlier releases. */
const FORMER_UNTITLED = ['Sin título', 'Sans titre', '未命名的归类']
const untitled = new Set(
	[...LOCALES.map((locale) => exportLabelsIn(locale).untitledCluster), ...FORMER_UNTITLED].map(nameKey),
)

function textsToKeys<Key extends string>(list: keyof DomainTexts, keys: readonly Key[]): ReadonlyMap<string, Key> {
	const found = new Map<string, Key>()
	for (const locale of LOCALES) {
		const words = exportLabelsIn(locale)[list] as Record<Key, string>
		for (const key of keys) found.set(nameKey(words[key]), key)
	}
	for (const key of keys) found.set(nameKey(key), key)
	return found
}

/**
 * Returns the kind with this name in any of our languages (`kindFromWord`), or `image` for the
 * image rows of our tables.
 */
export function kindFromCell(word: string): CardKind | 'image' | undefined {
	return images.has(keyOf(word)) ? 'image' : kindFromWord(word)
}

export function meaningFromWord(word: string): LinkMeaning | undefined {
	return meanings.get(keyOf(word))
}

/** Whether this is the name of an untitled cluster in our tables. */
export function isUntitled(title: string): boolean {
	return untitled.has(keyOf(title))
}
