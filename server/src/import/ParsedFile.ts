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

/** The boards of a file, and what of the workshop they are imported into they are adapted to. */
export interface BoardsToAdapt {
	boards: readonly BoardToAdapt[]
	/** The ids of the workshop's participants. */
	participants: ReadonlySet<string>
	/** The participant who imports, and their city; null for a facilitator. */
	importer: { id: string; city: string | undefined } | null
}

export interface BoardToAdapt extends Pick<ParsedBoard, 'state' | 'counts' | 'people' | 'isAuthoredByImporter'> {
	/** Where its images are here, by their paths in the file. One that is missing is not imported. */
	imagePaths: ReadonlyMap<string, string>
}

/** A board of a file as it is imported. */
export interface AdaptedBoard {
	/** The document as an update (V1). */
	state: Uint8Array
	counts: ParsedBoard['counts']
	/** The ids of its records. */
	records: string[]
	/** Equal for equal content, whatever its ids: the same file is parsed to other ids each time. */
	contentKey: string
	/** What is not imported after all. */
	skipped: SkippedEntry[]
}
