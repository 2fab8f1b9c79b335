import type { BoardId, Identity, ReactionBody, ReactionList } from '@charrette/shared'
import { LIMITS, recordsOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Requester } from '../access.ts'
import { requireVisibleBoard } from '../access.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/** Facilitators count as one person (REACT1). */
const FACILITATOR = 'facilitator'

/** Returns the lasting reactions to the cards of a board. Throws `not_found`. */
export async function readReactions(deps: WorkshopDeps, requester: Requester, id: string): Promise<ReactionList> {
	const board = requireVisibleBoard(requester, id)
	return { reactions: await deps.reactions.count(board.id, personOf(requester.identity) ?? '') }
}

/**
 * Adds this person's reaction to a card of a board that they can see, or removes it. A reaction to
 * a deleted card cannot be added (REACT1). Returns the reactions to the card afterwards. Throws
 * `not_allowed` for a projector, `not_found`, and `not_now` for too many reactions.
 */
export async function setReaction(
	deps: WorkshopDeps & { reactionHints: ReactionHints },
	requester: Requester,
	request: ReactionBody & { board: string },
): Promise<ReactionList> {
	const { identity, workshop } = requester
	const person = personOf(identity)
	const onBoard = requireVisibleBoard(requester, request.board)
	const board = onBoard.id
	if (!person) throw new AppError('not_allowed', 'A projector cannot react.')
	const { card, emoji } = request
	const reaction = { workshop: workshop.id, board, card, emoji, person }
	if (request.isOn) {
		if (!(await deps.rooms.read(onBoard, (doc) => recordsOf(doc).get(card)?.get('type') === 'card')))
			throw new AppError('not_found', 'There is no such card.')
		if (!(await deps.reactions.add(reaction, LIMITS.maxReactions)))
			throw new AppError('not_now', `One person can leave ${LIMITS.maxReactions} reactions.`, 'too_many_reactions')
	} else await deps.reactions.remove(reaction)
	deps.reactionHints.send(workshop.id, board)
	return { reactions: await deps.reactions.count(board, person, card) }
}

function personOf({ role, participant }: Identity): string | null {
	return role === 'facilitator' ? FACILITATOR : participant
}

/** Sends hints to the members of a workshop that reactions on a board have changed (HINT1). */
export interface ReactionHints {
	send(workshop: Requester['workshop']['id'], board: BoardId): void
	close(): void
}

/** Minimum time between two hints about one board. */
const HINT_MS = 1000

/**
 * Creates hints that are throttled to one a second for each board, so that an applauding hall costs
 * no more than one person.
 */
export function createReactionHints(rooms: Pick<WorkshopDeps['rooms'], 'sendHint'>): ReactionHints {
	const waiting = new Map<BoardId, { timer: NodeJS.Timeout; again: boolean }>()
	function send(workshop: Requester['workshop']['id'], board: BoardId): void {
		const entry = waiting.get(board)
		if (entry) {
			entry.again = true
			return
		}
		rooms.sendHint(workshop, { type: 'reactions', board }, {})
		const timer = setTimeout(() => {
			const again = waiting.get(board)?.again
			waiting.delete(board)
			if (again) send(workshop, board)
		}, HINT_MS)
		waiting.set(board, { timer, again: false })
	}
	return {
		send,
		close() {
			for (const { timer } of waiting.values()) clearTimeout(timer)
			waiting.clear()
		},
	}
}
