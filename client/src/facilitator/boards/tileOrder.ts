import type { Board, BoardId } from '@charrette/shared'

/** The orders of the boards on the dashboard; `number` is that of the groups. */
export const TILE_ORDERS = ['number', 'help', 'quiet'] as const
export type TileOrder = (typeof TILE_ORDERS)[number]

interface BoardFacts {
	/** The number of people at the board who need help. */
	helpAt(board: Board): number
	/** The time of the last change; null if there was none. */
	touchedAt(board: BoardId): number | null
}

/**
 * Returns the boards in this order: those whose people need help first, or those that have not
 * changed for the longest time. Boards without a group are last then.
 */
export function orderBoards(boards: readonly Board[], order: TileOrder, facts: BoardFacts): readonly Board[] {
	if (order === 'number') return boards
	if (order === 'help') return boards.toSorted((a, b) => facts.helpAt(b) - facts.helpAt(a))
	const since = ({ id, group }: Board) => (group === null ? Number.POSITIVE_INFINITY : (facts.touchedAt(id) ?? 0))
	return boards.toSorted((a, b) => {
		const [first, second] = [since(a), since(b)]
		return first === second ? 0 : first - second
	})
}
