import {
	type CardKind,
	createId,
	type ImportedTable,
	type LinkMeaning,
	type ObstacleCategory,
	type SkippedEntry,
} from '@charrette/shared'
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
	images: ReadonlyMap<string, Uint8Array>
	/** Whether what has no author is of whoever brings it, as what is typed is. */
	isAuthoredByImporter: boolean
}

/** All that a file holds, and what of it did not come, with the reason. */
export interface FileDraft {
	source: Source
	boards: BoardDraft[]
	skipped: SkippedEntry[]
	/** Where the file is one table, how it was read. */
	table?: ImportedTable
}

/** A card of a file that says nothing of where it lies. `id` is a record's, with its `shape:`. */
export interface DraftCard {
	id: string
	kind: CardKind
	text: string
	city: string
	category: ObstacleCategory | null
	/** The author's name. */
	author?: string
	/** Id of the cluster that holds it. */
	cluster?: string
}

export interface DraftLink {
	id: string
	from: string
	to: string
	/** Left out where it follows from the kinds of the two cards. */
	meaning?: LinkMeaning
}

export interface DraftImage {
	id: string
	path: string
	alt: string
	cluster?: string
}

/** What is on a board, without any place. */
export interface ContentDraft {
	cards: DraftCard[]
	links: DraftLink[]
	clusters: { id: string; title: string }[]
	images: DraftImage[]
}

const SHAPE_ID_PATTERN = /^shape:[A-Za-z0-9_-]{1,64}$/

/** Gives the records of one file their ids: the file's own where it can be one and is not taken, else a fresh one. */
export interface DraftIds {
	/** An id for what the file calls so; another one each time. */
	take(named: string): string
	/** The id that the first of this name got. */
	find(named: string): string | undefined
}

/** Ids for one file, none of which is taken yet. */
export function createDraftIds(): DraftIds {
	const ids = new Map<string, string>()
	const taken = new Set<string>()
	return {
		take(named) {
			const name = withoutPrefix(named)
			const own = named.trim()
			const id = SHAPE_ID_PATTERN.test(own) && !taken.has(own) ? own : `shape:${createId()}`
			taken.add(id)
			if (name !== '' && !ids.has(name)) ids.set(name, id)
			return id
		},
		find: (named) => ids.get(withoutPrefix(named)),
	}
}

/** A card's id is often written without its `shape:`. */
function withoutPrefix(named: string): string {
	return named.trim().replace(/^shape:/, '')
}

/** Why a file is not taken at all: a code of the table of errors. */
export type ImportRefusal =
	| 'unknown_format'
	| 'newer_format'
	| 'damaged_file'
	| 'too_much_inside'
	| 'nothing_inside'
	| 'outline_only'

/** A file that is refused whole. Nothing of it came in. */
export class ImportRefusedError extends Error {
	readonly reason: ImportRefusal

	constructor(reason: ImportRefusal, options?: ErrorOptions) {
		super(`a file was refused: ${reason}`, options)
		this.name = 'ImportRefusedError'
		this.reason = reason
	}
}
