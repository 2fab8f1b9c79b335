/*
 * Characters that no text should have (CHARS1). XML cannot contain them, so a single one in a text
 * would make a whole file unreadable.
 */

/*
 * Not allowed in XML 1.0: control characters except tab, line breaks and those from U+007F, and two
 * non-characters.
 */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/u
const ALL_FORBIDDEN = new RegExp(FORBIDDEN, 'gu')

/** Whether a text has characters that XML forbids. */
export function hasForbidden(text: string): boolean {
	return FORBIDDEN.test(text)
}

/**
 * Removes the characters that XML forbids. Lone surrogates stay: an input method may send the two
 * halves of a letter one by one.
 */
export function stripForbidden(text: string): string {
	return hasForbidden(text) ? text.replace(ALL_FORBIDDEN, '') : text
}

/**
 * Returns a text from a file or the clipboard without characters that XML forbids. Vertical tabs
 * become line breaks, because some programs use them as such.
 */
export function cleanText(text: string): string {
	return hasForbidden(text) ? stripForbidden(text.replaceAll('\v', '\n')) : text
}

/*
 * Not allowed in XML 1.0 and never visible: control characters except tab and line break, lone
 * surrogates.
 */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu

/**
 * Removes control characters, which some document formats cannot contain; line breaks become `\n`.
 */
export function stripUnprintable(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '')
}
