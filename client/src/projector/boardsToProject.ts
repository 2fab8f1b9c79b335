import {
	type Board,
	type BoardId,
	countCards,
	currentSession,
	findBoard,
	plenaryOf,
	type Workshop,
} from '@charrette/shared'
import type { Digests } from '../connection/useWorkshop.ts'

/**
 * Returns the boards to show one after the other, which is usually only the chosen one. A plenary
 * board without cards is replaced by the boards of the groups that have some; the result is empty
 * if no board has cards.
 */
export function boardsToProject(workshop: Workshop, chosen: BoardId | null, digests: Digests): Board[] {
	const session = currentSession(workshop)
	const board = chosen && findBoard(workshop, chosen)?.board
	const plenary = session && plenaryOf(session)
	const isEmpty = ({ id }: Board) => {
		const digest = digests.get(id)
		return digest !== undefined && countCards(digest) === 0
	}
	if (board && (board.id !== plenary?.id || !isEmpty(board))) return [board]
	const groups = (session?.boards ?? []).filter((other) => other.group !== null)
	return groups.filter((other) => digests.has(other.id) && !isEmpty(other))
}
