/*
 * Characters that no text should have (CHARS1). XML cannot contain them, so a single one in a text
 * would make a whole file unreadable.
 */

/*
 * Not allowed in XML 1.0: control characters except tab, line breaks and those from U+007F, and two
 * non-characters.
 */
const INVALID_XML_CHAR = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/u
const INVALID_XML_CHARS = new RegExp(INVALID_XML_CHAR, 'gu')

/** Whether a text has characters that XML forbids. */
export function hasInvalidXmlChars(text: string): boolean {
	return INVALID_XML_CHAR.test(text)
}

/**
 * Removes the characters that XML forbids. Lone surrogates stay: an input method may send the two
 * halves of a letter one by one.
 */
export function stripInvalidXmlChars(text: string): string {
	return hasInvalidXmlChars(text) ? text.replace(INVALID_XML_CHARS, '') : text
}

/**
 * Returns a text from a file or the clipboard without characters that XML forbids. Vertical tabs
 * become line breaks, because some programs use them as such.
 */
export function cleanText(text: string): string {
	return hasInvalidXmlChars(text) ? stripInvalidXmlChars(text.replaceAll('\v', '\n')) : text
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
