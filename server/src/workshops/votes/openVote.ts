import type { CommandOf, CommandResult, RoundId, SessionId, VoteRound, Workshop, WorkshopId } from '@charrette/shared'
import { createId, LIMITS, openRound } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { requireSession } from '../conduct/requirePart.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop, requireWorkshop } from '../WorkshopDeps.ts'

/**
 * Opens a vote on cards of the session that runs, unless another is named. People in the hall are known from the vote before.
 * Throws `not_now` while one is open there.
 */
export async function openVote(
	deps: WorkshopDeps,
	id: WorkshopId,
	command: CommandOf<'vote.open'>,
): Promise<CommandResult> {
	const { title, budget, perCard, boards = null, kinds = null } = command
	const workshop = await requireWorkshop(deps, id)
	const session = requireSession(workshop, command.session).id
	requireRoom(workshop, session)
	const known = { id: createId<RoundId>(), session, title, budget, perCard, boards, kinds }
	const round: VoteRound = { ...known, state: 'open', openedAt: Date.now(), closedAt: null, hall: [] }
	// The books first: nobody is shown a vote in which no dot would be taken.
	await deps.ballots.open({ ...round, workshop: id })
	const { version } = await changeWorkshop(deps, id, (workshop) => {
		requireRoom(workshop, session)
		const { boards: present } = requireSession(workshop, session)
		if (boards?.some((board) => present.every((other) => other.id !== board)))
			throw new AppError('not_found', 'There is no such board in this session.')
		const rounds = workshop.rounds ?? []
		const hall = rounds.findLast((before) => before.session === session)?.hall ?? []
		return { ...workshop, rounds: [...rounds, { ...round, hall }] }
	})
	return { version, made: round.id }
}

function requireRoom(workshop: Workshop, session: SessionId): void {
	if (openRound(workshop, session))
		throw new AppError('not_now', 'A vote is open already. Close it first.', 'vote_runs')
	if ((workshop.rounds ?? []).length < LIMITS.maxRounds) return
	throw new AppError('not_now', `A workshop has ${LIMITS.maxRounds} votes at most.`, 'too_many_votes')
}
