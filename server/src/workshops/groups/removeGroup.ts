import type { Board, CommandOf, CommandResult, Group, GroupId, Session, Workshop } from '@charrette/shared'
import { currentSession, documentOf, importRecords, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { CommandRun } from '../facilitation/CommandEntry.ts'
import { detachBoards } from '../history/detachBoards.ts'
import { requireNoPrivateCards } from '../requireNoPrivateCards.ts'
import { requireNoOpenVote } from '../votes/requireNoOpenVote.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { mapBoards, requireBoard, requireGroup, withGroup, withoutBoardShown, withSession } from '../workshopParts.ts'
import { normalizeGroups } from './seating.ts'

/**
 * Removes a group and its board. Its participants, and the content of its board, move to the group
 * `to` (GROUP4). Throws `not_now` if there are any and `to` is missing, for the last group of a
 * session, while the board has private cards, and for content in an open vote.
 *
 * The order of the steps makes an interruption safe: participants move and the board is frozen, its
 * content is copied, and only then the board is detached, with a snapshot of it (HIST6).
 */
export async function removeGroup(run: CommandRun, { group, to }: CommandOf<'groups.remove'>): Promise<CommandResult> {
	const { deps, id } = run
	const workshop = await requireWorkshop(deps, id)
	const board = requireBoard(workshop, requireRemovableGroup(workshop, group, to).group.board)
	await requireNoPrivateCards(deps, board)
	const state = await deps.rooms.read(board, boardState)
	if (!to && state.records > 0)
		throw new AppError(
			'not_now',
			`This group's board has ${state.records} items. Choose a group for them.`,
			'group_has_content',
		)
	if (to) await moveContents(run, { group, to, board, hasContent: state.records > 0 })
	const change = (now: Workshop) => withoutGroup(now, group, to)
	const { version } = await detachBoards(deps, { id, boards: [board], change })
	return { version }
}

function boardState(doc: Y.Doc): { records: number; update: Uint8Array } {
	return { records: recordsOf(doc).size, update: Y.encodeStateAsUpdate(doc) }
}

/** Returns the group and its session. Throws if the group cannot be removed. */
function requireRemovableGroup(
	workshop: Workshop,
	id: GroupId,
	to: GroupId | undefined,
): { group: Group; session: Session } {
	const found = requireGroup(workshop, id)
	const { session, group } = found
	if (session.groups.length < 2) throw new AppError('not_now', 'A session needs at least one group.', 'last_group')
	if (to === id || (to && requireGroup(workshop, to).session.id !== session.id))
		throw new AppError(
			'not_now',
			'Participants and cards can only move to another group of the same session.',
			'other_session',
		)
	const people = countParticipants(workshop, { session, group })
	if (!to && people > 0)
		throw new AppError('not_now', `This group has ${people} participants. Choose a group for them.`, 'group_has_people')
	return found
}

function countParticipants(workshop: Workshop, { session, group }: { session: Session; group: Group }): number {
	const isRunning = currentSession(workshop)?.id === session.id
	return isRunning
		? workshop.participants.filter((person) => person.group === group.id).length
		: (group.seats ?? []).length
}

async function moveContents(
	{ deps, id, apply }: CommandRun,
	{ group, to, board, hasContent }: { group: GroupId; to: GroupId; board: Board; hasContent: boolean },
): Promise<void> {
	const workshop = await apply((now) => {
		if (hasContent) requireNoOpenVote(now, [board])
		return withBoardFrozen(withParticipantsMoved(now, group, to), board)
	})
	const { update, records } = await deps.rooms.read(board, boardState)
	if (records === 0) return
	const from = documentOf([update])
	const target = requireBoard(workshop, requireGroup(workshop, to).group.board)
	try {
		const copies = await deps.rooms.write(target, (doc) => importRecords(from, doc), { key: `group ${group}` })
		const cards = new Map([...recordsOf(from).keys()].map((card, index) => [card, copies[index] ?? card]))
		await deps.reactions.move({ from: board.id, to: target.id, cards })
	} finally {
		from.destroy()
	}
	deps.rooms.sendHint(id, { type: 'reactions', board: target.id }, {})
}

function withBoardFrozen(workshop: Workshop, { id }: Board): Workshop {
	return mapBoards(workshop, (board) => (board.id === id ? { ...board, frozen: true } : board))
}

function withParticipantsMoved(workshop: Workshop, from: GroupId, to: GroupId): Workshop {
	const { group, session } = requireGroup(workshop, from)
	const { group: target } = requireGroup(workshop, to)
	const { seats = [], ...emptied } = group
	const seated = seats.length > 0 ? { ...target, seats: [...(target.seats ?? []), ...seats] } : target
	const participants = workshop.participants.map((person) =>
		person.group === from ? { ...person, group: to } : person,
	)
	return normalizeGroups({ ...withSession(workshop, withGroup(withGroup(session, emptied), seated)), participants })
}

/**
 * Returns the workshop without the group. Participants who joined the group meanwhile move with the
 * others.
 */
function withoutGroup(workshop: Workshop, id: GroupId, to: GroupId | undefined): Workshop {
	requireRemovableGroup(workshop, id, to)
	const moved = to ? withParticipantsMoved(workshop, id, to) : workshop
	const { group, session } = requireGroup(moved, id)
	const groups = session.groups.filter((other) => other.id !== id)
	const boards = session.boards.filter((board) => board.id !== group.board)
	return withoutBoardShown(withSession(moved, { ...session, groups, boards }), group.board)
}
