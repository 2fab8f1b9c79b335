import {
	type BoardImage,
	type CardContent,
	createId,
	type EncodingSample,
	type ImportedMark,
	type ImportedTable,
	type LinkMeaning,
	type PositionChoice,
	SHAPE_ID_PATTERN,
	type SheetChoice,
	type SkippedEntry,
	type TextEncoding,
	type UnreadableFile,
} from '@charrette/shared'
import type * as Y from 'yjs'

/** The kind of a file; permissions depend on it. */
export type Source = 'json' | 'drawing' | 'table' | 'list' | 'zip'

/**
 * A board as it is in a file, before it belongs to a workshop: a document of its own, with its
 * authors and images.
 */
export interface BoardDraft {
	title: string
	doc: Y.Doc
	/** Names of authors, by the id in the field `meta.author` of the records. */
	people: ReadonlyMap<string, string>
	/** Images in the file, by the path that the records refer to. */
	images: ReadonlyMap<string, Uint8Array>
	/** Whether records without an author are attributed to the importer, as if typed. */
	isAuthoredByImporter: boolean
}

/** The content of a file, and the entries that were skipped, with the reason. */
export interface FileDraft {
	source: Source
	boards: BoardDraft[]
	skipped: SkippedEntry[]
	/** How the columns were read, if the file is a single table. */
	table?: ImportedTable
	/** What each sheet becomes, if there are several. */
	sheets?: SheetChoice
	/** The encoding of a list or a table, unless it is plain ASCII. */
	encoding?: TextEncoding
	/** The start of the text as decoded with each encoding in which it can be read. */
	encodings?: EncodingSample[]
	/** The meanings of the file's colours, labels and words for kinds, if it has any. */
	marks?: ImportedMark[]
	/** Whether the positions in the file are kept, if it has any. */
	positions?: PositionChoice
}

/** The position and size of something on a whiteboard. */
export interface Box {
	x: number
	y: number
	w: number
	h: number
}

/** A card without a position on our board. `id` is a record id, including `shape:`. */
export interface DraftCard extends CardContent {
	id: string
	/** Id of its cluster. */
	cluster?: string
	/**
	 * Its position in another whiteboard, in the units of that whiteboard; `w` and `h` are 0 if
	 * unknown.
	 */
	at?: Box
}

export interface DraftLink {
	id: string
	from: string
	to: string
	/** The meaning of the link; missing if it follows from the kinds of the two cards. */
	meaning?: LinkMeaning
}

/** The content of a board, without positions. */
export interface ContentDraft {
	cards: DraftCard[]
	links: DraftLink[]
	clusters: { id: string; title: string }[]
	images: BoardImage[]
}

/**
 * Assigns ids to the records of one file: the file's own id if it is valid and unused, else a new
 * id.
 */
export interface DraftIds {
	/** Returns an unused id for an entry that the file calls `named`; a different id on each call. */
	take(named: string): string
	/** Returns the id of the first entry with this name. */
	find(named: string): string | undefined
}

/** Creates the ids of one file. */
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

/** Removes the prefix `shape:`, which files often leave out of an id. */
function withoutPrefix(named: string): string {
	return named.trim().replace(/^shape:/, '')
}

/** The reason why a file is refused: a code of the table of errors. */
export type ImportRefusal =
	| 'unknown_format'
	| 'newer_format'
	| 'damaged_file'
	| 'too_much_inside'
	| 'nothing_inside'
	| 'outline_only'

/** Thrown if a file is refused. Nothing of it is imported. */
export class ImportRefusedError extends Error {
	readonly reason: ImportRefusal
	/** The kind of a file that is refused as `unknown_format`, if known. */
	readonly file: UnreadableFile | undefined

	constructor(reason: ImportRefusal, { file, ...options }: ErrorOptions & { file?: UnreadableFile | undefined } = {}) {
		super(`a file was refused: ${reason}`, options)
		this.file = file
		this.name = 'ImportRefusedError'
		this.reason = reason
	}
}
