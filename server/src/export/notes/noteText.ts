import { linkSpans, parseCardText, stripInvalidXmlChars, type TextSpan } from '@charrette/shared'
import { escapeLineStart, escapeMarks, spanText } from '../markdownText.ts'

type Property = string | number | boolean | readonly string[] | undefined

/** A property of the note of a board: an import recognizes the notes by it (IMP4c). */
export const NOTES_MARK = 'charrette: "notes"'

/**
 * Writes properties as the YAML front matter of a note. Strings are quoted as in JSON, which is
 * valid YAML. Empty properties are left out.
 */
export function frontMatter(properties: Record<string, Property>): string {
	const lines = Object.entries(properties).flatMap(([key, value]) =>
		value === undefined || value === '' ? [] : [`${key}: ${JSON.stringify(cleaned(value))}`],
	)
	return ['---', ...lines, '---'].join('\n')
}

function cleaned(value: Exclude<Property, undefined>): Property {
	return typeof value === 'string' ? stripInvalidXmlChars(value) : value
}

/**
 * Writes a card's text as Markdown: its lines, lists, bold parts and URLs. Escapes everything else
 * that Obsidian or Logseq would interpret.
 */
export function noteText(text: string): string {
	const lines = parseCardText(stripInvalidXmlChars(text).trim()).map(({ isItem, spans }) => {
		const parts = spans.map((span) => (span.isBold ? `**${escaped(span)}**` : escaped(span)))
		const line = parts.join('').trim()
		if (isItem) return `- ${line}`
		return spans[0]?.isBold ? line : escapeLineStart(line)
	})
	// Two spaces at its end break a line. Paragraphs and lists begin on a new line anyway.
	return lines.map((line, at) => (line !== '' && lines[at + 1] ? `${line}  ` : line)).join('\n')
}

/** Writes a text on one line. */
export function noteLine(text: string): string {
	const line = stripInvalidXmlChars(text).replace(/\s+/g, ' ').trim()
	return escapeLineStart(linkSpans(line).map(escaped).join(''))
}

/** Escapes a part of a text, including tags, comments, highlights and block marks. */
function escaped(span: TextSpan): string {
	return span.href === null ? escapeMarks(span.text).replace(/[#%=^]/g, '\\$&') : spanText(span)
}
