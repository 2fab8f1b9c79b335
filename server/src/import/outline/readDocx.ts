import type { SkippedEntry } from '@charrette/shared'
import { decodeText } from '../decodeText.ts'
import { ImportRefusedError } from '../FileDraft.ts'
import type { ZipEntry } from '../openZip.ts'
import { readXml } from '../xlsx/readXml.ts'
import type { OutlinePart } from './outlineDraft.ts'

const DOCUMENT = 'word/document.xml'
const MAX_PARTS = 20_000
const LEFT_OUT = ['del', 'moveFrom', 'Fallback']

/** Whether an archive is a Word document. */
export function isDocx(entries: readonly ZipEntry[]): boolean {
	return entries.some(({ name }) => name === DOCUMENT)
}

/**
 * Reads the parts of a Word document (ECMA-376): the title, headings, and a card for each
 * paragraph, list item or table row. Nested list items become a list in the text of their card.
 * Deleted text, headers, footnotes and pictures are left out, and pictures are listed. Throws an
 * `ImportRefusedError` if the document is damaged.
 */
export function readDocx(entries: readonly ZipEntry[]): { parts: OutlinePart[]; skipped: SkippedEntry[] } {
	const textOf = (name: string): string | null => {
		const bytes = entries.find((entry) => entry.name === name)?.read()
		return (bytes && decodeText(bytes)?.text) ?? null
	}
	const xml = textOf(DOCUMENT)
	if (xml === null) throw new ImportRefusedError('damaged_file')
	return readBody(xml, readStyles(textOf('word/styles.xml') ?? ''))
}

type StyleKind = 'title' | 'heading' | 'contents'

/**
 * Returns the styles of titles, headings and tables of contents by id. Ids of styles differ by
 * language, their names do not.
 */
function readStyles(xml: string): ReadonlyMap<string, StyleKind> {
	const styles = new Map<string, StyleKind>()
	let id = ''
	readXml(xml, {
		open(name, attribute) {
			if (name === 'style') id = attribute('w:styleId') ?? ''
			const value = name === 'name' ? (attribute('w:val') ?? '').toLowerCase() : ''
			if (value === 'title') styles.set(id, 'title')
			else if (/^heading \d$/.test(value)) styles.set(id, 'heading')
			else if (/^toc( \d| heading)$/.test(value)) styles.set(id, 'contents')
		},
	})
	return styles
}

interface Paragraph {
	text: string
	style: StyleKind | undefined
	/** Indentation level of a list item; null for any other paragraph. */
	level: number | null
}

function readBody(
	xml: string,
	styles: ReadonlyMap<string, StyleKind>,
): { parts: OutlinePart[]; skipped: SkippedEntry[] } {
	const parts: OutlinePart[] = []
	let paragraph: Paragraph = { text: '', style: undefined, level: null }
	let item: OutlinePart | null = null
	let row: string[] | null = null
	let [isText, pictures, deletions] = [false, 0, 0]
	const endParagraph = () => {
		const { text, style, level } = paragraph
		if (text.trim() === '' || style === 'contents') return
		if (row) row.push(text.trim())
		else if (level !== null && level > 0 && item) item.text += `\n- ${text.trim()}`
		else if (parts.length < MAX_PARTS) {
			const part: OutlinePart = { type: style ?? 'card', text }
			parts.push(part)
			item = level === null ? null : part
		}
	}
	readXml(xml, {
		open(name, attribute) {
			const value = () => attribute('w:val') ?? ''
			if (name === 'p') paragraph = { text: '', style: undefined, level: null }
			else if (name === 't') isText = deletions === 0
			else if (name === 'tr') row = []
			// Text that was deleted or moved away, and the alternative form of a text box.
			else if (LEFT_OUT.includes(name)) deletions++
			else if (name === 'drawing' || name === 'pict') pictures += deletions === 0 ? 1 : 0
			else readProperty(name, value, { paragraph, styles })
		},
		text(text) {
			if (isText) paragraph.text += text
		},
		close(name) {
			if (name === 't') isText = false
			else if (LEFT_OUT.includes(name)) deletions--
			else if (name === 'p') endParagraph()
			else if (name === 'tr' && row) {
				if (row.length > 0 && parts.length < MAX_PARTS) parts.push({ type: 'card', text: row.join('\n') })
				row = null
			}
		},
	})
	return { parts, skipped: Array.from({ length: pictures }, () => ({ reason: 'no_picture' as const })) }
}

/** Reads a property of a paragraph, or a special character in it. */
function readProperty(
	name: string,
	value: () => string,
	{ paragraph, styles }: { paragraph: Paragraph; styles: ReadonlyMap<string, StyleKind> },
): void {
	if (name === 'pStyle') paragraph.style = styles.get(value())
	else if (name === 'outlineLvl' && Number(value()) < 9) paragraph.style ??= 'heading'
	else if (name === 'ilvl') paragraph.level = Number(value()) || 0
	else if (name === 'tab') paragraph.text += ' '
	else if (name === 'br' || name === 'cr') paragraph.text += '\n'
}
