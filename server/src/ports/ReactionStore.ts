import type { BoardId, CardReaction, WorkshopId } from '@charrette/shared'

/** A reaction of one person to one card: `person` is a participant's id, or `facilitator`. */
export interface StoredReaction extends CardReaction {
	workshop: WorkshopId
	board: BoardId
	person: string
}

/** What is stored of the reactions to a card. */
export interface ReactionCount extends CardReaction {
	count: number
	/** Whether the asking person is among them. */
	isMine: boolean
}

/**
 * Stores the lasting reactions to cards (REACT1): each once for a person, card and emoji, and a
 * limited number of one person in a workshop, whatever arrives at the same time. A store that fails
 * throws a `StorageError`.
 */
export interface ReactionStore {
	/** Adds a reaction that is not there; false if the person has too many. Durable when it resolves. */
	add(reaction: StoredReaction, maxOfPerson: number): Promise<boolean>
	/** Removes a reaction, if it is there. */
	remove(reaction: StoredReaction): Promise<void>
	/** The counts of a board's cards, or those of one card. */
	count(board: BoardId, person: string, card?: string): Promise<ReactionCount[]>
	close(): Promise<void>
}
