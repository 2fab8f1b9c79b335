import type { Board, CommandOf, CommandResult, Group, GroupId, Session, Workshop, WorkshopId } from '@charrette/shared'
import { currentSession, importRecords, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import { detachBoards } from '../history/detachBoards.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop, requireWorkshop } from '../WorkshopDeps.ts'
import { requireBoard, requireGroup, withGroup, withSession } from '../workshopParts.ts'
import { normalizeGroups } from './seating.ts'

/**
 * Takes a group and its board out of the workshop. Its people, and what is on its board, go to the group `to` (GROUP4).
 * Throws `not_now` if there are any and none is named, for a session's last group, and while cards are held in private there.
 *
 * First the people move and the board is frozen, then what is on it is brought over, and only then it is taken away: whatever
 * stops in between, nothing is lost. The board is kept as it was, too (HIST6).
 */
export async function removeGroup(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ group, to }: CommandOf<'groups.remove'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const board = requireBoard(workshop, requireRemovableGroup(workshop, group, to).group.board)
	const state = await deps.rooms.read(board, boardState)
	const { cards } = await deps.rooms.privateCardsAt(board)
	if (cards > 0)
		throw new AppError(
			'not_now',
			`${cards} cards are held in private at this group's board. Reveal them first.`,
			'held_in_private',
		)
	if (!to && state.records > 0)
		throw new AppError(
			'not_now',
			`There are ${state.records} things on this group's board. Say to which group they go.`,
			'group_has_content',
		)
	if (to) await moveContents(deps, id, { group, to, board })
	const change = (now: Workshop) => withoutGroup(now, group, to)
	const { version } = await detachBoards(deps, { id, boards: [board], change })
	return { version }
}

function boardState(doc: Y.Doc): { records: number; update: Uint8Array } {
	return { records: recordsOf(doc).size, update: Y.encodeStateAsUpdate(doc) }
}

/** The group and its session, if it may go. */
function requireRemovableGroup(
	workshop: Workshop,
	id: GroupId,
	to: GroupId | undefined,
): { group: Group; session: Session } {
	const found = requireGroup(workshop, id)
	const { session, group } = found
	if (session.groups.length < 2) throw new AppError('not_now', 'A session needs a group.', 'last_group')
	if (to === id || (to && requireGroup(workshop, to).session.id !== session.id))
		throw new AppError('not_now', 'People and cards go to another group of the same session.', 'other_session')
	const people = countParticipants(workshop, { session, group })
	if (!to && people > 0)
		throw new AppError(
			'not_now',
			`There are ${people} people in this group. Say to which group they go.`,
			'group_has_people',
		)
	return found
}

function countParticipants(workshop: Workshop, { session, group }: { session: Session; group: Group }): number {
	const isRunning = currentSession(workshop)?.id === session.id
	return isRunning
		? workshop.participants.filter((person) => person.group === group.id).length
		: (group.seats ?? []).length
}

async function moveContents(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ group, to, board }: { group: GroupId; to: GroupId; board: Board },
): Promise<void> {
	const workshop = await changeWorkshop(deps, id, (now) =>
		withBoardFrozen(withParticipantsMoved(now, group, to), board),
	)
	const { update, records } = await deps.rooms.read(board, boardState)
	if (records === 0) return
	const from = new Y.Doc()
	recordsOf(from)
	Y.applyUpdate(from, update)
	const goal = requireBoard(workshop, requireGroup(workshop, to).group.board)
	try {
		await deps.rooms.write(goal, (doc) => importRecords(from, doc))
	} finally {
		from.destroy()
	}
}

function withBoardFrozen(workshop: Workshop, { id }: Board): Workshop {
	const freeze = (board: Board) => (board.id === id ? { ...board, frozen: true } : board)
	const sessions = workshop.sessions.map((session) => ({ ...session, boards: session.boards.map(freeze) }))
	return { ...workshop, sessions }
}

function withParticipantsMoved(workshop: Workshop, from: GroupId, to: GroupId): Workshop {
	const { group, session } = requireGroup(workshop, from)
	const { group: goal } = requireGroup(workshop, to)
	const { seats = [], ...left } = group
	const seated = seats.length > 0 ? { ...goal, seats: [...(goal.seats ?? []), ...seats] } : goal
	const participants = workshop.participants.map((person) =>
		person.group === from ? { ...person, group: to } : person,
	)
	return normalizeGroups({ ...withSession(workshop, withGroup(withGroup(session, left), seated)), participants })
}

/** Whoever joined the group in the last moment goes with the others. */
function withoutGroup(workshop: Workshop, id: GroupId, to: GroupId | undefined): Workshop {
	requireRemovableGroup(workshop, id, to)
	const moved = to ? withParticipantsMoved(workshop, id, to) : workshop
	const { group, session } = requireGroup(moved, id)
	const isAtIt = (place: { board: string } | null) => place?.board === group.board
	return {
		...withSession(moved, {
			...session,
			groups: session.groups.filter((other) => other.id !== id),
			boards: session.boards.filter((board) => board.id !== group.board),
		}),
		spotlight: moved.spotlight === group.board ? null : moved.spotlight,
		gathering: isAtIt(moved.gathering) ? null : moved.gathering,
	}
}
