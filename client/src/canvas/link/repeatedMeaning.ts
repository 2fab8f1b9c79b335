import type { Link } from '@charrette/shared'

/** Minimum number of links. With fewer links, showing every label is easier to understand. */
const MIN_REPEATED = 4

/**
 * Returns the meaning that all links of a board have, and the first of them: only that link shows
 * its label. Null if the meanings differ, or the links are few.
 */
export function repeatedMeaning(links: readonly Link[]): Pick<Link, 'id' | 'meaning'> | null {
	const [first] = links
	const isRepeated = first && links.length >= MIN_REPEATED && links.every(({ meaning }) => meaning === first.meaning)
	return isRepeated ? { id: first.id, meaning: first.meaning } : null
}
