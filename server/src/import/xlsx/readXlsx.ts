/**
 * Reads a workbook (ECMA-376) as rows of text: the visible sheets in their order, their shared
 * strings, and the formats of numbers. A formula has the result that was saved with it.
 */
import type { Locale, SkippedEntry } from '@charrette/shared'
import { exportLabelsIn } from '../../export/labels.ts'
import { decodeText } from '../decodeText.ts'
import { ImportRefusedError } from '../FileDraft.ts'
import type { ZipEntry } from '../openZip.ts'
import type { Row } from '../table/parseCsv.ts'
import type { Table } from '../table/readTable.ts'
import { columnName } from '../table/tableHeader.ts'
import { type NumberFormat, readFormats, showNumber } from './numberFormats.ts'
import { readXml } from './readXml.ts'
import { type CellLink, listAddresses, listComments, readRelations } from './sheetNotes.ts'

const WORKBOOK = 'xl/workbook.xml'
const MAX_COLUMNS = 100
const MAX_ROWS = 20_000
const MAX_SHEETS = 50
const MAX_ENTRY_LETTERS = 80

/** Whether an archive is a workbook. */
export function isXlsx(entries: readonly ZipEntry[]): boolean {
	return entries.some(({ name }) => name === WORKBOOK)
}

/** The parts of a workbook that its cells refer to. */
interface WorkbookParts {
	shared: readonly string[]
	formats: readonly NumberFormat[]
	is1904: boolean
	/** The language of percentages and booleans. */
	locale: Locale
}

/**
 * Reads the visible sheets of a workbook. Lists hidden sheets and rows, comments, and addresses
 * behind cells. Throws an `ImportRefusedError`
 * if it is damaged.
 */
export function readXlsx(
	entries: readonly ZipEntry[],
	locale: Locale = 'en',
): { tables: Table[]; skipped: SkippedEntry[] } {
	const byName = new Map(entries.map((entry) => [entry.name, entry]))
	const textOf = (name: string): string | null => {
		const bytes = byName.get(name)?.read()
		return (bytes && decodeText(bytes)?.text) ?? null
	}
	const paths = readPaths(textOf('xl/_rels/workbook.xml.rels') ?? '')
	const { sheets, beyond, is1904 } = readWorkbook(textOf(WORKBOOK) ?? '')
	const shared = readShared(textOf('xl/sharedStrings.xml') ?? '')
	const parts = { shared, formats: readFormats(textOf('xl/styles.xml') ?? ''), is1904, locale }
	const tables = sheets
		.filter(({ isHidden }) => !isHidden)
		.map(({ title, relation }): Table => {
			const path = paths.get(relation) ?? ''
			const xml = textOf(path)
			if (xml === null) throw new ImportRefusedError('damaged_file')
			const { rows, links, skipped } = readRows(xml, parts)
			const relations = readRelations(textOf(path.replace(/([^/]+)$/, '_rels/$1.rels')) ?? '')
			const comments = [...relations.values()].filter(({ type }) => type === 'comments')
			skipped.push(...comments.flatMap(({ target }) => listComments(textOf(target) ?? '')))
			skipped.push(...listAddresses(links, { rows, relations }))
			return { sheet: title, rows, skipped }
		})
	const hidden = sheets.filter(({ isHidden }) => isHidden)
	const skipped: SkippedEntry[] = hidden.map(({ title }) => ({ sheet: title, reason: 'hidden_sheet' }))
	return { tables, skipped: [...skipped, ...beyond.map((sheet): SkippedEntry => ({ sheet, reason: 'too_much' }))] }
}

interface ListedSheet {
	title: string
	relation: string
	isHidden: boolean
}

/** Lists the sheets of a workbook; `beyond` has the names of those above the limit. */
function readWorkbook(xml: string): { sheets: ListedSheet[]; beyond: string[]; is1904: boolean } {
	const sheets: ListedSheet[] = []
	const beyond: string[] = []
	let is1904 = false
	readXml(xml, {
		open(name, attribute) {
			if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attribute('date1904') ?? '')
			if (name !== 'sheet') return
			if (sheets.length >= MAX_SHEETS) {
				beyond.push(attribute('name') ?? '')
				return
			}
			const isHidden = /^(h|veryH)idden$/.test(attribute('state') ?? '')
			sheets.push({ title: attribute('name') ?? '', relation: attribute('r:id') ?? attribute('id') ?? '', isHidden })
		},
	})
	return { sheets, beyond, is1904 }
}

function readPaths(xml: string): Map<string, string> {
	const paths = new Map<string, string>()
	readXml(xml, {
		open(name, attribute) {
			const target = attribute('Target') ?? ''
			if (name === 'Relationship')
				paths.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
		},
	})
	return paths
}

/** Reads the shared strings, without their phonetic readings (`rPh`). */
function readShared(xml: string): string[] {
	const shared: string[] = []
	let text = ''
	let [isText, isPhonetic] = [false, false]
	readXml(xml, {
		open(name) {
			if (name === 'si') text = ''
			if (name === 't') isText = true
			if (name === 'rPh') isPhonetic = true
		},
		text(part) {
			if (isText && !isPhonetic) text += part
		},
		close(name) {
			if (name === 't') isText = false
			if (name === 'rPh') isPhonetic = false
			if (name === 'si') shared.push(decodeEscapes(text))
		},
	})
	return shared
}

interface Cell {
	column: number
	type: string
	/** The index of its style. */
	style: number
	value: string
	isFormula: boolean
}

/**
 * Reads the rows of a sheet, and lists the columns with formulas whose results were not saved.
 * Programs that calculate nothing write such formulas.
 */
function readRows(xml: string, parts: WorkbookParts): { rows: Row[]; links: CellLink[]; skipped: SkippedEntry[] } {
	const rows: Row[] = []
	const links: CellLink[] = []
	const skipped: SkippedEntry[] = []
	const unsaved = new Map<number, number>()
	let cells: string[] = []
	let cell: Cell = { column: 0, type: 'n', style: 0, value: '', isFormula: false }
	let [line, isValue, isHidden, beyond] = [0, false, false, 0]
	const closeCell = () => {
		if (cell.column >= MAX_COLUMNS) {
			if (cell.value !== '') beyond ||= cell.column
			return
		}
		while (cells.length < cell.column) cells.push('')
		cells[cell.column] = cellValue(cell, parts)
		// The result of a formula may be an empty text.
		if (cell.isFormula && cell.value === '' && cell.type !== 'str' && !unsaved.has(cell.column))
			unsaved.set(cell.column, line)
	}
	const closeRow = () => {
		const entry = (cells.find((one) => one.trim() !== '') ?? '').slice(0, MAX_ENTRY_LETTERS)
		if (!isHidden && rows.length < MAX_ROWS) rows.push({ line, cells })
		else if (isHidden && entry !== '') skipped.push({ line, entry, reason: 'hidden_row' })
	}
	readXml(xml, {
		open(name, attribute) {
			if (name === 'row') {
				line = Number(attribute('r') ?? line + 1)
				isHidden = /^(1|true)$/.test(attribute('hidden') ?? '')
				cells = []
			}
			if (name === 'c') {
				const column = columnOf(attribute('r')) ?? cells.length
				const [type, style] = [attribute('t') ?? 'n', Number(attribute('s') ?? 0)]
				cell = { column, type, style, value: '', isFormula: false }
			}
			if (name === 'f') cell.isFormula = true
			if (name === 'hyperlink')
				links.push({
					cell: attribute('ref') ?? '',
					relation: attribute('r:id') ?? '',
					location: attribute('location') ?? '',
				})
			isValue = name === 'v' || name === 't'
		},
		text(part) {
			if (isValue) cell.value += part
		},
		close(name) {
			isValue = false
			if (name === 'c') closeCell()
			if (name === 'row') closeRow()
		},
	})
	for (const [column, line] of unsaved)
		skipped.push({ line, entry: columnName(undefined, column), reason: 'formula_without_result' })
	if (beyond > 0) skipped.push({ entry: columnName(undefined, beyond), reason: 'unknown_column' })
	return { rows, links, skipped }
}

/** Returns the index of the column in a cell reference: 2 for `C7`. */
function columnOf(reference: string | undefined): number | null {
	const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1]
	if (!letters) return null
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellValue({ type, style, value }: Cell, { shared, formats, ...context }: WorkbookParts): string {
	if (type === 's') return shared[Number(value)] ?? ''
	if (type === 'e' || value === '') return ''
	if (type === 'b') return exportLabelsIn(context.locale)[value === '1' || value === 'true' ? 'yes' : 'no']
	if (type === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ')
	return type === 'n' ? showNumber(value, formats[style], context) : decodeEscapes(value)
}

/**
 * Decodes `_x000D_`, a character that XML cannot contain, and `_x005F_`, an underscore in a text
 * that looks like such an escape.
 */
function decodeEscapes(text: string): string {
	return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
