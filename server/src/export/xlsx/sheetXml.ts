import { CARD_KINDS, type CardKind, KIND_COLOURS } from '@charrette/shared'
import type { Cell, Sheet } from './Workbook.ts'

/** The place of a text in the workbook's list of texts. */
type TextIndex = (text: string) => number

/**
 * `xl/worksheets/sheet<n>.xml`: the header stays in sight and filters its columns, and what is printed is as wide as the page.
 * Texts are typed as texts, so none is ever a formula. Rows have no height: it is found when they are shown.
 */
export function sheetXml(sheet: Sheet, placeOf: TextIndex, isFirst: boolean): string {
	const { columns, rows } = sheet
	const header = columns.map(({ title }, at) => textCell(title, { at, row: 1, style: STYLES.header }, placeOf))
	const body = rows.map((cells, index) => {
		const written = cells.map((value, at) => {
			const style = columns[at]?.isCode ? STYLES.onOneLine : styleOf(value)
			return cellXml(value, { at, row: index + 2, style }, placeOf)
		})
		return `<row r="${index + 2}">${written.join('')}</row>`
	})
	return [
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
		'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
		'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
		`<dimension ref="${areaOf(sheet)}"/>`,
		`<sheetViews><sheetView ${isFirst ? 'tabSelected="1" ' : ''}workbookViewId="0">`,
		'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
		'<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>',
		'<sheetFormatPr defaultRowHeight="16.5"/>',
		`<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
		`<sheetData><row r="1">${header.join('')}</row>${body.join('')}</sheetData>`,
		`<autoFilter ref="${areaOf(sheet)}"/>`,
		'<printOptions gridLines="1"/>',
		'<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
		'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
		'<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>',
		'</worksheet>',
	].join('')
}

/** The cells of a sheet, header and all: `A1:K83`. */
export function areaOf({ columns, rows }: Sheet, width = columns.length): string {
	return `A1:${columnName(width - 1)}${rows.length + 1}`
}

/** A cell of the workbook; columns count from 0, rows from 1. */
interface CellPosition {
	at: number
	row: number
	style: number
}

function styleOf(value: Cell): number {
	if (typeof value === 'object') return value ? kindStyle(value.kind) : STYLES.plain
	if (typeof value === 'number') return STYLES.onOneLine
	return needsTextMark(value) ? STYLES.markedText : STYLES.text
}

function cellXml(value: Cell, place: CellPosition, placeOf: TextIndex): string {
	if (value === null || value === '') return ''
	if (typeof value === 'number') return `<c ${named(place)}><v>${value}</v></c>`
	return textCell(typeof value === 'object' ? value.word : value, place, placeOf)
}

function textCell(text: string, place: CellPosition, placeOf: TextIndex): string {
	return `<c ${named(place)} t="s"><v>${placeOf(cellText(text))}</v></c>`
}

function named({ at, row, style }: CellPosition): string {
	return `r="${columnName(at)}${row}" s="${style}"`
}

/** `A` to `Z`; no sheet of ours is wider. */
function columnName(at: number): string {
	return String.fromCharCode('A'.charCodeAt(0) + at)
}

/** `xl/sharedStrings.xml`: the texts of a workbook, each once. */
export function sharedTextsXml(texts: readonly string[]): string {
	return [
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
		`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${texts.length}">`,
		...texts.map((text) => `<si><t xml:space="preserve">${xmlText(text)}</t></si>`),
		'</sst>',
	].join('')
}

/** It has Latin and Chinese, and comes with Excel on every system; others have one of their own for it. */
const FONT = 'Microsoft YaHei'

/** Styles of cells, by their place in the list of the workbook. */
const STYLES = { plain: 0, header: 1, text: 2, markedText: 3, onOneLine: 4 } as const

/** The style of a cell that names a kind. */
function kindStyle(kind: CardKind): number {
	return Object.keys(STYLES).length + CARD_KINDS.indexOf(kind)
}

/** `xl/styles.xml`: a font and a fill for each kind after the common ones, in the order of `CARD_KINDS`. */
export function stylesXml(): string {
	const fonts = [font(), font('<b/>'), ...CARD_KINDS.map((kind) => font('<b/>', rgb('color', KIND_COLOURS[kind].ink)))]
	const fills = [
		'<fill><patternFill patternType="none"/></fill>',
		'<fill><patternFill patternType="gray125"/></fill>',
		fill('#ece8df'),
		...CARD_KINDS.map((kind) => fill(KIND_COLOURS[kind].fill)),
	]
	const borders = ['<border><left/><right/><top/><bottom/><diagonal/></border>']
	const wrapped = '<alignment vertical="top" wrapText="1"/>'
	const formats = [
		format({ font: 0, fill: 0 }),
		format({ font: 1, fill: 2 }, '<alignment vertical="center" wrapText="1"/>'),
		format({ font: 0, fill: 0 }, wrapped),
		format({ font: 0, fill: 0 }, wrapped, ' quotePrefix="1"'),
		format({ font: 0, fill: 0 }, '<alignment vertical="top"/>'),
		...CARD_KINDS.map((_, index) => format({ font: index + 2, fill: index + 3 }, wrapped)),
	]
	return [
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
		'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
		list('fonts', fonts),
		list('fills', fills),
		list('borders', borders),
		list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
		list('cellXfs', formats),
		list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
		'</styleSheet>',
	].join('')
}

function font(weight = '', ink = ''): string {
	return `<font>${weight}<sz val="11"/>${ink}<name val="${FONT}"/><family val="2"/></font>`
}

function fill(colour: string): string {
	return `<fill><patternFill patternType="solid">${rgb('fgColor', colour)}<bgColor indexed="64"/></patternFill></fill>`
}

/** A colour, given as `#rrggbb`. */
function rgb(tag: string, colour: string): string {
	return `<${tag} rgb="FF${colour.slice(1).toUpperCase()}"/>`
}

function format({ font, fill }: { font: number; fill: number }, alignment = '', more = ''): string {
	const applied = 'applyFont="1" applyFill="1" applyAlignment="1"'
	return `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" ${applied}${more}>${alignment}</xf>`
}

function list(tag: string, entries: readonly string[]): string {
	return `<${tag} count="${entries.length}">${entries.join('')}</${tag}>`
}

/** Excel takes no more in a cell. */
const MAX_CELL_LETTERS = 32_767
/* What XML 1.0 has no place for: control characters, halves of pairs and two that are no characters. */
const UNWRITABLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
	/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/* Read as an escaped character, if it is not itself escaped (ECMA-376, ST_Xstring). */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g
/* What somebody who edits the cell and leaves it as it is would make a formula, a number or a date of. */
const NO_TEXT_WHEN_EDITED = /^\s*[=+\-@'＝＋－＠.,\d]|^(true|false)$/i

/** A text as a cell can hold it, its line breaks made one kind. One that is too long ends in an ellipsis. */
export function cellText(text: string): string {
	const written = text.replace(/\r\n?/g, '\n').replace(UNWRITABLE, '')
	if (written.length <= MAX_CELL_LETTERS) return written
	return `${written.slice(0, MAX_CELL_LETTERS - 1).replace(UNWRITABLE, '')}…`
}

/** Whether a cell has to be marked as text, so that it stays one when somebody edits it. */
export function needsTextMark(text: string): boolean {
	return NO_TEXT_WHEN_EDITED.test(text)
}

/** A text as it stands in XML, between tags or in an attribute. */
export function xmlText(text: string): string {
	return text
		.replace(LIKE_ESCAPE, '_x005F_')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
}
