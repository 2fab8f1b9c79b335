import type { ImportedTable, Skipped } from '@charrette/shared'
import type * as Y from 'yjs'

/** What a file was; who may bring it in goes by it. */
export type Source = 'json' | 'tldraw' | 'table' | 'list' | 'zip'

/** A board as a file has it, before it is anybody's: a document of its own, with what belongs to it beside. */
export interface BoardDraft {
	title: string
	doc: Y.Doc
	/** Names of those who made something, by the id under which `meta.author` of the records has them. */
	people: ReadonlyMap<string, string>
	/** Pictures that came along, by the path that the records have for them. */
	pictures: ReadonlyMap<string, Uint8Array>
	/** Whether what has no author is of whoever brings it, as what is typed is. */
	isOwn: boolean
}

/** All that a file holds, and what of it did not come, with the reason. */
export interface FileDraft {
	source: Source
	boards: BoardDraft[]
	skipped: Skipped[]
	/** Where the file is one table, how it was read. */
	table?: ImportedTable
}
