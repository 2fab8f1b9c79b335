import { simpleDiffString } from 'lib0/diff'

/**
 * Merges two changes of a short text that is written as a whole, such as a title. `mine` and
 * `theirs` both started from `base`. Returns null if both changed the same part of it.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
	if (mine === base || mine === theirs) return theirs
	if (theirs === base) return mine
	const [own, other] = [simpleDiffString(base, mine), simpleDiffString(base, theirs)]
	const [first, last] = own.index <= other.index ? [own, other] : [other, own]
	if (first.index + first.remove > last.index || first.index === last.index) return null
	const between = base.slice(first.index + first.remove, last.index)
	return base.slice(0, first.index) + first.insert + between + last.insert + base.slice(last.index + last.remove)
}

/**
 * Merges two changes of a list without duplicates that is saved as a whole: their list, without the
 * entries that I removed from `base`, and with those that I added.
 */
export function mergeLists<Entry>(base: readonly Entry[], mine: readonly Entry[], theirs: readonly Entry[]): Entry[] {
	const isRemoved = (entry: Entry) => base.includes(entry) && !mine.includes(entry)
	const isAdded = (entry: Entry) => !base.includes(entry) && !theirs.includes(entry)
	return [...theirs.filter((entry) => !isRemoved(entry)), ...mine.filter(isAdded)]
}
