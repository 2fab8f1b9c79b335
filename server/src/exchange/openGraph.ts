import { AppError } from '../errors.ts'
import { escapeHtml } from '../export/viewer/toViewer.ts'
import { readCollection } from './collectPractices.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'

/** Characters of a description, and of other attributes. */
const MAX_LENGTH = 300

interface Preview {
	title: string
	text: string
	/** The address of the page. */
	address: string
	/** The image that represents it, with its whole address. */
	image: { address: string; alt: string } | null
}

/** Returns the description and the Open Graph tags of a page, which link previews show. */
export function openGraph({ title, text, address, image }: Preview): string {
	return [
		`<meta name="description" content="${attribute(text)}">`,
		`<meta property="og:type" content="article"><meta property="og:title" content="${attribute(title)}">`,
		`<meta property="og:description" content="${attribute(text)}"><meta property="og:url" content="${escapeHtml(address)}">`,
		...(image
			? [
					`<meta property="og:image" content="${escapeHtml(image.address)}"><meta property="og:image:alt" content="${attribute(image.alt)}">`,
					'<meta name="twitter:card" content="summary_large_image">',
				]
			: []),
	].join('\n')
}

/** Returns a text for an attribute. */
function attribute(text: string): string {
	return escapeHtml(text.slice(0, MAX_LENGTH))
}

/** Returns the address of an image in a width for pages of text and for previews. */
export function imageAddress({ path }: { path: string }, url: string): string {
	return `${url}${path}?w=1024`
}

/**
 * Returns these tags for the page of a collection that everybody reads (COLLECT5); empty for all
 * others, so that nobody learns that they exist.
 */
export async function collectionTags(
	deps: Pick<ExchangeDeps, 'practices'>,
	{ id, url }: { id: string; url: string },
): Promise<string> {
	try {
		const { collection } = await readCollection(deps, null, { id, locale: 'en' })
		const { title, text, cover } = collection
		const address = `${url}/exchange/collections/${collection.id}`
		return openGraph({ title, text, address, image: cover && { address: imageAddress(cover, url), alt: cover.alt } })
	} catch (error) {
		if (error instanceof AppError && error.code === 'not_found') return ''
		throw error
	}
}
