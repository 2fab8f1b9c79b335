import { type Board, revealRecords } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/**
 * Ensures that a board has no private cards, before it is removed or authors are merged (ROOM3h).
 * Cards that arrived after the reveal of a board that is frozen are put on the board, without
 * authors, so that participants cannot block its removal. Throws `not_now` for other private cards.
 */
export async function requireNoPrivateCards({ rooms }: Pick<WorkshopDeps, 'rooms'>, board: Board): Promise<void> {
	const { cards } = await rooms.privateCardsAt(board)
	if (cards === 0) return
	if (!board.frozen || !board.lastReveal)
		throw new AppError('not_now', `This board has ${cards} private cards. Reveal them first.`, 'held_in_private')
	await rooms.revealPrivateCards(board, (privateDocs, doc) => revealRecords(privateDocs, doc, { withNames: false }))
}
