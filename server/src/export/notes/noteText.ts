import { linkSpans, parseCardText, stripForbidden, type TextSpan } from '@charrette/shared'
import { escapeLineStart, escapeMarks, spanText } from '../markdownText.ts'

type Property = string | number | boolean | readonly string[] | undefined

/** Properties as the YAML before a note; strings are quoted as in JSON, which YAML reads. Empty ones are left out. */
export function frontMatter(properties: Record<string, Property>): string {
	const lines = Object.entries(properties).flatMap(([key, value]) =>
		value === undefined || value === '' ? [] : [`${key}: ${JSON.stringify(cleaned(value))}`],
	)
	return ['---', ...lines, '---'].join('\n')
}

function cleaned(value: Exclude<Property, undefined>): Property {
	return typeof value === 'string' ? stripForbidden(value) : value
}

/** A text of a card: its lines, lists, bold parts and addresses, and nothing else that Obsidian or Logseq reads. */
export function noteText(text: string): string {
	const lines = parseCardText(stripForbidden(text).trim()).map(({ isItem, spans }) => {
		const parts = spans.map((span) => (span.isBold ? `**${escaped(span)}**` : escaped(span)))
		const line = parts.join('').trim()
		if (isItem) return `- ${line}`
		return spans[0]?.isBold ? line : escapeLineStart(line)
	})
	// Two spaces break a line; between paragraphs and before lists it ends anyway.
	return lines.map((line, at) => (line !== '' && lines[at + 1] ? `${line}  ` : line)).join('\n')
}

/** A text on one line. */
export function noteLine(text: string): string {
	const line = stripForbidden(text).replace(/\s+/g, ' ').trim()
	return escapeLineStart(linkSpans(line).map(escaped).join(''))
}

/** Tags, comments, highlights and block marks are escaped too. */
function escaped(span: TextSpan): string {
	return span.href === null ? escapeMarks(span.text).replace(/[#%=^]/g, '\\$&') : spanText(span)
}
