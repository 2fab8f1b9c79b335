/*
 * The markup of card texts: **bold**, lines that begin with "- " as list items, and addresses of
 * pages and mailboxes as links. A text is stored as it was typed. Views read it with
 * `parseCardText`; views without formatting use `plainText`.
 */

/** A part of a line in one style. */
export interface TextSpan {
	text: string
	isBold: boolean
	/**
	 * The address of the link: http, https or mailto, and nothing else. Null if the span is not a
	 * link.
	 */
	href: string | null
}

/** A line of a card's text. The spans of a list item do not include its mark. */
export interface FormattedLine {
	isItem: boolean
	spans: TextSpan[]
}

/** The patterns of the markup. Each takes time linear in the length of a line, with any content. */
const ITEM = /^[ \t]{0,8}- +(?=\S)/
const BOLD = /\*\*(?=[^\s*])([^*]+)\*\*/g
const LINE_BREAK = /\r\n|\r|\n/
const HAS_LAYOUT = /\*\*[^\s*]|^[ \t]{0,8}- +\S/m
const HAS_LINK = /https?:\/\/|www\.|@/i

/** The maximum length of an address that becomes a link. */
const MAX_ADDRESS_LENGTH = 2000
/**
 * The pattern of an address. It ends at white space, quotation marks and Chinese punctuation, which
 * no address contains.
 */
const ADDRESS = new RegExp(
	[
		String.raw`(?<![a-z0-9])(?:https?:\/\/|www\.(?=[\p{L}\p{N}]))[^\s<>"“”‘’«»「」『』《》【】（），。；：！？、*\u0000-\u001f]+`,
		String.raw`(?<![\w.%+-])(?:mailto:)?[\w%+-][\w.%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])`,
	].join('|'),
	'giu',
)

/** Returns the lines of a card's text with their styles and links. */
export function parseCardText(text: string): FormattedLine[] {
	return text.split(LINE_BREAK).map((line) => {
		const mark = ITEM.exec(line)?.[0] ?? ''
		return { isItem: mark !== '', spans: boldSpans(line.slice(mark.length)).flatMap(withLinks) }
	})
}

/** Whether a text has bold parts or lists, so that its layout differs from that of plain text. */
export function hasLayoutMarkup(text: string): boolean {
	return HAS_LAYOUT.test(text)
}

/** Whether a text may need `parseCardText` to be shown. */
export function isFormatted(text: string): boolean {
	return HAS_LAYOUT.test(text) || HAS_LINK.test(text)
}

/**
 * Returns the text without the marks of bold parts. List items keep their marks, which are readable
 * as plain text.
 */
export function plainText(text: string): string {
	return text.includes('**') ? text.replace(BOLD, (marked, inner: string) => (isTrimmed(inner) ? inner : marked)) : text
}

/** Returns the addresses in a text, each once, with the words that show them. */
export function linksIn(text: string): { text: string; href: string }[] {
	if (!HAS_LINK.test(text)) return []
	const spans = parseCardText(text).flatMap((line) => line.spans)
	const links = new Map(spans.flatMap(({ href, text: shown }) => (href ? [[href, { text: shown, href }]] : [])))
	return [...links.values()]
}

const isTrimmed = (inner: string) => !/\s$/.test(inner)

function boldSpans(line: string): TextSpan[] {
	const spans: TextSpan[] = []
	let end = 0
	const add = (text: string, isBold: boolean) => {
		if (text !== '') spans.push({ text, isBold, href: null })
	}
	for (const match of line.matchAll(BOLD)) {
		const inner = match[1] ?? ''
		if (!isTrimmed(inner)) continue
		add(line.slice(end, match.index), false)
		add(inner, true)
		end = match.index + match[0].length
	}
	add(line.slice(end), false)
	return spans
}

/** Returns the lines of a text without markup, with its links. */
export function parseLinks(text: string): FormattedLine[] {
	return text.split(LINE_BREAK).map((line) => ({ isItem: false, spans: linkSpans(line) }))
}

/** Returns the letters of these lines, without the marks of list items. */
export function textOfLines(lines: readonly FormattedLine[]): string {
	return lines.map(({ spans }) => spans.map(({ text }) => text).join('')).join('\n')
}

/**
 * Returns an address of a link in the characters of a URI (RFC 3986), as Office files and PDFs
 * require. Escapes that it already has stay as they are.
 */
export function encodeAddress(href: string): string {
	return href.replace(NOT_IN_URI, (letter) => (LONE_SURROGATE.test(letter) ? '' : encodeURIComponent(letter)))
}

const NOT_IN_URI = /[^A-Za-z0-9_\-.~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu
const LONE_SURROGATE = /[\ud800-\udfff]/u

/** Splits a text without markup into its links and the parts between them. */
export function linkSpans(text: string): TextSpan[] {
	return withLinks({ text, isBold: false, href: null })
}

function withLinks(span: TextSpan): TextSpan[] {
	if (!HAS_LINK.test(span.text)) return [span]
	const spans: TextSpan[] = []
	let end = 0
	const add = (text: string, href: string | null) => {
		if (text !== '') spans.push({ ...span, text, href })
	}
	for (const match of span.text.matchAll(ADDRESS)) {
		const address = trimAddress(match[0])
		if (address.length > MAX_ADDRESS_LENGTH || address.endsWith('//')) continue
		add(span.text.slice(end, match.index), null)
		add(address, hrefOf(address))
		end = match.index + address.length
	}
	add(span.text.slice(end), null)
	return spans
}

/**
 * Removes the punctuation of the surrounding sentence from the end of an address. A closing bracket
 * stays if the address opened it.
 */
function trimAddress(address: string): string {
	const count = (bracket: string) => address.split(bracket).length - 1
	const surplus: Record<string, number> = { ')': count(')') - count('('), ']': count(']') - count('[') }
	let end = address.length
	for (; end > 0; end--) {
		const last = address[end - 1] ?? ''
		const extra = surplus[last] ?? 0
		if (extra > 0) surplus[last] = extra - 1
		else if (!".,;:!?'_~".includes(last)) break
	}
	return address.slice(0, end)
}

function hrefOf(address: string): string {
	if (/^(?:https?:\/\/|mailto:)/i.test(address)) return address
	return address.includes('@') && !/^www\./i.test(address) ? `mailto:${address}` : `https://${address}`
}
