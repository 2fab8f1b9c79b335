import type { Card } from '@charrette/shared'

/**
 * Returns the name of a card's document, with the page that its text is from, and its address
 * (CASE6); '' without one. `origin` is the address of the server.
 */
export function documentLine({ document }: Pick<Card, 'document'>, origin = ''): string {
	if (!document) return ''
	return `${documentName(document)}: ${origin}${document.path}`
}

/** Returns the same as a link in Markdown. */
export function documentLink({ document }: Pick<Card, 'document'>, origin: string): string {
	if (!document) return ''
	return `[${documentName(document).replace(/[\\[\]*_`<>]/g, '\\$&')}](${origin}${document.path})`
}

function documentName({ name, page }: NonNullable<Card['document']>): string {
	return page === undefined ? name : `${name}, ${page}`
}
