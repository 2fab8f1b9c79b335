/** A text that another whiteboard stores as markup. */
interface MarkedUpText {
	/** One line per paragraph, with the marks of bold parts and list items that cards use (TEXT1). */
	text: string
	/** The addresses of its links, unless they are in the text. */
	addresses: string[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
const MAX_ENTITY = /&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi
const LAST_CODE_POINT = 0x10ffff

/**
 * Returns the text of markup that another whiteboard writes: paragraphs, lists, bold parts and
 * links. Other elements are left out, and nothing of it is executed.
 */
export function textOfHtml(html: string): MarkedUpText {
	const hrefs = [...html.matchAll(/<a\b[^<>]*\shref="([^"<>]{1,2000})"/gi)].map(([, href = '']) =>
		withoutEntities(href),
	)
	const lines = html
		.replace(/[\r\n]+/g, ' ')
		.replace(/<li\b[^<>]*>/gi, '\n- ')
		.replace(/<(?:br|\/p|\/div|\/li|\/h[1-6]|\/ul|\/ol)\b[^<>]*>/gi, '\n')
		.replace(/<(?:b|strong)(?:\s[^<>]*)?>([^<>*]{1,2000})<\/(?:b|strong)>/gi, (_, part: string) => boldOf(part))
		.replace(/<[^<>]*>/g, '')
		.split('\n')
	const text = withoutEntities(
		lines
			.map((line) => line.replace(/\s+/g, ' ').trim())
			.filter((line) => line !== '' && line !== '-')
			.join('\n'),
	)
	return { text, addresses: hrefs.filter((href) => !text.includes(href)) }
}

/** Marks a part as bold, except for the spaces around it. */
const boldOf = (part: string) => part.replace(/^(\s*)(\S.*?)(\s*)$/, '$1**$2**$3')

function withoutEntities(text: string): string {
	return text.replace(MAX_ENTITY, (whole, name: string) => {
		if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole
		const isHex = /^#x/i.test(name)
		const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10)
		return code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole
	})
}
