import type {
	BallotView,
	BoardId,
	CardKind,
	Identity,
	ParticipantId,
	RoundId,
	VoteRound,
	Workshop,
} from '@charrette/shared'
import { boardsOfRound, findParticipant, homeBoard, recordsOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireRound } from '../workshopParts.ts'

/** Who casts or reads a ballot, and for whom: a facilitator names somebody in the hall. */
export interface VoterRequest {
	round: RoundId
	voter?: ParticipantId | undefined
}

/** What somebody sends to vote. */
export interface BallotRequest extends VoterRequest {
	board?: BoardId | undefined
	card: string
	count: number
}

type BallotContext = { workshop: Workshop; identity: Identity }

/**
 * Sets how many dots somebody has on a card (VOTE2). Throws `not_allowed`, `not_found`, `vote_closed`, `card_gone`, `too_many_on_card` and
 * `over_budget`, which says how many dots are left. Dots on a card that is gone can be taken back.
 */
export async function castBallot(deps: WorkshopDeps, where: BallotContext, wish: BallotRequest): Promise<BallotView> {
	const { workshop } = where
	const round = requireRound(workshop, wish.round)
	const voter = voterOf(where, round, wish.voter)
	if (round.state !== 'open') throw new AppError('vote_closed')
	const { card, count } = wish
	const board =
		count > 0 ? await findCard(deps, { workshop, round, voter }, wish) : await boardOfDots(deps, voter, wish)
	if (!board) return readBallot(deps, where, wish)
	const answer = await deps.ballots.cast(round.id, { voter, board, card, count })
	if (!('refused' in answer)) {
		deps.rooms.sendHint(workshop.id, { type: 'ballots', round: round.id }, ({ role }) => role === 'facilitator')
		return { round: round.id, ...answer }
	}
	if (answer.refused === 'closed') throw new AppError('vote_closed')
	if (answer.refused === 'card')
		throw new AppError('too_many_on_card', `One person can give a card ${formatDots(round.perCard)} at most.`)
	throw new AppError('over_budget', `That is more than the budget: ${formatDots(answer.left)} left.`)
}

/** What somebody has given, also after the vote. Nobody reads another's, but for the people in the hall. */
export async function readBallot(deps: WorkshopDeps, where: BallotContext, wish: VoterRequest): Promise<BallotView> {
	const round = requireRound(where.workshop, wish.round)
	const given = await deps.ballots.read(round.id, voterOf(where, round, wish.voter))
	const dots = given.map(({ board, card, count }) => ({ board, card, count }))
	return { round: round.id, dots, left: round.budget - dots.reduce((sum, { count }) => sum + count, 0) }
}

function voterOf({ identity }: BallotContext, round: VoteRound, named: ParticipantId | undefined): ParticipantId {
	if (identity.role === 'participant' && identity.participant && (!named || named === identity.participant))
		return identity.participant
	if (identity.role !== 'facilitator') throw new AppError('not_allowed', 'Only participants vote, each for themselves.')
	if (!named) throw new AppError('not_allowed', 'Facilitators vote only for people in the hall: name one.')
	if (round.hall.every((voter) => voter.id !== named))
		throw new AppError('not_allowed', 'This is nobody in the hall who votes in this round.')
	return named
}

/** The board on which a card is that may be voted for: the one that is named, else one's own, else the first that has it. */
async function findCard(
	deps: WorkshopDeps,
	{ workshop, round, voter }: { workshop: Workshop; round: VoteRound; voter: ParticipantId },
	{ board: named, card }: BallotRequest,
): Promise<BoardId> {
	const person = findParticipant(workshop, voter)
	const home = person && homeBoard(workshop, person)?.id
	const boards = boardsOfRound(workshop, round).filter((board) => !named || board.id === named)
	for (const board of boards.sort((a, b) => Number(b.id === home) - Number(a.id === home))) {
		const kind = await deps.rooms.read(board, (doc) => kindOf(recordsOf(doc).get(card)))
		if (kind && (round.kinds?.includes(kind) ?? true)) return board.id
	}
	throw new AppError('card_gone')
}

function kindOf(record: { get(key: string): unknown } | undefined): CardKind | null {
	return record?.get('type') === 'card' ? ((record.get('props.kind') ?? 'note') as CardKind) : null
}

/** The board of the card on which somebody has dots. */
async function boardOfDots(deps: WorkshopDeps, voter: ParticipantId, wish: BallotRequest): Promise<BoardId | null> {
	const given = await deps.ballots.read(wish.round, voter)
	const isMeant = (dots: { board: BoardId; card: string }) =>
		dots.card === wish.card && (!wish.board || dots.board === wish.board)
	return given.find(isMeant)?.board ?? null
}

function formatDots(count: number): string {
	return count === 1 ? '1 dot' : `${count} dots`
}
