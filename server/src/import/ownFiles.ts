/**
 * Recognizes our own exports that are made for reading. They lack a part of their board, so an
 * import refuses them, and names the files to import instead.
 */
import { LOCALES } from '@charrette/shared'
import { exportLabelsIn } from '../export/labels.ts'
import { NOTES_MARK } from '../export/notes/noteText.ts'
import { OUTLINE_MARK } from '../export/toMarkdown.ts'
import { decodeText } from './decodeText.ts'
import type { ZipEntry } from './openZip.ts'

/*
 * The start of our Markdown export (`toMarkdown`) without a mark, line by line: title, workshop and
 * date, coverage.
 */
const OUTLINE_START = [/^# /, / · \d{4}-\d\d-\d\d$/, /^\*\*([^*]+)\*\* — /] as const
/** Number of characters that are probed; longer than any title with its escapes. */
const MAX_PROBED = 4096
const COVERAGE = LOCALES.map((locale) => exportLabelsIn(locale).headings.coverage)
/** The properties of our notes: the board, and the kind of a card or the cards of a cluster. */
const NOTE = /^---\n(?=[\s\S]*?^board: "\[\[)(?=[\s\S]*?^(?:kind|cards): )/m

/** Whether a text is our Markdown export in any language, or one of our notes. */
export function isOwnOutline(text: string): boolean {
	const start = text.slice(0, MAX_PROBED).replaceAll('\r\n', '\n')
	if (text.slice(-MAX_PROBED).trimEnd().endsWith(OUTLINE_MARK)) return true
	const properties = start.startsWith('---\n') ? start.slice(0, start.indexOf('\n---', 3) + 1) : ''
	if (properties.includes(`\n${NOTES_MARK}\n`) || NOTE.test(properties)) return true
	const lines = start.split(/\n+/, OUTLINE_START.length)
	const found = OUTLINE_START.map((part, index) => part.exec(lines[index] ?? ''))
	return found.every((match) => match !== null) && COVERAGE.includes(found.at(-1)?.[1] ?? '')
}

/** Whether a Word document is our report, by its creator, which Word keeps. */
export function isOwnReport(entries: readonly ZipEntry[]): boolean {
	const core = entries.find(({ name }) => name === 'docProps/core.xml')
	return core !== undefined && (decodeText(core.read())?.text.includes('<dc:creator>Charrette</dc:creator>') ?? false)
}

/** Whether a web page is our report or viewer. */
export function isOwnPage(bytes: Uint8Array): boolean {
	const start = Buffer.from(bytes.subarray(0, MAX_PROBED)).toString('latin1')
	return start.includes('<meta name="generator" content="Charrette">')
}
