/** Excel takes no more in a cell. */
const MAX_CELL_LETTERS = 32_767
/* What XML 1.0 has no place for: control characters, halves of pairs and two that are no characters. */
const UNWRITABLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
	/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/* Read as an escaped character, if it is not itself escaped (ECMA-376, ST_Xstring). */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g
/* What somebody who edits the cell and leaves it as it is would make a formula, a number or a date of. */
const NO_TEXT_WHEN_EDITED = /^\s*[=+\-@'＝＋－＠.,\d]|^(true|false)$/i

/** A text as a cell can hold it, its line breaks made one kind. One that is too long ends in an ellipsis. */
export function cellText(text: string): string {
	const written = text.replace(/\r\n?/g, '\n').replace(UNWRITABLE, '')
	if (written.length <= MAX_CELL_LETTERS) return written
	return `${written.slice(0, MAX_CELL_LETTERS - 1).replace(UNWRITABLE, '')}…`
}

/** Whether a cell has to be marked as text, so that it stays one when somebody edits it. */
export function needsTextMark(text: string): boolean {
	return NO_TEXT_WHEN_EDITED.test(text)
}

/** A text as it stands in XML, between tags or in an attribute. */
export function xmlText(text: string): string {
	return text
		.replace(LIKE_ESCAPE, '_x005F_')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
}
