import {
	type BoardContent,
	type BoardId,
	type Card,
	groupBy,
	REACTIONS,
	type VoteResult,
	type Workshop,
	withJoined,
} from '@charrette/shared'
import type { ReactionCount } from '../../ports/ReactionStore.ts'
import { newestResult, withDots } from '../votes/voteResults.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/** Counts that are stored of a board beside its document, without names. */
export interface BoardCounts {
	/** The result of its newest closed vote; null if there was none. */
	result: VoteResult | null
	/** The lasting reactions to its cards (REACT1). */
	reactions: readonly Pick<ReactionCount, 'card' | 'emoji' | 'count'>[]
}

export async function readCounts(
	deps: Pick<WorkshopDeps, 'results' | 'reactions'>,
	workshop: Workshop,
	board: BoardId,
): Promise<BoardCounts> {
	const [result, counted] = await Promise.all([
		newestResult(deps, workshop, board),
		// No person is passed: an export does not show whose reactions these are.
		deps.reactions.count(board, ''),
	])
	return { result, reactions: counted.map(({ card, emoji, count }) => ({ card, emoji, count })) }
}

export function withCounts(content: BoardContent, board: BoardId, { result, reactions }: BoardCounts): BoardContent {
	return withReactions(withDots(content, board, result), reactions)
}

/** Returns the content of a board with the reactions to its cards, in the order of `REACTIONS`. */
function withReactions(content: BoardContent, counted: BoardCounts['reactions']): BoardContent {
	if (counted.length === 0) return content
	const inOrder = [...counted].sort((a, b) => REACTIONS.indexOf(a.emoji) - REACTIONS.indexOf(b.emoji))
	const byCard = groupBy(inOrder, ({ card }) => card)
	const reactionsTo = (cards: readonly Card[]) => {
		const all = [
			...groupBy(
				cards.flatMap(({ id }) => byCard.get(id) ?? []),
				({ emoji }) => emoji,
			),
		]
		return all.map(([emoji, of]) => ({ emoji, count: of.reduce((sum, { count }) => sum + count, 0) }))
	}
	const counts = (card: Card, of: readonly Card[]): Card => {
		const reactions = reactionsTo(of)
		return reactions.length > 0 ? { ...card, reactions } : card
	}
	// A card has the reactions of those that are joined into it, too, each of which keeps its own.
	const cards = content.cards.map((card) => {
		const joined = card.joined?.map((one) => counts(one, [one]))
		return counts({ ...card, ...(joined && { joined }) }, withJoined([card]))
	})
	return { ...content, cards }
}
