import type { BoardContent, SkippedEntry } from '@charrette/shared'
import type { BoardDraft, FileDraft } from './FileDraft.ts'

/**
 * A board of a file whose records all pass the gate, in a form that can be sent between processes.
 */
export interface ParsedBoard extends Omit<BoardDraft, 'doc'> {
	/** The document as an update (V1). */
	state: Uint8Array
	counts: { cards: number; links: number; clusters: number; images: number }
	/** The first cards, shortened, for a preview. */
	first: Pick<BoardContent['cards'][number], 'kind' | 'text'>[]
	/** The paths of the images that the records refer to. */
	usedImages: string[]
}

export interface ParsedFile extends Omit<FileDraft, 'boards'> {
	boards: ParsedBoard[]
}

/** The boards of a file, and the facts of the target workshop that they are adapted to. */
export interface BoardsToAdapt {
	boards: readonly BoardToAdapt[]
	/** The ids of the workshop's participants. */
	participants: ReadonlySet<string>
	/** The importing participant and their city; null for a facilitator. */
	importer: { id: string; city: string | undefined } | null
}

export interface BoardToAdapt extends Pick<ParsedBoard, 'state' | 'counts' | 'people' | 'isAuthoredByImporter'> {
	/**
	 * The paths of its images on this server, by their paths in the file. Images without an entry are
	 * not imported.
	 */
	imagePaths: ReadonlyMap<string, string>
}

/** A board of a file in the form in which it is imported. */
export interface AdaptedBoard {
	/** The document as an update (V1). */
	state: Uint8Array
	counts: ParsedBoard['counts']
	/** The ids of its records. */
	records: string[]
	/**
	 * A hash that is equal for equal content, regardless of ids: parsing a file assigns new ids each
	 * time.
	 */
	contentKey: string
	/** The entries that could not be imported after all. */
	skipped: SkippedEntry[]
}
