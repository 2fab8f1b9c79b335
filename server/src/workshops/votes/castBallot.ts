import type {
	BallotView,
	Board,
	BoardId,
	CardKind,
	ParticipantId,
	RoundId,
	VoteRound,
	Workshop,
} from '@charrette/shared'
import { boardsOfRound, findOwnBoard, findParticipant, recordsOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Requester } from '../access.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireRound } from '../workshopParts.ts'

/** A vote, and for a facilitator the proxy voter. */
interface VoterRequest {
	round: RoundId
	voter?: ParticipantId | undefined
}

/** Number of dots that a card is to get. The board can be left out. */
interface BallotRequest extends VoterRequest {
	board?: BoardId | undefined
	card: string
	count: number
}

/**
 * Sets how many dots a voter gives to a card (VOTE2). Dots can be taken back from a deleted card.
 * Throws `not_allowed`, `not_found`, `vote_closed`, `card_gone`, `too_many_on_card`, `over_budget`
 * with the number of dots left, and `not_now` for another group's board in a vote by group.
 */
export async function castBallot(
	deps: WorkshopDeps,
	requester: Requester,
	request: BallotRequest,
): Promise<BallotView> {
	const { workshop } = requester
	const round = requireRound(workshop, request.round)
	const voter = voterOf(requester, round, request.voter)
	if (round.state !== 'open') throw new AppError('vote_closed')
	const { card, count } = request
	const board =
		count > 0 ? await findCard(deps, { workshop, round, voter }, request) : await boardOfDots(deps, voter, request)
	if (!board) return readBallot(deps, requester, request)
	const answer = await deps.ballots.cast(round.id, { voter, board, card, count })
	if (!('refused' in answer)) {
		deps.rooms.sendHint(workshop.id, { type: 'ballots', round: round.id }, { role: 'facilitator' })
		return { round: round.id, ...answer }
	}
	if (answer.refused === 'closed') throw new AppError('vote_closed')
	if (answer.refused === 'card')
		throw new AppError('too_many_on_card', `A card can get at most ${formatDots(round.perCard)} from one person.`)
	throw new AppError('over_budget', `Not enough dots: ${formatDots(answer.left)} left.`)
}

/**
 * Returns the dots of a voter, also after the vote. Participants read their own, facilitators those
 * of proxy voters.
 */
export async function readBallot(deps: WorkshopDeps, requester: Requester, request: VoterRequest): Promise<BallotView> {
	const round = requireRound(requester.workshop, request.round)
	const given = await deps.ballots.read(round.id, voterOf(requester, round, request.voter))
	const dots = given.map(({ board, card, count }) => ({ board, card, count }))
	return { round: round.id, dots, left: round.budget - dots.reduce((sum, { count }) => sum + count, 0) }
}

function voterOf({ identity }: Requester, round: VoteRound, named: ParticipantId | undefined): ParticipantId {
	if (identity.role === 'participant' && identity.participant && (!named || named === identity.participant))
		return identity.participant
	if (identity.role !== 'facilitator') throw new AppError('not_allowed', 'Participants can only vote for themselves.')
	if (!named) throw new AppError('not_allowed', 'Facilitators can only vote for a proxy voter. Name one.')
	if (round.hall.every((voter) => voter.id !== named))
		throw new AppError('not_allowed', 'This vote has no such proxy voter.')
	return named
}

/**
 * Returns the board with the card: the given one; otherwise the voter's own, or the first that has
 * it. Throws `card_gone`.
 */
async function findCard(
	deps: WorkshopDeps,
	{ workshop, round, voter }: { workshop: Workshop; round: VoteRound; voter: ParticipantId },
	{ board: named, card }: BallotRequest,
): Promise<BoardId> {
	const person = findParticipant(workshop, voter)
	const ownBoard = person && findOwnBoard(workshop, person)?.id
	const isOpen = (board: Board) => !(round.isByGroup && person) || board.id === ownBoard
	const boards = boardsOfRound(workshop, round).filter((board) => (!named || board.id === named) && isOpen(board))
	if (named && boards.length === 0 && round.isByGroup)
		throw new AppError('not_now', 'In this vote, each group votes on its own board.', 'other_group')
	for (const board of boards.sort((a, b) => Number(b.id === ownBoard) - Number(a.id === ownBoard))) {
		const kind = await deps.rooms.read(board, (doc) => kindOf(recordsOf(doc).get(card)))
		if (kind && (round.kinds?.includes(kind) ?? true)) return board.id
	}
	throw new AppError('card_gone')
}

function kindOf(record: { get(key: string): unknown } | undefined): CardKind | null {
	return record?.get('type') === 'card' ? ((record.get('props.kind') ?? 'note') as CardKind) : null
}

/** Returns the board of a card on which the voter has dots. */
async function boardOfDots(deps: WorkshopDeps, voter: ParticipantId, request: BallotRequest): Promise<BoardId | null> {
	const given = await deps.ballots.read(request.round, voter)
	const isSame = (dots: { board: BoardId; card: string }) =>
		dots.card === request.card && (!request.board || dots.board === request.board)
	return given.find(isSame)?.board ?? null
}

function formatDots(count: number): string {
	return count === 1 ? '1 dot' : `${count} dots`
}
