import { cellText, needsTextMark, xmlText } from './cellText.ts'
import type { Cell, Sheet } from './Sheet.ts'
import { kindStyle, STYLES } from './stylesXml.ts'

/** The place of a text in the workbook's list of texts. */
type PlaceOfText = (text: string) => number

/**
 * `xl/worksheets/sheet<n>.xml`: the header stays in sight and filters its columns, and what is printed is as wide as the page.
 * Texts are typed as texts, so none is ever a formula. Rows have no height: it is found when they are shown.
 */
export function sheetXml(sheet: Sheet, placeOf: PlaceOfText, isFirst: boolean): string {
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
interface Place {
	at: number
	row: number
	style: number
}

function styleOf(value: Cell): number {
	if (typeof value === 'object') return value ? kindStyle(value.kind) : STYLES.plain
	if (typeof value === 'number') return STYLES.onOneLine
	return needsTextMark(value) ? STYLES.markedText : STYLES.text
}

function cellXml(value: Cell, place: Place, placeOf: PlaceOfText): string {
	if (value === null || value === '') return ''
	if (typeof value === 'number') return `<c ${named(place)}><v>${value}</v></c>`
	return textCell(typeof value === 'object' ? value.word : value, place, placeOf)
}

function textCell(text: string, place: Place, placeOf: PlaceOfText): string {
	return `<c ${named(place)} t="s"><v>${placeOf(cellText(text))}</v></c>`
}

function named({ at, row, style }: Place): string {
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
