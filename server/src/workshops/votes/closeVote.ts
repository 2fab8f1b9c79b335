import type { CommandOf, CommandResult, Count, VoteResult, VoteRound, Workshop, WorkshopId } from '@charrette/shared'
import { boardsOfRound, countVotes, readBoard } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop, requireWorkshop } from '../WorkshopDeps.ts'
import { requireRound, withRound } from './requireRound.ts'

/**
 * Closes a vote (VOTE3): no dot is taken any more, all that were are counted, the result is kept, and only then everybody is
 * told. Stopped in between, it is done once more from the beginning. A closed vote stays as it is.
 */
export async function closeVote(
	deps: WorkshopDeps,
	id: WorkshopId,
	command: CommandOf<'vote.close'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const round = requireRound(workshop, command.round)
	if (round.state === 'closed') return { version: workshop.version }
	if (round.state === 'cancelled') throw new AppError('not_now', 'This vote was cancelled.', 'vote_cancelled')
	await deps.ballots.end(round.id)
	const result = await count(deps, workshop, round)
	await deps.results.keep(result)
	const { version } = await changeWorkshop(deps, id, (now) => {
		const current = requireRound(now, round.id)
		return current.state === 'open' ? withRound(now, { ...current, state: 'closed', closedAt: result.closedAt }) : now
	})
	return { version }
}

/** Calls a vote off: nobody will see what was given. */
export async function cancelVote(
	deps: WorkshopDeps,
	id: WorkshopId,
	command: CommandOf<'vote.cancel'>,
): Promise<CommandResult> {
	const cancelled = (workshop: Workshop): VoteRound => {
		const round = requireRound(workshop, command.round)
		if (round.state !== 'open') throw new AppError('not_now', 'Only an open vote can be cancelled.', 'vote_not_open')
		return { ...round, state: 'cancelled', closedAt: Date.now() }
	}
	await deps.ballots.end(cancelled(await requireWorkshop(deps, id)).id)
	const { version } = await changeWorkshop(deps, id, (workshop) => withRound(workshop, cancelled(workshop)))
	return { version }
}

async function count(deps: WorkshopDeps, workshop: Workshop, round: VoteRound): Promise<VoteResult> {
	const boards = boardsOfRound(workshop, round)
	const contents = await Promise.all(
		boards.map(async (board): Promise<Count['cards']> => {
			const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc))
			return cards.map(({ id, kind, text }) => ({ board: board.id, card: id, kind, text }))
		}),
	)
	const voters = [...workshop.removed, ...workshop.participants, ...round.hall]
	const cities = new Map(voters.map(({ id, city }) => [id, city]))
	return countVotes({
		round: { id: round.id, title: round.title, closedAt: Date.now() },
		people: workshop.participants.length + round.hall.length,
		cast: await deps.ballots.read(round.id),
		cards: contents.flat(),
		cityOf: (voter) => cities.get(voter) ?? null,
	})
}
