import type { Link } from '@charrette/shared'

/** With fewer links, the label of each one is read sooner than a rule is understood. */
const MIN_REPEATED = 4

/**
 * The meaning that all links of a board have, and the first of them: the label is shown there, and
 * not again at each of the others. Null if they differ, or are few.
 */
export function repeatedMeaning(links: readonly Link[]): Pick<Link, 'id' | 'meaning'> | null {
	const [first] = links
	const isRepeated = first && links.length >= MIN_REPEATED && links.every(({ meaning }) => meaning === first.meaning)
	return isRepeated ? { id: first.id, meaning: first.meaning } : null
}
