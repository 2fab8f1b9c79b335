import type { BoardId, CardReaction, WorkshopId } from '@charrette/shared'

/** A reaction of one person to one card: `person` is a participant's id, or `facilitator`. */
export interface StoredReaction extends CardReaction {
	workshop: WorkshopId
	board: BoardId
	person: string
}

/** The number of stored reactions to a card with one emoji. */
export interface ReactionCount extends CardReaction {
	count: number
	/** Whether the asking person is among them. */
	isMine: boolean
}

/**
 * Stores the lasting reactions to cards (REACT1): each once per person, card and emoji, and a
 * limited number per person in a workshop, also for concurrent calls. A store that fails throws a
 * `StorageError`.
 */
export interface ReactionStore {
	/**
	 * Adds a reaction that is not stored yet; returns false if the person has too many. Durable when
	 * it resolves.
	 */
	add(reaction: StoredReaction, maxOfPerson: number): Promise<boolean>
	/** Adds the reactions of a workshop that is imported, without a limit. */
	addAll(reactions: readonly StoredReaction[]): Promise<void>
	/** All reactions of a workshop. */
	ofWorkshop(workshop: WorkshopId): Promise<StoredReaction[]>
	/** Removes a reaction, if it is stored. */
	remove(reaction: StoredReaction): Promise<void>
	/**
	 * Moves all reactions of a board to another one, to which its cards were moved; `cards` has the
	 * new id of each.
	 */
	move(boards: { from: BoardId; to: BoardId; cards: ReadonlyMap<string, string> }): Promise<void>
	/**
	 * Gives the reactions of a person to another one, who may have the same, and returns the boards
	 * with such reactions.
	 */
	reassign(workshop: WorkshopId, people: { from: string; to: string }): Promise<BoardId[]>
	/** The counts of a board's cards, or those of one card. */
	count(board: BoardId, person: string, card?: string): Promise<ReactionCount[]>
	close(): Promise<void>
}
