import { CARD_KINDS, type CardKind, encodeAddress, KIND_COLOURS, linkSpans, linksIn } from '@charrette/shared'
import type { Cell, Column, Sheet } from './Workbook.ts'

/** Returns the index of a text in the shared texts of the workbook. */
type TextIndex = (text: string) => number

/** A cell that opens an address. */
export interface CellLink {
	/** `B7`. */
	cell: string
	address: string
}

/** The limits of Excel for the links of a sheet, and for the length of an address. */
const MAX_LINKS = 65_530
const MAX_ADDRESS_LENGTH = 2079

/** Returns the links of a sheet: in columns with addresses, the first one of each text. */
export function linksOf({ columns, rows }: Sheet): CellLink[] {
	const linked = columns.flatMap(({ isLinked }, at) => (isLinked ? [at] : []))
	const links = rows.flatMap((cells, row) =>
		linked.flatMap((at): CellLink[] => {
			const value = cells[at]
			const [first] = typeof value === 'string' ? linksIn(cellText(value)) : []
			const address = first ? encodeAddress(first.href) : ''
			const isUsable = address !== '' && address.length <= MAX_ADDRESS_LENGTH
			return isUsable ? [{ cell: `${columnName(at)}${row + 2}`, address }] : []
		}),
	)
	return links.slice(0, MAX_LINKS)
}

/**
 * Writes `xl/worksheets/sheet<n>.xml`: a fixed header with filters, printed at the width of a page.
 * Texts are typed as texts, so that none becomes a formula. Rows have no height, so that programs
 * fit it to the content.
 */
export function sheetXml(sheet: Sheet, indexOfText: TextIndex, { isFirst, links }: SheetParts): string {
	const { columns, rows } = sheet
	const header = columns.map(({ title }, at) => textCell(title, { at, row: 1, style: STYLES.header }, indexOfText))
	const body = rows.map((cells, index) => {
		const written = cells.map((value, at) => {
			const style = styleOf(value, columns[at])
			return cellXml(value, { at, row: index + 2, style }, indexOfText)
		})
		return `<row r="${index + 2}">${written.join('')}</row>`
	})
	return [
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
		'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
		' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
		'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
		`<dimension ref="${areaOf(sheet)}"/>`,
		`<sheetViews><sheetView ${isFirst ? 'tabSelected="1" ' : ''}workbookViewId="0">`,
		'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
		'<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>',
		'<sheetFormatPr defaultRowHeight="16.5"/>',
		`<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
		`<sheetData><row r="1">${header.join('')}</row>${body.join('')}</sheetData>`,
		`<autoFilter ref="${areaOf(sheet)}"/>`,
		linksXml(links),
		'<printOptions gridLines="1"/>',
		'<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
		'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
		'<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>',
		'</worksheet>',
	].join('')
}

/** Returns the area of a sheet with its header: `A1:K83`. */
export function areaOf({ columns, rows }: Sheet, width = columns.length): string {
	return `A1:${columnName(width - 1)}${rows.length + 1}`
}

/** Whether a sheet is shown first, and its links, whose relations are `rId1` and so on. */
interface SheetParts {
	isFirst: boolean
	links: readonly CellLink[]
}

function linksXml(links: readonly CellLink[]): string {
	if (links.length === 0) return ''
	const written = links.map(({ cell }, at) => `<hyperlink ref="${cell}" r:id="rId${at + 1}"/>`)
	return `<hyperlinks>${written.join('')}</hyperlinks>`
}

/** The position and style of a cell; columns count from 0, rows from 1. */
interface CellPosition {
	at: number
	row: number
	style: number
}

function styleOf(value: Cell, column: Column | undefined): number {
	if (column?.isCode) return STYLES.unwrapped
	if (column?.isLinked && typeof value === 'string' && isAddress(value)) return STYLES.address
	if (typeof value === 'object') return value ? kindStyle(value.kind) : STYLES.plain
	if (typeof value === 'number') return STYLES.unwrapped
	return needsTextMark(value) ? STYLES.markedText : STYLES.text
}

/** Whether a text is one address and nothing else. */
function isAddress(text: string): boolean {
	const spans = linkSpans(text)
	return spans.length === 1 && spans[0]?.href !== null
}

function cellXml(value: Cell, position: CellPosition, indexOfText: TextIndex): string {
	if (value === null || value === '') return ''
	if (typeof value === 'number') return `<c ${cellAttributes(position)}><v>${value}</v></c>`
	return textCell(typeof value === 'object' ? value.word : value, position, indexOfText)
}

function textCell(text: string, position: CellPosition, indexOfText: TextIndex): string {
	return `<c ${cellAttributes(position)} t="s"><v>${indexOfText(cellText(text))}</v></c>`
}

function cellAttributes({ at, row, style }: CellPosition): string {
	return `r="${columnName(at)}${row}" s="${style}"`
}

/** Returns `A` to `Z`: no sheet has more columns. */
function columnName(at: number): string {
	return String.fromCharCode('A'.charCodeAt(0) + at)
}

/** Writes `xl/sharedStrings.xml`: the texts of the workbook, each once. */
export function sharedTextsXml(texts: readonly string[]): string {
	return [
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
		`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${texts.length}">`,
		...texts.map((text) => `<si><t xml:space="preserve">${xmlText(text)}</t></si>`),
		'</sst>',
	].join('')
}

/**
 * A font with Latin and Chinese characters that comes with Excel on every system. Other programs
 * substitute it.
 */
const FONT = 'Microsoft YaHei'

const ADDRESS_COLOUR = '#1d4f8c'

/** Cell styles, by their index in the style sheet. */
const STYLES = { plain: 0, header: 1, text: 2, markedText: 3, unwrapped: 4, address: 5 } as const

/** Returns the style of a cell with a card kind. */
function kindStyle(kind: CardKind): number {
	return Object.keys(STYLES).length + CARD_KINDS.indexOf(kind)
}

/**
 * Writes `xl/styles.xml`: the common styles, then a font and a fill for each kind in the order of
 * `CARD_KINDS`.
 */
export function stylesXml(): string {
	const kindFonts = CARD_KINDS.map((kind) => font('<b/>', rgb('color', KIND_COLOURS[kind].ink)))
	const fonts = [font(), font('<b/>'), ...kindFonts, font('<u/>', rgb('color', ADDRESS_COLOUR))]
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
		format({ font: fonts.length - 1, fill: 0 }, wrapped),
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

/** Writes a colour from `#rrggbb`. */
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

/** The limit of Excel. */
const MAX_CELL_CHARS = 32_767
/*
 * Characters that XML 1.0 does not allow: control characters, lone surrogates and two
 * non-characters.
 */
const UNWRITABLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: it matches them on purpose.
	/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/* A text that would be read as an escaped character (ECMA-376, ST_Xstring). */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g
/* A text that becomes a formula, number or date when a user edits its cell and confirms it. */
const CHANGES_WHEN_EDITED = /^\s*[=+\-@'＝＋－＠.,\d]|^(true|false)$/i

/**
 * Returns a text for a cell: without unwritable characters, with `\n` for line breaks, truncated at
 * the limit of a cell.
 */
export function cellText(text: string): string {
	const written = text.replace(/\r\n?/g, '\n').replace(UNWRITABLE, '')
	if (written.length <= MAX_CELL_CHARS) return written
	return `${written.slice(0, MAX_CELL_CHARS - 1).replace(UNWRITABLE, '')}…`
}

/** Whether a cell needs a mark that keeps it a text when a user edits it. */
export function needsTextMark(text: string): boolean {
	return CHANGES_WHEN_EDITED.test(text)
}

/** Escapes a text for XML, in elements and attributes. */
export function xmlText(text: string): string {
	return text
		.replace(LIKE_ESCAPE, '_x005F_')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
}
