import type { CardKind } from '@charrette/shared'
import { CARD_KINDS } from '@charrette/shared'
import { KIND_COLOURS } from '../kindColours.ts'

/** It has Latin and Chinese, and comes with Excel on every system; others have one of their own for it. */
const FONT = 'Microsoft YaHei'

/** Styles of cells, by their place in the list of the workbook. */
export const STYLES = { plain: 0, header: 1, text: 2, markedText: 3, onOneLine: 4 } as const

/** The style of a cell that names a kind. */
export function kindStyle(kind: CardKind): number {
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
