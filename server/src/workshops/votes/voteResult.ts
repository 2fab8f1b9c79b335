import type { BoardContent, BoardId, Session, VoteResult, VoteRound, Workshop } from '@charrette/shared'
import { lastResultFor } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/** A round's result. Throws `vote_open` until it is closed, and `not_found` for one that was cancelled (VOTE1). */
export async function voteResult(deps: Pick<WorkshopDeps, 'results'>, round: VoteRound): Promise<VoteResult> {
	if (round.state === 'open') throw new AppError('vote_open')
	const result = round.state === 'closed' ? await deps.results.find(round.id) : null
	if (!result) throw new AppError('not_found', 'This vote has no result.')
	return result
}

/** The result of the newest vote on this board's cards that was closed; null if there was none. */
export async function newestResult(
	deps: Pick<WorkshopDeps, 'results'>,
	workshop: Workshop,
	board: BoardId,
): Promise<VoteResult | null> {
	const round = lastResultFor(workshop, board)
	return round && deps.results.find(round.id)
}

/** A board's content with the dots that its cards got in a vote. */
export function withDots(content: BoardContent, board: BoardId, result: VoteResult | null): BoardContent {
	if (!result) return content
	const dots = new Map(result.cards.flatMap((of) => (of.board === board ? [[of.card, of.dots] as const] : [])))
	const cards = content.cards.map((card) => {
		const votes = dots.get(card.id)
		return votes === undefined ? card : { ...card, votes }
	})
	return { ...content, cards }
}

/** The results of all votes in these sessions that were closed, in the order in which they were opened. */
export async function resultsIn(
	deps: Pick<WorkshopDeps, 'results'>,
	workshop: Workshop,
	sessions: readonly Session[],
): Promise<VoteResult[]> {
	const closed = (workshop.rounds ?? []).filter(
		(round) => round.state === 'closed' && sessions.some(({ id }) => id === round.session),
	)
	const results = await Promise.all(closed.map((round) => deps.results.find(round.id)))
	return results.filter((result) => result !== null)
}
