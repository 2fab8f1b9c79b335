import {
	addSentShapes,
	type Board,
	type BoardId,
	type CardKind,
	copyShapes,
	domainTextsIn,
	findBoard,
	findParticipant,
	foldText,
	groupBy,
	LIMITS,
	type PlenaryRequest,
	type PlenaryResult,
	plenaryOf,
	recordsOf,
	type SentChoice,
	type SentShapes,
	type Session,
	type SessionId,
	translateTitle,
	type VoteResult,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import { type Requester, requireEditableBoard, requireVisibleBoard } from '../access.ts'
import { requireDiskSpace } from '../requireDiskSpace.ts'
import { resultsIn, voteResult } from '../votes/voteResults.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireRound, requireSession } from '../workshopParts.ts'

/** A board, and the choice of its cards that are sent. */
interface ChosenFrom {
	board: Board
	choice: SentChoice
}

/**
 * Copies cards to the plenary board of a session (PLEN1). Facilitators send from every board;
 * participants send named cards of their group's board, while they may edit the plenary board.
 * Resolves once durable. Throws `not_found`, `not_allowed`, `view_only`, `vote_open`,
 * `storage_full`, and `not_now` for a full board or too many cards.
 */
export async function sendToPlenary(
	deps: WorkshopDeps,
	requester: Requester,
	{ session: id, ...request }: PlenaryRequest & { session: SessionId },
): Promise<PlenaryResult> {
	const session = requireSession(requester.workshop, id)
	const plenary = plenaryOf(session)
	if (!plenary) throw new AppError('not_found', 'This session has no plenary board.')
	requireEditableBoard(requester, plenary.id)
	requireDiskSpace(deps)
	const chosen = await chooseBoards(deps, requester, { session, request })
	const sent: SentShapes[] = []
	try {
		for (const from of chosen) sent.push(await copyFrom(deps, requester, { from, session, request }))
		const count = sent.reduce((sum, { items }) => sum + items.length, 0)
		if (count > LIMITS.maxSentShapes)
			throw new AppError(
				'not_now',
				`These are ${count} cards. At most ${LIMITS.maxSentShapes} are sent at once.`,
				'too_many_cards',
			)
		const on = request.what === 'shapes' ? request.on : undefined
		const result = await deps.rooms.write(plenary, (doc) => addSentShapes(doc, sent, { titleKey, on }), {
			adds: sizeOf(sent),
		})
		return { board: plenary.id, ...result }
	} finally {
		for (const { copies } of sent) copies.destroy()
	}
}

async function chooseBoards(
	deps: WorkshopDeps,
	requester: Requester,
	{ session, request }: { session: Session; request: PlenaryRequest },
): Promise<ChosenFrom[]> {
	const { identity, workshop } = requester
	if (request.what === 'shapes') {
		const board = requireVisibleBoard(requester, request.board)
		const group = identity.participant && findParticipant(workshop, identity.participant)?.group
		if (identity.role !== 'facilitator' && board.group !== group)
			throw new AppError('not_allowed', 'Participants send cards of their own group.')
		return [{ board, choice: request.shapes }]
	}
	if (identity.role !== 'facilitator') throw new AppError('not_allowed')
	if (request.what === 'votes') {
		const { round } = request
		const result = round
			? await voteResult(deps, requireRound(workshop, round))
			: (await resultsIn(deps, workshop, [session])).at(-1)
		if (!result) throw new AppError('not_found', 'There is no result of a vote.')
		return winnersOf(result, request).flatMap(([id, choice]) => {
			const found = findBoard(workshop, id)
			return found ? [{ board: found.board, choice }] : []
		})
	}
	const choice = request.what === 'clusters' ? 'clustered' : 'all'
	return session.boards.filter(({ group }) => group !== null).map((board) => ({ board, choice }))
}

/**
 * Returns the cards with the most dots by their boards. Cards with equal dots share a rank, so
 * these may be more than `top`.
 */
function winnersOf(
	{ cards }: VoteResult,
	{ top, isPerGroup }: { top: number; isPerGroup: boolean },
): [BoardId, string[]][] {
	const first = ([...ranked]: VoteResult['cards']) => {
		const last = ranked.sort((a, b) => a.rank - b.rank)[top - 1]
		return last ? ranked.filter(({ rank }) => rank <= last.rank) : ranked
	}
	const winners = isPerGroup ? [...groupBy(cards, ({ board }) => board).values()].flatMap(first) : first(cards)
	return [...groupBy(winners, ({ board }) => board)].map(([board, own]) => [board, own.map(({ card }) => card)])
}

async function copyFrom(
	deps: WorkshopDeps,
	{ workshop }: Requester,
	{ from: { board, choice }, session, request }: { from: ChosenFrom; session: Session; request: PlenaryRequest },
): Promise<SentShapes> {
	const found = findBoard(workshop, board.id)
	const group = found?.session.groups.find(({ id }) => id === board.group)?.name ?? board.title
	const earlier = found && found.session.id !== session.id ? { session: found.session.title } : {}
	const kindTitle = (kind: CardKind) => domainTextsIn(workshop.locale).kinds[kind]
	const source = { workshop: workshop.title, ...earlier, group, board: board.id }
	const by = request.what === 'shapes' ? 'group' : request.by
	return deps.rooms.read(board, (doc) => copyShapes(doc, choice, { source, by, kindTitle }))
}

/** Default titles mean the same cluster in every language. */
const titleKey = (title: string) => foldText(translateTitle(title.trim(), 'en'))

function sizeOf(sent: readonly SentShapes[]): { shapes: number; bytes: number } {
	const shapes = sent.flatMap(({ copies }) => [...recordsOf(copies).keys()].filter((id) => id.startsWith('shape:')))
	return {
		shapes: shapes.length,
		bytes: sent.reduce((sum, { copies }) => sum + Y.encodeStateAsUpdate(copies).length, 0),
	}
}
