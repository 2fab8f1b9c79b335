/**
 * Reads a workbook (ECMA-376) as rows of text: the sheets in their order, and the strings that they
 * share. Formats, formulas and everything else are ignored. XML with a document type, which may
 * hide an entity bomb, is refused.
 */
import { SaxesParser } from 'saxes'
import { decodeText } from './decodeText.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { ZipEntry } from './openZip.ts'
import type { Row } from './parseCsv.ts'
import type { Table } from './readTable.ts'

const WORKBOOK = 'xl/workbook.xml'
const MAX_COLUMNS = 100
const MAX_ROWS = 20_000
const MAX_SHEETS = 50

/** Whether an archive is a workbook. */
export function isXlsx(entries: readonly ZipEntry[]): boolean {
	return entries.some(({ name }) => name === WORKBOOK)
}

/** Reads the sheets of a workbook. Throws an `ImportRefusedError` if it is damaged. */
export function readXlsx(entries: readonly ZipEntry[]): Table[] {
	const byName = new Map(entries.map((entry) => [entry.name, entry]))
	const textOf = (name: string): string | null => {
		const bytes = byName.get(name)?.read()
		return (bytes && decodeText(bytes)?.text) ?? null
	}
	const shared = readShared(textOf('xl/sharedStrings.xml') ?? '')
	const paths = readPaths(textOf('xl/_rels/workbook.xml.rels') ?? '')
	return readSheets(textOf(WORKBOOK) ?? '').map(({ title, relation }) => {
		const xml = textOf(paths.get(relation) ?? '')
		if (xml === null) throw new ImportRefusedError('damaged_file')
		return { sheet: title, rows: readRows(xml, shared) }
	})
}

interface XmlHandlers {
	open?(name: string, attribute: (name: string) => string | undefined): void
	text?(text: string): void
	close?(name: string): void
}

/** Parses XML and calls the handlers; names have no namespace prefix. */
function readXml(xml: string, handlers: XmlHandlers): void {
	if (xml === '') return
	const bare = (name: string) => name.slice(name.indexOf(':') + 1)
	const parser = new SaxesParser()
	parser.on('error', (cause) => {
		throw new ImportRefusedError('damaged_file', { cause })
	})
	parser.on('doctype', () => {
		throw new ImportRefusedError('damaged_file')
	})
	parser.on('opentag', ({ name, attributes }) => {
		handlers.open?.(bare(name), (wanted) => {
			const found = Object.entries(attributes).find(([key]) => key === wanted || bare(key) === wanted)
			return found && String(found[1])
		})
	})
	parser.on('text', (text) => handlers.text?.(text))
	parser.on('cdata', (text) => handlers.text?.(text))
	parser.on('closetag', ({ name }) => handlers.close?.(bare(name)))
	parser.write(xml).close()
}

function readSheets(xml: string): { title: string; relation: string }[] {
	const sheets: { title: string; relation: string }[] = []
	readXml(xml, {
		open(name, attribute) {
			if (name !== 'sheet' || sheets.length >= MAX_SHEETS || attribute('state') === 'veryHidden') return
			sheets.push({ title: attribute('name') ?? '', relation: attribute('r:id') ?? attribute('id') ?? '' })
		},
	})
	return sheets
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

/** The shared strings, without their phonetic readings (`rPh`). */
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

function readRows(xml: string, shared: readonly string[]): Row[] {
	const rows: Row[] = []
	let cells: string[] = []
	let cell = { column: 0, type: 'n', value: '' }
	let [line, isValue] = [0, false]
	readXml(xml, {
		open(name, attribute) {
			if (name === 'row') {
				line = Number(attribute('r') ?? line + 1)
				cells = []
			}
			if (name === 'c')
				cell = { column: columnOf(attribute('r')) ?? cells.length, type: attribute('t') ?? 'n', value: '' }
			isValue = name === 'v' || name === 't'
		},
		text(part) {
			if (isValue) cell.value += part
		},
		close(name) {
			isValue = false
			if (name === 'c' && cell.column < MAX_COLUMNS) {
				while (cells.length < cell.column) cells.push('')
				cells[cell.column] = cellValue(cell, shared)
			}
			if (name === 'row' && rows.length < MAX_ROWS) rows.push({ line, cells })
		},
	})
	return rows
}

/** Index of the column in a cell reference: 2 for `C7`. */
function columnOf(reference: string | undefined): number | null {
	const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1]
	if (!letters) return null
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellValue({ type, value }: { type: string; value: string }, shared: readonly string[]): string {
	if (type === 's') return shared[Number(value)] ?? ''
	if (type === 'e') return ''
	return decodeEscapes(value)
}

/**
 * Decodes `_x000D_`, a character that XML cannot contain, and `_x005F_`, an underscore of a text
 * that looks like one.
 */
function decodeEscapes(text: string): string {
	return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
