import type { BoardContent, BoardId, VoteResult, VoteRound, Workshop } from '@charrette/shared'
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

/** A board's content with the dots that its cards got in the newest vote that was closed. */
export async function withVotes(
	deps: Pick<WorkshopDeps, 'results'>,
	{ workshop, board }: { workshop: Workshop; board: BoardId },
	content: BoardContent,
): Promise<BoardContent> {
	const round = lastResultFor(workshop, board)
	const result = round && (await deps.results.find(round.id))
	if (!result) return content
	const dots = new Map(result.cards.flatMap((of) => (of.board === board ? [[of.card, of.dots] as const] : [])))
	const cards = content.cards.map((card) => {
		const votes = dots.get(card.id)
		return votes === undefined ? card : { ...card, votes }
	})
	return { ...content, cards }
}
