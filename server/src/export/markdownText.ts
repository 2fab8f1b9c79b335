import { linkSpans, parseCardText, type TextSpan } from '@charrette/shared'

/** Escapes a text for Markdown, on one line: line breaks become `<br>`, and URLs remain links. */
export function inline(text: string): string {
	return text
		.trim()
		.split(/\r\n|\r|\n/)
		.map((line) => lineOf(linkSpans(line)))
		.join('<br>')
}

/** Writes these parts as a line. */
export function lineOf(spans: readonly TextSpan[]): string {
	return escapeLineStart(spans.map(spanText).join(''))
}

/**
 * Writes a part of a text. A URL has no backslash escapes, since a backslash would become part of
 * it.
 */
export function spanText({ text, href }: TextSpan): string {
	if (href === null) return escapeMarks(text)
	const address = href.replace(/&(?=#?\w+;)/g, '&amp;')
	return href === text ? `<${address}>` : `[${escapeMarks(text)}](<${address.replaceAll('\\', '\\\\')}>)`
}

/** Writes a card's text as Markdown on one line, with its bold parts, lists and links. */
export function formatted(text: string): string {
	const lines = parseCardText(text.trim()).map(({ isItem, spans }) => {
		const parts = spans.map((span) => (span.isBold ? `**${spanText(span)}**` : spanText(span)))
		return isItem ? `• ${parts.join('')}` : spans[0]?.isBold ? parts.join('') : escapeLineStart(parts.join(''))
	})
	return lines.join('<br>')
}

/** Escapes characters that are Markdown syntax anywhere in a line. */
export function escapeMarks(text: string): string {
	return text.replace(/[\\`*_[\]<>|~$]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')
}

/** Escapes characters that would begin a heading or list at the start of a line. */
export function escapeLineStart(line: string): string {
	return line.replace(/^(\s*)([#+\-=])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2')
}
