import type { IndexKey } from '@tldraw/utils'
import { getIndicesAbove } from '@tldraw/utils'
import type { BoardRecord } from './schema.ts'

/** So many places in the stack, each above the one before it and all above what `parent` (the page or a cluster) holds. */
export function placesOnTop(records: Iterable<BoardRecord>, parent: string, count: number): IndexKey[] {
	let top: IndexKey | undefined
	for (const record of records) {
		if (record.typeName !== 'shape' || record.parentId !== parent) continue
		if (top === undefined || record.index > top) top = record.index
	}
	return getIndicesAbove(top, count)
}
