import type { BoardId, CardKind, ObstacleCategory, WorkshopId } from '@charrette/shared'

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

/** A board whose cards are indexed, and where people find it. */
export interface IndexedBoard {
	board: BoardId
	workshop: WorkshopId
	place: { workshop: string; session?: string; group?: string }
}

/** A card that is like another text. `score` is higher for better matches. */
export interface SimilarCard extends Pick<IndexedCard, 'card' | 'city' | 'text' | 'solutions'> {
	board: BoardId
	workshop: WorkshopId
	place: IndexedBoard['place']
	score: number
	isSameCategory: boolean
}

/** Finds the cards of boards that are alike. Only what was put in is in it; a store that fails throws a `StorageError`. */
export interface CardIndex {
	/** Replaces the cards of a board. */
	put(board: IndexedBoard & { isOpen: boolean }, cards: readonly IndexedCard[]): Promise<void>
	/** The boards of a workshop that are indexed. */
	boardsOf(workshop: WorkshopId): Promise<BoardId[]>
	remove(boards: readonly BoardId[]): Promise<void>
	/** Whether readers of other workshops find the cards of a workshop. */
	setOpen(workshop: WorkshopId, isOpen: boolean): Promise<void>
	/** Cards of this kind that are like a text, best first: of these boards, and of open workshops. Never of `except`. */
	similar(query: {
		boards: readonly BoardId[]
		except: BoardId
		kind: IndexedCard['kind']
		text: string
		category: ObstacleCategory | null
		limit: number
	}): Promise<SimilarCard[]>
	close(): Promise<void>
}
