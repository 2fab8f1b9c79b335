import {
	type Board,
	type BoardContent,
	type BoardId,
	type BoardRecord,
	type CardShape,
	findBoard,
	isCard,
	joinsOf,
	plenaryOf,
	type Role,
	type Workshop,
} from '@charrette/shared'
import { canJoin } from '../boardParts/joinCards.ts'
import type { SortedText } from './sortCards.ts'

type ShownRecords = ReadonlyMap<string, BoardRecord>

/** A card that is compared with the others (SORT6). */
export interface ComparedCard extends SortedText {
	city: string
	/** The board of the group that has the card; null for a card of the open board. */
	board: BoardId | null
}

/**
 * Returns the boards whose cards are compared with those of the open one (JOIN4): on the plenary
 * board, for facilitators, those of its groups; none otherwise.
 */
export function boardsToCompare(workshop: Workshop, role: Role, open: BoardId): readonly Board[] {
	const session = findBoard(workshop, open)?.session
	if (role !== 'facilitator' || !session || plenaryOf(session)?.id !== open) return []
	return session.boards.filter(({ group }) => group !== null)
}

/**
 * Returns the cards of the open board that can be joined, in clusters or not; of the selected
 * shapes, if there are any.
 */
export function comparedHere(shown: ShownRecords, selected: readonly string[] | null): ComparedCard[] {
	const chosen = selected && new Set(selected)
	const isChosen = ({ id, parentId }: CardShape) => !chosen || chosen.has(id) || chosen.has(parentId)
	return [...shown.values()]
		.filter(isCard)
		.filter((card) => isChosen(card) && canJoin(card) && card.props.text.trim() !== '')
		.map(({ id, props: { text, city } }) => ({ id, text, city, board: null }))
}

/** Returns the cards of other boards that the open one does not have, as copies or joined. */
export function comparedElsewhere(
	shown: ShownRecords,
	contents: readonly { board: BoardId; content: Pick<BoardContent, 'cards'> }[],
): ComparedCard[] {
	const known = new Set<string>()
	for (const record of shown.values())
		if (isCard(record)) for (const { id } of [record, ...joinsOf(record)]) known.add(id)
	return contents.flatMap(({ board, content: { cards } }) =>
		cards.flatMap(({ id, text, city }) => {
			if (known.has(id) || text.trim() === '') return []
			known.add(id)
			return [{ id, text, city, board }]
		}),
	)
}

/** Whether cards are of several boards, or all of the open one: others are joined on their own. */
export function isAcross(group: readonly ComparedCard[]): boolean {
	const [first, ...others] = group
	return first?.board === null || others.some(({ board }) => board !== first?.board)
}
