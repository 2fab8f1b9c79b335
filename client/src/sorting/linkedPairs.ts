import type { BoardRecord } from '@charrette/shared'
import type * as Y from 'yjs'
import { writeLink } from '../boardParts/writeLink.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN, undoIfLast } from '../sync/undoHistory.ts'

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

/** Links cards that say the same in one step of undo. Returns the undo; null if none is missing. */
export function linkSame(
	{ records, undo, canWrite }: Pick<BoardDocument, 'records' | 'undo' | 'canWrite'>,
	shown: ReadonlyMap<string, BoardRecord>,
	group: readonly string[],
): (() => void) | null {
	const { missing } = linkedPairs(shown, group)
	if (!canWrite.get() || missing.length === 0) return null
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => {
		for (const [first, second] of missing) writeLink(records, shown, first, second)
	}, LOCAL_ORIGIN)
	undo.startStep()
	return undoIfLast(undo)
}
