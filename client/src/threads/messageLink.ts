import type { BoardId, Role, WorkshopId } from '@charrette/shared'
import { boardPath, withCard } from '../navigation/paths.ts'

const MESSAGE_PARAM = 'message'

/**
 * Returns the path of a board with a message of its threads beside it, and its card in view. The
 * path of participants, the default, also opens for facilitators.
 */
export function messagePath(
	workshop: WorkshopId,
	{ board, card, message }: { board: BoardId; card: string | null; message: string },
	role: Role = 'participant',
): string {
	const path = boardPath(workshop, board, role)
	const query = new URLSearchParams({ [MESSAGE_PARAM]: message })
	return card === null ? `${path}?${query}` : `${withCard(path, card)}&${query}`
}

/** Returns the message that the page's address names; null if there is none. */
export function messageInAddress(): string | null {
	return new URLSearchParams(location.search).get(MESSAGE_PARAM)
}
