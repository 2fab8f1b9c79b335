import type { BoardId, CardKind, ObstacleCategory, WorkshopId } from '@charrette/shared'
import type { Synonym } from '../search/planQuery.ts'

/** An obstacle or a solution of a board, with its search terms (`indexTerms`). */
export interface IndexedCard {
	card: string
	kind: Extract<CardKind, 'obstacle' | 'solution'>
	category: ObstacleCategory | null
	city: string
	text: string
	terms: string
	/** For an obstacle: the solutions that address it. */
	solutions: IndexedSolution[]
}

interface IndexedSolution {
	text: string
	city: string
}

/** A board whose cards are indexed, with the names of its workshop, session and group. */
export interface IndexedBoard {
	board: BoardId
	workshop: WorkshopId
	place: { workshop: string; session?: string; group?: string }
}

/** A card that is similar to a text. `score` is higher for better matches. */
export interface SimilarCard extends Pick<IndexedCard, 'card' | 'city' | 'text' | 'solutions'> {
	board: BoardId
	workshop: WorkshopId
	place: IndexedBoard['place']
	score: number
	isSameCategory: boolean
}

/**
 * Index of the cards of boards, for finding similar ones. It contains only cards that were added
 * with `put`. A store that fails throws a `StorageError`.
 */
export interface CardIndex {
	/** Replaces the cards of a board. */
	put(board: IndexedBoard & { isOpen: boolean }, cards: readonly IndexedCard[]): Promise<void>
	/** The boards of a workshop that are indexed. */
	boardsOf(workshop: WorkshopId): Promise<BoardId[]>
	remove(boards: readonly BoardId[]): Promise<void>
	/** Sets whether readers of other workshops find the cards of a workshop. */
	setOpen(workshop: WorkshopId, isOpen: boolean): Promise<void>
	/**
	 * Returns the cards of this kind that are similar to a text, best first. They come from the given
	 * boards and from open workshops, never from the board `except`.
	 */
	similar(query: {
		boards: readonly BoardId[]
		except: BoardId
		kind: IndexedCard['kind']
		text: string
		synonyms: readonly Synonym[]
		category: ObstacleCategory | null
		limit: number
	}): Promise<SimilarCard[]>
	close(): Promise<void>
}
