import {
	boardsOfRound,
	type CommandOf,
	type CommandResult,
	type CountInput,
	countVotes,
	createId,
	LIMITS,
	openRound,
	type ParticipantId,
	type RoundId,
	readBoard,
	type SessionId,
	type VoteResult,
	type VoteRound,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Changes } from '../facilitation/Change.ts'
import { changeWorkshop, requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireRound, requireSession, withRound } from '../workshopParts.ts'

/** What facilitators do to a vote that touches no ballot. */
export const VOTE_CHANGES: Changes<'vote.proxy'> = {
	'vote.proxy': (workshop, { round: id, name, city }, { newId }) => {
		const round = requireRound(workshop, id)
		if (round.state !== 'open') throw new AppError('vote_closed')
		if (round.hall.length >= LIMITS.maxParticipants) throw new AppError('workshop_full')
		return withRound(workshop, { ...round, hall: [...round.hall, { id: newId as ParticipantId, name, city }] })
	},
}

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
	requireVoteAllowed(workshop, session)
	const known = { id: createId<RoundId>(), session, title, budget, perCard, boards, kinds }
	const round: VoteRound = { ...known, state: 'open', openedAt: Date.now(), closedAt: null, hall: [] }
	// The books first: nobody is shown a vote in which no dot would be taken.
	await deps.ballots.open({ ...round, workshop: id })
	const { version } = await changeWorkshop(deps, id, (workshop) => {
		requireVoteAllowed(workshop, session)
		const { boards: present } = requireSession(workshop, session)
		if (boards?.some((board) => present.every((other) => other.id !== board)))
			throw new AppError('not_found', 'There is no such board in this session.')
		const rounds = workshop.rounds ?? []
		const hall = rounds.findLast((before) => before.session === session)?.hall ?? []
		return { ...workshop, rounds: [...rounds, { ...round, hall }] }
	})
	return { version, made: round.id }
}

function requireVoteAllowed(workshop: Workshop, session: SessionId): void {
	if (openRound(workshop, session))
		throw new AppError('not_now', 'A vote is open already. Close it first.', 'vote_runs')
	if ((workshop.rounds ?? []).length < LIMITS.maxRounds) return
	throw new AppError('not_now', `A workshop has ${LIMITS.maxRounds} votes at most.`, 'too_many_votes')
}

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
	const result = await countResult(deps, workshop, round)
	await deps.results.save(result)
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

async function countResult(deps: WorkshopDeps, workshop: Workshop, round: VoteRound): Promise<VoteResult> {
	const boards = boardsOfRound(workshop, round)
	const contents = await Promise.all(
		boards.map(async (board): Promise<CountInput['cards']> => {
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
