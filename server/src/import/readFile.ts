import {
	type EncodingSample,
	fileExtension,
	type ImportOptions,
	LIMITS,
	type Locale,
	type PositionChoice,
	type SkippedEntry,
	splitList,
	type TextEncoding,
	titleFrom,
	unescapeCell,
} from '@charrette/shared'
import { type DecodedText, decodeText, sampleEncodings } from './decodeText.ts'
import { isExcalidraw, readExcalidraw } from './drawing/readExcalidraw.ts'
import { isJsonCanvas, readJsonCanvas } from './drawing/readJsonCanvas.ts'
import { createDraftIds, type DraftCard, type FileDraft, ImportRefusedError } from './FileDraft.ts'
import { hasPositions } from './keepPositions.ts'
import { layOutAgain } from './layOutAgain.ts'
import { createDraft } from './layOutContent.ts'
import { createMarkReader, type MarkReader } from './marks.ts'
import { isOpenDocument } from './opendocument/openDocument.ts'
import { readOds } from './opendocument/readOds.ts'
import { readOdt } from './opendocument/readOdt.ts'
import { createZipBudget, isZip, openZip, type ZipBudget, type ZipEntry } from './openZip.ts'
import { outlineDraft } from './outline/outlineDraft.ts'
import { isDocx, readDocx } from './outline/readDocx.ts'
import { isMarkdownOutline, readMarkdown } from './outline/readMarkdown.ts'
import { isMindMap, readMindMap } from './outline/readMindMap.ts'
import { isTrello, readTrello } from './outline/readTrello.ts'
import { isXmind, readXmind } from './outline/readXmind.ts'
import { topicParts } from './outline/topics.ts'
import { isOwnOutline, isOwnPage, isOwnReport } from './ownFiles.ts'
import { parseJson } from './parseJson.ts'
import { isBoardFile, readBoardFile } from './readBoardFile.ts'
import { isTldraw, isTldrawV1, readTldraw } from './readTldraw.ts'
import { readZip } from './readZip.ts'
import { delimiterOf, parseCsv, type Row } from './table/parseCsv.ts'
import { readTables, type Table } from './table/readTable.ts'
import { unreadableArchiveOf, unreadableFileOf } from './unreadableFile.ts'
import { readWhiteboard } from './whiteboard/readWhiteboard.ts'
import { isXlsx, readXlsx } from './xlsx/readXlsx.ts'

const NOT_ASCII = /[^\0-\x7f]/
const JSON_EXTENSIONS = ['json', 'tldr', 'excalidraw', 'excalidrawlib', 'canvas']
const TEXT_EXTENSIONS = ['', 'txt', 'csv', 'tsv', 'md', 'markdown']
const XML_EXTENSIONS = ['opml', 'mm']

/** How a file is read: the user's choices, and the language of cells such as booleans. */
export interface ReadOptions extends ImportOptions {
	locale?: Locale | undefined
}

/** The same options with the mark reader of the file being read. */
type Reading = Omit<ReadOptions, 'marks'> & { marks: MarkReader }

/**
 * Reads a file by its bytes. The name (empty for pasted text) distinguishes a list from a table,
 * and is the title if the file has none. `options` choose the columns of a table. `free` is called
 * once the bytes are no longer needed. Throws an `ImportRefusedError` for an unsupported, damaged
 * or empty file.
 */
export function readFile(
	bytes: Uint8Array,
	name: string,
	options: ReadOptions = {},
	free: (bytes: Uint8Array) => void = () => {},
): FileDraft {
	if (bytes.length === 0) throw new ImportRefusedError('nothing_inside')
	const marks = createMarkReader(options.marks)
	const reading = { ...options, marks }
	const draft = isZip(bytes) ? readArchive(bytes, name, reading) : readOne(bytes, name, { ...reading, free })
	if (draft.boards.length === 0 && draft.skipped.length === 0) throw new ImportRefusedError('nothing_inside')
	const found = marks.list()
	return found.length > 0 ? { ...draft, marks: found } : draft
}

function readArchive(bytes: Uint8Array, name: string, options: Reading): FileDraft {
	const budget = createZipBudget()
	const entries = openZip(bytes, budget)
	const document = draftOfOffice(entries, name, options)
	if (document) return document
	const unreadable = unreadableArchiveOf(entries, name)
	if (unreadable) throw new ImportRefusedError('unknown_format', { file: unreadable })
	const { locale, marks, positions } = options
	let found: PositionChoice | undefined
	const draft = readZip(entries, (inner, innerName) => {
		const read = readInner(inner, innerName, { budget, locale, marks, positions })
		found ??= read.positions
		return read
	})
	const isForReading = draft.boards.length === 0 && draft.skipped.some(({ reason }) => reason === 'outline_only')
	if (isForReading) throw new ImportRefusedError('outline_only')
	return found ? { ...draft, positions: found } : draft
}

/**
 * Reads a file of an archive. A workbook or a Word document is an archive itself; no other archive
 * is opened inside of another.
 */
function readInner(
	bytes: Uint8Array,
	name: string,
	{ budget, ...reading }: Reading & { budget: ZipBudget },
): FileDraft {
	if (!isZip(bytes)) return readOne(bytes, name, reading)
	const entries = openZip(bytes, budget)
	const document = draftOfOffice(entries, name, reading)
	if (!document) throw new ImportRefusedError('unknown_format')
	return document
}

/** Reads an archive that is a document of an office program; null for any other archive. */
function draftOfOffice(entries: readonly ZipEntry[], name: string, options: Reading): FileDraft | null {
	const title = titleOf(name)
	if (isXlsx(entries)) return draftOfWorkbook(readXlsx(entries, options.locale), title, options)
	if (isOpenDocument(entries, 'spreadsheet')) return draftOfWorkbook(readOds(entries, options.locale), title, options)
	if (isXmind(entries)) return draftOfXmind(entries, title, options.marks)
	const isWord = isDocx(entries)
	if (!isWord && !isOpenDocument(entries, 'text')) return null
	if (isOwnReport(entries)) throw new ImportRefusedError('outline_only')
	const { parts, skipped } = isWord ? readDocx(entries) : readOdt(entries)
	return outlineDraft(parts, { title, source: 'list', skipped })
}

/** Reads a file that is not an archive. */
function readOne(
	bytes: Uint8Array,
	name: string,
	{ free, ...options }: Reading & { free?: (bytes: Uint8Array) => void },
): FileDraft {
	const unreadable = unreadableFileOf(bytes, name)
	if (unreadable === 'web_page' && isOwnPage(bytes)) throw new ImportRefusedError('outline_only')
	if (unreadable) throw new ImportRefusedError('unknown_format', { file: unreadable })
	const decoded = decodeFile(bytes, name, { free, encoding: options.encoding })
	if ('json' in decoded) return readJson(decoded.json, name, options)
	const { text, encoding, encodings } = decoded
	const extension = fileExtension(name)
	if (isMindMap(text)) {
		const { topics, skipped } = readMindMap(text)
		return outlineDraft(topicParts(topics, options.marks), { title: titleOf(name), source: 'list', skipped })
	}
	if (XML_EXTENSIONS.includes(extension)) throw new ImportRefusedError('damaged_file')
	if (!TEXT_EXTENSIONS.includes(extension)) throw new ImportRefusedError('unknown_format')
	const draft = draftOfText(text, name, options)
	return { ...draft, ...(NOT_ASCII.test(text) && { encoding, encodings }) }
}

/** Reads a text: Markdown by its name, a table by its name or its tabs, or a list. */
function draftOfText(text: string, name: string, options: Reading): FileDraft {
	const extension = fileExtension(name)
	if (isMarkdownName(name)) return draftOfMarkdown(text, titleOf(name))
	if (extension === 'csv' || extension === 'tsv' || isTable(text))
		return draftOfTables([tableOf(text)], titleOf(name), options)
	return draftOfList(text, titleOf(name))
}

const isMarkdownName = (name: string) => /\.(md|markdown)$/i.test(name)

/**
 * Returns the text of a file, or the parsed value of a JSON file. The text of a JSON file can then
 * be garbage-collected before its images are decoded.
 */
function decodeFile(
	bytes: Uint8Array,
	name: string,
	{ free, encoding }: { free?: ((bytes: Uint8Array) => void) | undefined; encoding?: TextEncoding | undefined },
): (DecodedText & { encodings: EncodingSample[] }) | { json: unknown } {
	const isNamedJson = JSON_EXTENSIONS.includes(fileExtension(name))
	const decoded = decodeText(bytes, encoding)
	const encodings = isNamedJson ? [] : sampleEncodings(bytes)
	free?.(bytes)
	if (decoded?.text.trim() === '') throw new ImportRefusedError('nothing_inside')
	if (decoded === null) throw new ImportRefusedError(isNamedJson ? 'damaged_file' : 'unknown_format')
	return isNamedJson || (!isMarkdownName(name) && isJson(decoded.text))
		? { json: parseJson(decoded.text) }
		: { ...decoded, encodings }
}

function readJson(json: unknown, name: string, { marks, positions }: Reading): FileDraft {
	if (isBoardFile(json)) return readBoardFile(json)
	if (isTldraw(json)) return positioned(readTldraw(json, titleOf(name), marks), positions)
	if (isExcalidraw(json)) return positioned(readExcalidraw(json, titleOf(name), marks), positions)
	if (isJsonCanvas(json, name)) return positioned(readJsonCanvas(json, titleOf(name), marks), positions)
	if (isTrello(json)) {
		const { parts, skipped } = readTrello(json, marks)
		return outlineDraft(parts, { title: titleOf(name), source: 'list', skipped })
	}
	const whiteboard = readWhiteboard(json, titleOf(name), marks)
	if (whiteboard) return positioned(whiteboard, positions)
	if (isTldrawV1(json)) throw new ImportRefusedError('unknown_format', { file: 'tldraw_v1' })
	throw new ImportRefusedError('unknown_format')
}

/** Returns a drawing with its positions, or laid out in rows. */
function positioned(draft: FileDraft, choice: PositionChoice = 'keep'): FileDraft {
	if (draft.boards.length === 0 || choice === 'keep') return { ...draft, positions: choice }
	const laidOut = draft.boards.map(layOutAgain)
	const skipped = [...draft.skipped, ...laidOut.flatMap((one) => one.skipped)]
	return { ...draft, boards: laidOut.map((one) => one.draft), skipped, positions: choice }
}

/** Whether a text is JSON. A list may start with a brace too, so JSON also has to end with one. */
function isJson(text: string): boolean {
	return /^\s*\{\s*"/.test(text) && /\}\s*$/.test(text)
}

/** Whether a text is a table that was copied from a spreadsheet, with tabs between its cells. */
function isTable(text: string): boolean {
	return /\S\t/.test(text.split(/\r\n|\r|\n/, 1)[0] ?? '')
}

function tableOf(text: string): Table {
	return { rows: withoutEscapes(parseCsv(text, delimiterOf(text))) }
}

function* withoutEscapes(rows: Iterable<Row>): Generator<Row> {
	for (const { line, cells } of rows) yield { line, cells: cells?.map(unescapeCell) ?? null }
}

function draftOfTables(tables: readonly Table[], title: string, options: Reading): FileDraft {
	const { boards, skipped, table, sheets } = readTables(tables, options)
	const isPositioned = boards.some(({ content }) => hasPositions(content.cards))
	const { positions = 'keep' } = options
	const drafts = boards.map((board) => {
		const isKept = positions === 'keep' && hasPositions(board.content.cards)
		return createDraft(titleFrom(board.title) || title, board.content, { isKept })
	})
	return {
		source: 'table',
		boards: drafts,
		skipped,
		...(table && { table }),
		...(sheets && { sheets }),
		...(isPositioned && { positions }),
	}
}

function draftOfWorkbook(
	{ tables, skipped }: { tables: readonly Table[]; skipped: readonly SkippedEntry[] },
	title: string,
	options: Reading,
): FileDraft {
	const draft = draftOfTables(tables, title, options)
	return { ...draft, skipped: [...skipped, ...draft.skipped] }
}

function draftOfList(text: string, title: string): FileDraft {
	if (isOwnOutline(text)) throw new ImportRefusedError('outline_only')
	if (isMarkdownOutline(text)) return draftOfMarkdown(text, title)
	const ids = createDraftIds()
	const texts = splitList(text)
	const cards = texts.slice(0, LIMITS.maxImportedCards).map((line): DraftCard => {
		return { id: ids.take(''), kind: 'note', text: line, city: '' }
	})
	const remaining = texts.length - cards.length
	const skipped: SkippedEntry[] = remaining > 0 ? [{ entry: String(remaining), reason: 'too_much' }] : []
	const boards = cards.length === 0 ? [] : [createDraft(title, { cards, links: [], clusters: [], images: [] })]
	return { source: 'list', boards, skipped }
}

function draftOfMarkdown(text: string, title: string): FileDraft {
	if (isOwnOutline(text)) throw new ImportRefusedError('outline_only')
	const { parts, skipped } = readMarkdown(text)
	return outlineDraft(parts, { title, source: 'list', skipped })
}

function draftOfXmind(entries: readonly ZipEntry[], title: string, marks: MarkReader): FileDraft {
	const maps = readXmind(entries).map(({ topics, skipped }) =>
		outlineDraft(topicParts(topics, marks), { title, source: 'list', skipped }),
	)
	return {
		source: 'list',
		boards: maps.flatMap(({ boards }) => boards),
		skipped: maps.flatMap(({ skipped }) => skipped),
	}
}

const titleOf = (name: string) => titleFrom(name.replace(/\.[^.]+$/, ''))
