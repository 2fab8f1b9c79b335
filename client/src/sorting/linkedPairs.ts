import type { BoardRecord } from '@charrette/shared'

/**
 * Returns the links that are missing between cards that say the same: from the first of them to
 * each of the others, unless the two are linked already.
 */
export function linkedPairs(
	shown: ReadonlyMap<string, BoardRecord>,
	group: readonly string[],
): { missing: [first: string, second: string][] } {
	const [first, ...others] = group
	if (first === undefined) return { missing: [] }
	const linksOf = (card: string) =>
		new Set(
			[...shown.values()].flatMap((record) =>
				record.typeName === 'binding' && record.toId === card ? [record.fromId as string] : [],
			),
		)
	const own = linksOf(first)
	const missing = others.filter((card) => ![...linksOf(card)].some((link) => own.has(link)))
	return { missing: missing.map((card) => [first, card]) }
}
