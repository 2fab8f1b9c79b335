import { LIMITS, LOCALES, type SkippedEntry, splitList, type TableOptions, titleFrom } from '@charrette/shared'
import { exportLabelsIn } from '../export/labels.ts'
import { decodeText, parseJson } from './decodeText.ts'
import { createDraftIds, type DraftCard, type FileDraft, ImportRefusedError } from './FileDraft.ts'
import { createDraft } from './layOutContent.ts'
import { createZipBudget, isZip, openZip, type ZipBudget } from './openZip.ts'
import { delimiterOf, parseCsv, type Row } from './parseCsv.ts'
import { isBoardFile, readBoardFile } from './readBoardFile.ts'
import { readTables, type Table } from './readTable.ts'
import { isTldraw, readTldraw } from './readTldraw.ts'
import { isXlsx, readXlsx } from './readXlsx.ts'
import { readZip } from './readZip.ts'

/* Our own CSV puts an apostrophe before what a spreadsheet would take for a formula. */
const ESCAPED_FORMULA = /^'(?=[=+\-@\t\r＝＋－＠])/
const TEXT_ENDINGS = ['', 'txt', 'csv', 'tsv', 'md']

/**
 * What is in a file, told by its bytes; its name tells a list from a table, and gives the title where nothing else does. Without
 * a name it is what somebody pasted. What was chosen of a table's columns counts for a file that is one. Throws an `ImportRefusedError` for a file that is not taken, and for one with nothing in it.
 */
export function readFile(bytes: Uint8Array, name: string, choice: TableOptions = {}): FileDraft {
	const draft = readAny(bytes, name, choice)
	if (draft.boards.length === 0 && draft.skipped.length === 0) throw new ImportRefusedError('nothing_inside')
	return draft
}

function readAny(bytes: Uint8Array, name: string, choice: TableOptions): FileDraft {
	if (!isZip(bytes)) return readOne(bytes, name, choice)
	const budget = createZipBudget()
	const entries = openZip(bytes, budget)
	if (isXlsx(entries)) return draftOfTables(readXlsx(entries), titleOf(name), choice)
	return readZip(entries, (inner, innerName) => readInner(inner, innerName, budget))
}

/** A file of an archive. A workbook is an archive too, and the only one that is opened there. */
function readInner(bytes: Uint8Array, name: string, budget: ZipBudget): FileDraft {
	if (!isZip(bytes)) return readOne(bytes, name)
	const entries = openZip(bytes, budget)
	if (!isXlsx(entries)) throw new ImportRefusedError('unknown_format')
	return draftOfTables(readXlsx(entries), titleOf(name))
}

/** A file that is no archive. */
function readOne(bytes: Uint8Array, name: string, choice: TableOptions = {}): FileDraft {
	const ending = endingOf(name)
	if (ending === 'json' || ending === 'tldr') return readJson(parseJson(bytes), name)
	const text = decodeText(bytes)
	if (text === null || !(TEXT_ENDINGS.includes(ending) || isJson(text))) throw new ImportRefusedError('unknown_format')
	if (isJson(text)) return readJson(parseJson(bytes), name)
	if (ending === 'csv' || ending === 'tsv') return draftOfTables([tableOf(text)], titleOf(name), choice)
	return isTable(text) ? draftOfTables([tableOf(text)], titleOf(name), choice) : draftOfList(text, titleOf(name))
}

function readJson(json: unknown, name: string): FileDraft {
	if (isBoardFile(json)) return readBoardFile(json)
	if (isTldraw(json)) return readTldraw(json, titleOf(name))
	throw new ImportRefusedError('unknown_format')
}

/** A list may begin with a bracket too: only what ends as JSON does is taken for it. */
function isJson(text: string): boolean {
	return /^\s*\{\s*"/.test(text) && /\}\s*$/.test(text)
}

/** What was copied from a spreadsheet has tabs between its cells. */
function isTable(text: string): boolean {
	return /\S\t/.test(text.split(/\r\n|\r|\n/, 1)[0] ?? '')
}

function tableOf(text: string): Table {
	return { rows: withoutEscapes(parseCsv(text, delimiterOf(text))) }
}

function* withoutEscapes(rows: Iterable<Row>): Generator<Row> {
	for (const { line, cells } of rows)
		yield { line, cells: cells?.map((cell) => cell.replace(ESCAPED_FORMULA, '')) ?? null }
}

function draftOfTables(tables: readonly Table[], title: string, choice: TableOptions = {}): FileDraft {
	const { content, skipped, table } = readTables(tables, choice)
	const isEmpty = content.cards.length + content.images.length === 0
	const boards = isEmpty ? [] : [createDraft(title, content, true)]
	return { source: 'table', boards, skipped, ...(table && { table }) }
}

function draftOfList(text: string, title: string): FileDraft {
	if (isOutline(text)) throw new ImportRefusedError('outline_only')
	const ids = createDraftIds()
	const texts = splitList(text)
	const cards = texts.slice(0, LIMITS.maxImportedCards).map((line): DraftCard => {
		return { id: ids.take(''), kind: 'note', text: line, city: '', category: null }
	})
	const left = texts.length - cards.length
	const skipped: SkippedEntry[] = left > 0 ? [{ entry: String(left), reason: 'too_much' }] : []
	for (const [index, line] of text.split(/\r\n|\r|\n/).entries())
		if (line.length > LIMITS.maxCardTextLength) skipped.push({ line: index + 1, reason: 'text_cut' })
	const boards = cards.length === 0 ? [] : [createDraft(title, { cards, links: [], clusters: [], images: [] }, true)]
	return { source: 'list', boards, skipped }
}

function endingOf(name: string): string {
	return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

const titleOf = (name: string) => titleFrom(name.replace(/\.[^.]+$/, ''))

/* A title, where it is from, and the coverage, as `toMarkdown` begins. */
const BEGINNING = /^# .*\s+.* · \d{4}-\d\d-\d\d\s+\*\*(.+?)\*\* — /
const COVERAGE = LOCALES.map((locale) => exportLabelsIn(locale).headings.coverage)

/** Whether this is a board as our Markdown tells it, in any of our languages. It is no list, and not all of the board. */
function isOutline(text: string): boolean {
	return COVERAGE.includes(BEGINNING.exec(text)?.[1] ?? '')
}
