import {
	type BoardContent,
	type BoardId,
	type Card,
	type CastDots,
	lastResultFor,
	type ParticipantId,
	type Session,
	type Turnout,
	type VoteProgress,
	type VoteResult,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/**
 * Returns the result of a closed vote. Throws `vote_open` for an open one, and `not_found` for a
 * cancelled one (VOTE1).
 */
export async function voteResult(deps: Pick<WorkshopDeps, 'results'>, round: VoteRound): Promise<VoteResult> {
	if (round.state === 'open') throw new AppError('vote_open')
	const result = round.state === 'closed' ? await deps.results.find(round.id) : null
	if (!result) throw new AppError('not_found', 'This vote has no result.')
	return result
}

/** Returns the result of the newest closed vote on a board; null if there was none. */
export async function newestResult(
	deps: Pick<WorkshopDeps, 'results'>,
	workshop: Workshop,
	board: BoardId,
): Promise<VoteResult | null> {
	const round = lastResultFor(workshop, board)
	return round && deps.results.find(round.id)
}

/** Returns the content of a board with the dots that its cards got in a vote. */
export function withDots(content: BoardContent, board: BoardId, result: VoteResult | null): BoardContent {
	if (!result) return content
	const dots = new Map(
		result.cards.flatMap((voted) => (voted.board === board ? [[voted.card, voted.dots] as const] : [])),
	)
	const own = (card: Card): Card => {
		const votes = dots.get(card.id)
		return votes === undefined ? card : { ...card, votes }
	}
	// Cards that were joined after the vote have got their dots one by one.
	const cards = content.cards.map((card): Card => {
		if (!card.joined) return own(card)
		const joined = card.joined.map(own)
		const counted = [own(card), ...joined].flatMap(({ votes }) => votes ?? [])
		const votes = counted.reduce((sum, count) => sum + count, 0)
		return { ...card, joined, ...(counted.length > 0 && { votes }) }
	})
	return { ...content, cards }
}

/**
 * Returns the results of the closed votes of these sessions, in the order in which they were
 * opened.
 */
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

/**
 * Returns the number of people who have voted so far, by group, and nothing of their votes (VOTE1).
 */
export async function voteProgress(deps: WorkshopDeps, workshop: Workshop, round: VoteRound): Promise<VoteProgress> {
	const given = dotsByVoter(await deps.ballots.read(round.id))
	const turnout = (people: readonly { id: ParticipantId }[]): Turnout => ({
		people: people.length,
		voted: people.filter(({ id }) => (given.get(id) ?? 0) > 0).length,
		finished: people.filter(({ id }) => (given.get(id) ?? 0) >= round.budget).length,
	})
	const groups = workshop.sessions.find((session) => session.id === round.session)?.groups ?? []
	return {
		...turnout([...workshop.participants, ...round.hall]),
		groups: groups.map(({ id }) => ({
			group: id,
			...turnout(workshop.participants.filter((person) => person.group === id)),
		})),
		hall: turnout(round.hall),
	}
}

function dotsByVoter(cast: readonly CastDots[]): Map<ParticipantId, number> {
	const given = new Map<ParticipantId, number>()
	for (const { voter, count } of cast) given.set(voter, (given.get(voter) ?? 0) + count)
	return given
}
