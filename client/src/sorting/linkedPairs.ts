import type { BoardRecord } from '@charrette/shared'
import type * as Y from 'yjs'
import { writeLink } from '../boardParts/writeLink.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN, undoIfLast } from '../sync/undoHistory.ts'

/** The links of a board by their cards. */
type LinksByCard = ReadonlyMap<string, ReadonlySet<string>>

/** Returns the links of each card that has any. */
export function linksByCard(shown: ReadonlyMap<string, BoardRecord>): LinksByCard {
	const links = new Map<string, Set<string>>()
	for (const record of shown.values())
		if (record.typeName === 'binding') links.set(record.toId, (links.get(record.toId) ?? new Set()).add(record.fromId))
	return links
}

/**
 * Returns the links that are missing between cards that say the same: from the first of them to
 * each of the others, unless the two are linked already.
 */
export function linkedPairs(
	group: readonly string[],
	links: LinksByCard,
): { missing: [first: string, second: string][] } {
	const [first, ...others] = group
	if (first === undefined) return { missing: [] }
	const own = links.get(first)
	const missing = others.filter((card) => ![...(links.get(card) ?? [])].some((link) => own?.has(link)))
	return { missing: missing.map((card) => [first, card]) }
}

/** Links cards that say the same in one step of undo. Returns the undo; null if none is missing. */
export function linkSame(
	{ records, undo, canWrite }: Pick<BoardDocument, 'records' | 'undo' | 'canWrite'>,
	shown: ReadonlyMap<string, BoardRecord>,
	group: readonly string[],
): (() => void) | null {
	const { missing } = linkedPairs(group, linksByCard(shown))
	if (!canWrite.get() || missing.length === 0) return null
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => {
		for (const [first, second] of missing) writeLink(records, shown, first, second)
	}, LOCAL_ORIGIN)
	undo.startStep()
	return undoIfLast(undo)
}
