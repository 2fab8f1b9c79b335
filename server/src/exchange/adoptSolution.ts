import type { AdoptResult, Card, CardSource } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { SimilarCard } from '../ports/CardIndex.ts'
import { type Requester, requireEditableBoard } from '../workshops/access.ts'
import { adoptIdea } from './adoptIdea.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'
import { findSimilarCards } from './similarCards.ts'

/** Maximum number of similar cards that the dialog shows. */
const MAX_SIMILAR = 20

interface SolutionRequest {
	board: string
	/** The card of that board for which the similar card was found. */
	card: Card
	/** The id of the similar card. */
	similar: string
	/** For an obstacle: the text of one of its solutions. */
	solution?: string
}

/**
 * Adopts a solution of another board that is similar to a card, or that addresses an obstacle
 * similar to the card (ADOPT4). Runs the search again, so that a requester cannot adopt a solution
 * that they may not find. Throws `not_found`, `view_only` and `not_now`.
 */
export async function adoptSolution(
	deps: ExchangeDeps,
	requester: Requester,
	{ board: boardId, card, similar, solution }: SolutionRequest,
): Promise<AdoptResult> {
	const board = requireEditableBoard(requester, boardId)
	const found = await findSimilarCards(deps, requester, { board: board.id, card, limit: MAX_SIMILAR })
	const item = found.find((candidate) => candidate.card === similar)
	const chosen = item && (card.kind === 'solution' ? item : item.solutions.find(({ text }) => text === solution))
	if (!item || !chosen) throw new AppError('not_found', 'This solution is not there any more.')
	const source = sourceOf(item, chosen.city || item.city)
	const idea = {
		text: chosen.text,
		source,
		taken: { practice: null, version: 0, solution: { workshop: item.workshop, text: chosen.text, from: source } },
	}
	return adoptIdea(deps, requester, { board, idea })
}

function sourceOf({ place: { workshop, session, group } }: SimilarCard, city: string): Omit<CardSource, 'practice'> {
	return { city, workshop, ...(session && { session }), ...(group && { group }) }
}
