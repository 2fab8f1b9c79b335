import {
	allowsEditing,
	type Board,
	type BoardId,
	type CommandOf,
	type CommandResult,
	currentPhase,
	currentSession,
	findBoard,
	LOCKED_KEY,
	type Reveal,
	type RevealResult,
	recordsOf,
	revealRecords,
	type Session,
	type Workshop,
	writeFields,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { detachBoards } from '../history/detachBoards.ts'
import { requireNoPrivateCards } from '../requireNoPrivateCards.ts'
import { requireNoOpenVote } from '../votes/requireNoOpenVote.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { mapBoards, requireBoard, withoutBoardShown, withSession } from '../workshopParts.ts'
import type { CommandRun, SomeCommands } from './CommandEntry.ts'

/** Commands for boards and the records on them. */
export const BOARD_COMMANDS = {
	'boards.freeze': freezeBoards,
	'board.remove': { effects: removeBoard },
	'setup.mark': { effects: lockRecords },
	'private.reveal': { effects: revealCards },
	'private.set': setPrivateWriting,
} satisfies SomeCommands

/**
 * Freezes or unfreezes the named boards, or every board of a group or the plenary. Throws
 * `not_found`.
 */
function freezeBoards(workshop: Workshop, { boards: named, frozen }: CommandOf<'boards.freeze'>): Workshop {
	for (const board of named ?? []) requireBoard(workshop, board)
	const isAffected = ({ id, isApart }: Board) => named?.includes(id) ?? !isApart
	return mapBoards(workshop, (board) => (isAffected(board) ? { ...board, frozen } : board))
}

/**
 * Removes an extra board, and keeps a snapshot of it (HIST6). Throws `not_now` for the board of a
 * group and the plenary board, while there is an open vote on the board, for a board with private
 * cards, and for one with content unless `withCards` is set.
 */
async function removeBoard(
	{ deps, id }: CommandRun,
	{ board: boardId, withCards = false }: CommandOf<'board.remove'>,
): Promise<CommandResult> {
	const { board } = requireRemovableBoard(await requireWorkshop(deps, id), boardId)
	await requireNoPrivateCards(deps, board)
	const count = withCards ? 0 : await deps.rooms.read(board, (doc) => recordsOf(doc).size)
	if (count > 0)
		throw new AppError('not_now', `This board has ${count} items, which would be removed with it.`, 'board_has_content')
	const change = (now: Workshop) => withoutBoard(now, requireRemovableBoard(now, boardId))
	const { version } = await detachBoards(deps, { id, boards: [board], change })
	return { version }
}

function requireRemovableBoard(workshop: Workshop, id: string): { board: Board; session: Session } {
	const found = findBoard(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such board.')
	if (!found.board.isApart)
		throw new AppError('not_now', 'The boards of groups and the plenary board cannot be removed.', 'board_of_session')
	requireNoOpenVote(workshop, [found.board])
	return found
}

function withoutBoard(workshop: Workshop, { board, session }: { board: Board; session: Session }): Workshop {
	const boards = session.boards.filter((other) => other.id !== board.id)
	return withoutBoardShown(withSession(workshop, { ...session, boards }), board.id)
}

/**
 * Moves records of a board to its locked layer, or out of it (SETUP1). Throws `not_found` for an
 * unknown record.
 */
async function lockRecords(
	{ deps, id }: CommandRun,
	{ board: boardId, records: ids, isSetUp: isLocked }: CommandOf<'setup.mark'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const board = requireBoard(workshop, boardId)
	const hasAll = await deps.rooms.read(board, (doc) => ids.every((record) => recordsOf(doc).has(record)))
	if (!hasAll) throw new AppError('not_found', 'One of these is not on this board.')
	await deps.rooms.write(board, (doc) => {
		for (const record of ids) writeFields(recordsOf(doc), record, { [LOCKED_KEY]: isLocked ? true : undefined })
	})
	return { version: workshop.version }
}

/**
 * Moves the private cards of a board, or of all boards of the current session, onto it and opens it
 * for editing again (ROOM3). Includes the cards of participants who left or changed groups. Running
 * it again reveals what was written since.
 */
async function revealCards(
	{ deps, apply }: CommandRun,
	{ board, names }: CommandOf<'private.reveal'>,
): Promise<CommandResult> {
	const workshop = await apply((now) => withRevealed(now, boardsToReveal(now, board)))
	const withNames = names && !workshop.isAnonymous
	const reveals = new Map<BoardId, Reveal>()
	const phase = currentPhase(workshop)?.id ?? null
	for (const { id: revealed } of boardsToReveal(workshop, board)) {
		let result: RevealResult = { cards: 0, area: null }
		await deps.rooms.revealPrivateCards(requireBoard(workshop, revealed), (privateDocs, doc) => {
			result = revealRecords(privateDocs, doc, { withNames })
		})
		reveals.set(revealed, { phase, ...result, at: deps.now() })
	}
	const { version } = await apply((now) => withReveals(now, reveals))
	return { version }
}

/**
 * Begins private writing in the current phase, also again after its reveal, or ends it without a
 * reveal (ROOM3m). Throws `not_now` unless participants write cards in this phase.
 */
function setPrivateWriting(workshop: Workshop, { isPrivate }: CommandOf<'private.set'>): Workshop {
	const [phase, session] = [currentPhase(workshop), currentSession(workshop)]
	if (!phase || !session || phase.kind !== 'write' || !allowsEditing(phase))
		throw new AppError('not_now', 'Private writing needs a phase in which participants write.', 'not_writing')
	const phases = session.phases.map((other) => (other.id === phase.id ? { ...phase, isPrivate } : other))
	const boards = session.boards.map(({ revealed, ...board }) =>
		revealed === undefined || (isPrivate && revealed === phase.id) ? board : { ...board, revealed },
	)
	return withSession(workshop, { ...session, phases, boards })
}

/**
 * Returns the workshop with the results of reveals. They show everybody at a board how many cards
 * were revealed, and where, once the cards are on the board.
 */
function withReveals(workshop: Workshop, reveals: ReadonlyMap<BoardId, Reveal>): Workshop {
	return mapBoards(workshop, (board) => {
		const lastReveal = reveals.get(board.id)
		// If two facilitators reveal at the same time, the second reveal finds no more cards.
		const isRepeated = lastReveal?.cards === 0 && board.lastReveal?.phase === lastReveal.phase
		return lastReveal && !isRepeated ? { ...board, lastReveal } : board
	})
}

function boardsToReveal(workshop: Workshop, board: BoardId | undefined): readonly Board[] {
	return board ? [requireBoard(workshop, board)] : (currentSession(workshop)?.boards ?? [])
}

/**
 * Returns the workshop with these boards as revealed. Participants return to a board before their
 * cards move there, so that nobody sees their own cards disappear.
 */
function withRevealed(workshop: Workshop, boards: readonly Board[]): Workshop {
	const phase = currentPhase(workshop)
	const session = currentSession(workshop)
	if (!phase?.isPrivate || !session) return workshop
	const revealed = new Set(boards.map(({ id }) => id))
	return withSession(workshop, {
		...session,
		boards: session.boards.map((board) => (revealed.has(board.id) ? { ...board, revealed: phase.id } : board)),
	})
}
