import {
	boardsOfRound,
	type CommandOf,
	type CommandResult,
	type CountInput,
	countVotes,
	findOpenRound,
	LIMITS,
	type ParticipantId,
	type RoundId,
	readBoard,
	type SessionId,
	type VoteResult,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { CommandRun, SomeCommands } from '../facilitation/CommandEntry.ts'
import { requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireRound, requireSession, withRound } from '../workshopParts.ts'

/** Commands for votes. Casting a ballot is not a command: see `castBallot`. */
export const VOTE_COMMANDS = {
	'vote.open': { effects: openVote },
	'vote.close': { effects: closeVote },
	'vote.cancel': { effects: cancelVote },
	'vote.proxy': {
		creates: true,
		change: (workshop, { round: id, name, city }, { newId }) => {
			const round = requireRound(workshop, id)
			if (round.state !== 'open') throw new AppError('vote_closed')
			if (round.hall.length >= LIMITS.maxParticipants) throw new AppError('workshop_full')
			return withRound(workshop, { ...round, hall: [...round.hall, { id: newId as ParticipantId, name, city }] })
		},
	},
} satisfies SomeCommands

/**
 * Opens a vote on the cards of a session, by default the current one. The proxy voters of its
 * previous vote are carried over. Throws `not_now` while another vote is open in that session.
 */
async function openVote(
	{ deps, id, context, apply }: CommandRun,
	command: CommandOf<'vote.open'>,
): Promise<CommandResult> {
	const { title, budget, perCard, boards = null, kinds = null, isByGroup, follows } = command
	const workshop = await requireWorkshop(deps, id)
	const session = requireSession(workshop, command.session).id
	requireVoteAllowed(workshop, session)
	const titles = follows && requireRound(workshop, follows).titles
	const rules = {
		...{ title, budget, perCard, boards, kinds },
		...(isByGroup && { isByGroup }),
		...(follows && { follows }),
		...(titles && { titles }),
	}
	const plan = { id: context.newId as RoundId, session, ...rules }
	const round = newRound(plan, context.now)
	// The vote opens in the ballot store first, so that no client sees a vote that rejects dots.
	await deps.ballots.open({ ...round, workshop: id })
	const { version } = await apply((now) => {
		requireVoteAllowed(now, session)
		const { boards: present } = requireSession(now, session)
		if (boards?.some((board) => present.every((other) => other.id !== board)))
			throw new AppError('not_found', 'There is no such board in this session.')
		return withNewRound(now, round)
	})
	return { version, made: round.id }
}

/** Returns an open vote, opened at `openedAt`. */
export function newRound(
	plan: Omit<VoteRound, 'state' | 'openedAt' | 'closedAt' | 'hall'>,
	openedAt: number,
): VoteRound {
	return { ...plan, state: 'open', openedAt, closedAt: null, hall: [] }
}

/**
 * Returns the workshop with another vote, to which the proxy voters of the session's last one are
 * carried over.
 */
export function withNewRound(workshop: Workshop, round: VoteRound): Workshop {
	const rounds = workshop.rounds ?? []
	const hall = rounds.findLast((before) => before.session === round.session)?.hall ?? []
	const { projectedRound: _, ...shown } = workshop
	return { ...shown, rounds: [...rounds, { ...round, hall }] }
}

function requireVoteAllowed(workshop: Workshop, session: SessionId): void {
	if (findOpenRound(workshop, session))
		throw new AppError('not_now', 'Another vote is open. Close it first.', 'vote_runs')
	if ((workshop.rounds ?? []).length < LIMITS.maxRounds) return
	throw new AppError('not_now', `A workshop can have at most ${LIMITS.maxRounds} votes.`, 'too_many_votes')
}

/**
 * Closes a vote (VOTE3): stops taking dots, counts them, stores the result, and announces it last.
 * If it is interrupted, running it again starts over. Closing a closed vote changes nothing.
 */
export async function closeVote(
	{ deps, id, apply }: CommandRun,
	command: CommandOf<'vote.close'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const round = requireRound(workshop, command.round)
	if (round.state === 'closed') return { version: workshop.version }
	if (round.state === 'cancelled') throw new AppError('not_now', 'This vote was cancelled.', 'vote_cancelled')
	await deps.ballots.end(round.id)
	const result = await countResult(deps, workshop, round)
	await deps.results.save(result)
	const { version } = await apply((now) => {
		const current = requireRound(now, round.id)
		return current.state === 'open' ? withRound(now, { ...current, state: 'closed', closedAt: result.closedAt }) : now
	})
	return { version }
}

/** Cancels a vote: its ballots are never counted. */
async function cancelVote(
	{ deps, id, context, apply }: CommandRun,
	command: CommandOf<'vote.cancel'>,
): Promise<CommandResult> {
	const cancelled = (workshop: Workshop): VoteRound => {
		const round = requireRound(workshop, command.round)
		if (round.state !== 'open') throw new AppError('not_now', 'Only an open vote can be cancelled.', 'vote_not_open')
		return { ...round, state: 'cancelled', closedAt: context.now }
	}
	await deps.ballots.end(cancelled(await requireWorkshop(deps, id)).id)
	const { version } = await apply((workshop) => withRound(workshop, cancelled(workshop)))
	return { version }
}

async function countResult(deps: WorkshopDeps, workshop: Workshop, round: VoteRound): Promise<VoteResult> {
	const boards = boardsOfRound(workshop, round)
	const contents = await Promise.all(
		boards.map(async (board): Promise<CountInput['cards']> => {
			const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc))
			return cards.map(({ id, kind, text, joined = [] }) => ({
				...{ board: board.id, card: id, kind, text },
				joined: joined.map((one) => one.id),
			}))
		}),
	)
	const cast = await deps.ballots.read(round.id)
	const voters = new Set(cast.filter(({ count }) => count > 0).map(({ voter }) => voter))
	// The dots of people who were removed meanwhile count, so they count as people too.
	const removed = workshop.removed.filter(({ id }) => voters.has(id))
	const people = [...removed, ...workshop.participants, ...round.hall]
	const cities = new Map(people.map(({ id, city }) => [id, city]))
	return countVotes({
		round: { ...round, closedAt: deps.now() },
		people: people.length,
		cast,
		cards: contents.flat(),
		cityOf: (voter) => cities.get(voter) ?? null,
	})
}
