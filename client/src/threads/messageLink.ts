import type { BoardId, WorkshopId } from '@charrette/shared'
import { boardPath, withCard } from '../navigation/paths.ts'

const MESSAGE_PARAM = 'message'

/**
 * Returns the path of a board with a message of its threads beside it, and its card in view. It is
 * the path of participants, which also opens for facilitators.
 */
export function messagePath(
	workshop: WorkshopId,
	{ board, card, message }: { board: BoardId; card: string | null; message: string },
): string {
	const path = boardPath(workshop, board, 'participant')
	const query = new URLSearchParams({ [MESSAGE_PARAM]: message })
	return card === null ? `${path}?${query}` : `${withCard(path, card)}&${query}`
}

/** Returns the message that the page's address names; null if there is none. */
export function messageInAddress(): string | null {
	return new URLSearchParams(location.search).get(MESSAGE_PARAM)
}
