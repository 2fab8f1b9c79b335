import { linkSpans, parseCardText, type TextSpan } from '@charrette/shared'

/** Escapes a text for Markdown, on one line: line breaks become `<br>`, and addresses stay links. */
export function inline(text: string): string {
	return text
		.trim()
		.split(/\r\n|\r|\n/)
		.map((line) => lineOf(linkSpans(line)))
		.join('<br>')
}

/** A line of these parts. */
export function lineOf(spans: readonly TextSpan[]): string {
	return escapeLineStart(spans.map(spanText).join(''))
}

/** A part of a text. In an address nothing is escaped with a backslash, which would belong to it. */
export function spanText({ text, href }: TextSpan): string {
	if (href === null) return escapeMarks(text)
	const address = href.replace(/&(?=#?\w+;)/g, '&amp;')
	return href === text ? `<${address}>` : `[${escapeMarks(text)}](<${address.replaceAll('\\', '\\\\')}>)`
}

/** A card's text in Markdown, on one line, with its bold parts, lists and links. */
export function formatted(text: string): string {
	const lines = parseCardText(text.trim()).map(({ isItem, spans }) => {
		const parts = spans.map((span) => (span.isBold ? `**${spanText(span)}**` : spanText(span)))
		return isItem ? `• ${parts.join('')}` : spans[0]?.isBold ? parts.join('') : escapeLineStart(parts.join(''))
	})
	return lines.join('<br>')
}

/** Escapes what means something in Markdown anywhere in a line. */
export function escapeMarks(text: string): string {
	return text.replace(/[\\`*_[\]<>|~$]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')
}

/** Escapes what begins a heading or list at the start of a line. */
export function escapeLineStart(line: string): string {
	return line.replace(/^(\s*)([#+\-=])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2')
}
