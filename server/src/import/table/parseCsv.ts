/**
 * A row of a table, and the line of the file where it starts; `cells` is null if it cannot be read.
 */
export interface Row {
	line: number
	cells: string[] | null
}

/**
 * Maximum length of a quoted cell: an unclosed quotation mark must not swallow the rest of the
 * file.
 */
const MAX_QUOTED = 64 * 1024
const DELIMITERS = [',', ';', '\t', '|'] as const
const PROBED_LINES = 20
const PROBED_CHARS = 64 * 1024
/** Cells of a row of CSV. @limit files: left out */
const MAX_CELLS = 1000
const LINE_END = /\r\n|\r|\n/g

/** Returns the delimiter of a table: the most frequent one in its first lines. */
export function delimiterOf(text: string): string {
	const named = /^sep=(.)\r?\n/i.exec(text)?.[1]
	if (named) return named
	const lines = text
		.slice(0, PROBED_CHARS)
		.split(/\r\n|\r|\n/, PROBED_LINES)
		.map(withoutQuoted)
	const counts = DELIMITERS.map((sign) => lines.reduce((sum, line) => sum + line.split(sign).length - 1, 0))
	return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/**
 * Returns a line without its quoted parts: every second part between quotation marks, and also the
 * last part if its quotation mark is not closed.
 */
function withoutQuoted(line: string): string {
	const parts = line.split('"')
	const isClosed = parts.length % 2 === 1
	return parts.filter((_, index) => index % 2 === 0 || (!isClosed && index === parts.length - 1)).join('')
}

/**
 * Parses delimited text (RFC 4180) as leniently as spreadsheets do: a stray quotation mark is a
 * character, and an unclosed one makes only its own line unreadable. Papa Parse and other parsers
 * would read the rest of the file as one cell.
 */
export function* parseCsv(text: string, delimiter: string): Generator<Row> {
	let [at, line] = [/^sep=.\r?\n/i.test(text) ? text.indexOf('\n') + 1 : 0, 1]
	if (at > 0) line++
	while (at < text.length) {
		const cells = readRow(text, at, delimiter)
		const end = cells?.end ?? endOfLine(text, at)
		yield { line, cells: cells?.cells ?? null }
		line += text.slice(at, end).match(LINE_END)?.length ?? 0
		at = end
	}
}

/**
 * Reads the cells of the row at `start`, and the position where the next row starts. Returns null
 * if a quotation mark is not closed.
 */
function readRow(text: string, start: number, delimiter: string): { cells: string[]; end: number } | null {
	const cells: string[] = []
	let at = start
	for (;;) {
		const cell = text[at] === '"' ? readQuoted(text, at, delimiter) : readPlain(text, at, delimiter)
		if (!cell) return null
		if (cells.length < MAX_CELLS) cells.push(cell.value)
		at = cell.end
		if (text[at] !== delimiter) return { cells, end: endOfLine(text, at) }
		at++
	}
}

interface Cell {
	value: string
	/** Position of the next delimiter or line end. */
	end: number
}

function readPlain(text: string, at: number, delimiter: string): Cell {
	let end = at
	while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
	return { value: text.slice(at, end), end }
}

function readQuoted(text: string, at: number, delimiter: string): Cell | null {
	let close = at + 1
	while (close < text.length && close - at < MAX_QUOTED) {
		if (text[close] !== '"') close++
		else if (text[close + 1] === '"') close += 2
		else break
	}
	const value = text.slice(at + 1, close)
	const next = text[close + 1]
	const isClosed = text[close] === '"' && (next === undefined || next === delimiter || next === '\n' || next === '\r')
	if (isClosed) return { value: value.replaceAll('""', '"'), end: close + 1 }
	// A quotation mark for inches or around a word is a plain character, if the text does not span
	// lines.
	return text[close] === '"' && !/[\r\n]/.test(value) ? readPlain(text, at, delimiter) : null
}

function endOfLine(text: string, at: number): number {
	LINE_END.lastIndex = at
	const found = LINE_END.exec(text)
	return found ? found.index + found[0].length : text.length
}
