import { printable } from '@charrette/shared'

/** A piece of HTML that is safe as it stands. */
export interface Html {
	html: string
}

type Blank = string | number | Html | readonly Html[]

const ENTITIES: Partial<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
}

/** HTML as a template: whatever stands in a blank is text, and is written as text, unless it is HTML made here. */
export function html(strings: TemplateStringsArray, ...blanks: Blank[]): Html {
	return { html: strings.reduce((so, string, index) => so + written(blanks[index - 1] ?? '') + string) }
}

/** HTML that is known to be right, such as a style sheet. */
export function asHtml(source: string): Html {
	return { html: source }
}

/** A text as CSS has it between quotes: all but letters, numbers and spaces by their numbers, so that nothing ends it. */
export function cssString(text: string): string {
	const escaped = printable(text).replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)
	return `"${escaped}"`
}

function written(blank: Blank): string {
	if (typeof blank === 'number') return String(blank)
	if (typeof blank === 'string') return printable(blank).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
	return 'html' in blank ? blank.html : blank.map((part) => part.html).join('')
}
