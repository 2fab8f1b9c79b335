import type { CardKind, DomainTexts, LinkMeaning, ReadColumn } from '@charrette/shared'
import {
	columnNamed,
	columnsOf,
	isDerived,
	kindFromWord,
	LINK_MEANINGS,
	LOCALES,
	nameKey,
	WEAK_TEXT_NAMES,
} from '@charrette/shared'
import { exportLabelsIn } from '../../export/labels.ts'
import { sheetLabelsIn } from '../../export/xlsx/sheetLabels.ts'

/**
 * The meaning of a column for a card, or for the board of its row in our workbooks. `column` is the
 * heading above the card, or the name of its sheet, if that marks the card (IMP2j).
 */
export type Column = ReadColumn | 'session' | 'board' | 'boardId' | 'column'
/**
 * Columns that only our workbooks of several boards have; in other tables these words mean
 * something else.
 */
const BOARD_COLUMNS = ['session', 'board', 'boardId', 'group'] as const
/** Columns that only have a meaning together. */
const POSITION = ['x', 'y'] as const
const SIZE = ['w', 'h'] as const

/** The columns of our tables by heading; null for one that is derived from others. */
const ownHeadings = new Map<string, ReadColumn | null>()
for (const locale of LOCALES) {
	const { headings } = exportLabelsIn(locale)
	ownHeadings.set(nameKey(headings.coverage), null)
	const columns = columnsOf(() => true)
	for (const column of columns) if (isDerived(column)) ownHeadings.set(nameKey(headings[column]), null)
	for (const column of columns) if (!isDerived(column)) ownHeadings.set(nameKey(headings[column]), column)
}
const boardHeadings = new Map<string, (typeof BOARD_COLUMNS)[number]>()
for (const locale of LOCALES)
	for (const column of BOARD_COLUMNS) boardHeadings.set(nameKey(sheetLabelsIn(locale)[column]), column)
const weakTextHeadings = new Set(WEAK_TEXT_NAMES.map(nameKey))
/** Headings that mean the author of a card if there is a column of texts as well. */
const PERSON_NAMES = new Set(['name', 'full name', '姓名', '名字', 'nombre', 'nom'])
/** Headings of the time at which a form was answered. */
const TIME_NAMES = new Set(
	[
		...['timestamp', 'start time', 'submitted at', 'submission date', 'submit date (utc)', 'date submitted'],
		...['时间戳记', '时间戳', '提交时间', '开始时间', '填写时间'],
		...['marca temporal', 'hora de inicio', 'fecha de envío'],
		...['horodateur', 'heure de début', 'date de soumission'],
	].map(nameKey),
)

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
		if (column === undefined) rest.push([index, columnNamed(key)])
		else known++
		if (column === null) derived.add(index)
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

/**
 * Maximum length of a name. Longer cells are not compared, since a comparison takes time
 * proportional to their length.
 */
const MAX_NAME_LENGTH = 200

/** Returns a cell in the form for comparison with names; empty if it is too long for a name. */
function keyOf(cell: string): string {
	return cell.length > MAX_NAME_LENGTH ? '' : nameKey(cell)
}

/** Index of the column whose heading means the name of a person; -1 without one. */
export function personColumn(cells: readonly string[]): number {
	return cells.findIndex((cell) => PERSON_NAMES.has(keyOf(cell)))
}

/** Whether these are the headings of the answers to a form. */
export function isFormHeader(cells: readonly string[]): boolean {
	return cells.some((cell) => TIME_NAMES.has(keyOf(cell)))
}

/** Words for the object of another whiteboard that a card was, which are no kinds. */
const OBJECT_TYPES = new Set(
	[
		...['sticky note', 'sticky notes', 'sticky', 'sticky_note', 'stickynote', 'post-it', 'shape', 'text', 'textbox'],
		...['text box', 'card', 'rectangle', 'square', 'circle', 'ellipse', 'widget', 'object', 'frame'],
		...['便利贴', '贴纸', '文本', '文本框', '形状', '矩形', '卡片'],
		...['nota adhesiva', 'forma', 'texto', 'cuadro de texto', 'rectángulo', 'tarjeta'],
		...['note adhésive', 'pense-bête', 'forme', 'texte', 'zone de texte', 'carte'],
	].map(nameKey),
)

/** Whether a cell of a column of types names an object of a whiteboard instead of a kind. */
export function isObjectType(word: string): boolean {
	return OBJECT_TYPES.has(keyOf(word))
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
