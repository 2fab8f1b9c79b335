import type { Board, BoardId, Locale, Restored, Session, Workshop } from '@charrette/shared'
import { createId, findBoard, LIMITS, restoreBoard } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import type { Moment } from './moments.ts'
import { withPast } from './moments.ts'

/**
 * Makes a further board of a moment, in the session of the board that it is of: nobody's group's, apart, and frozen (REST4).
 * It is written before anybody sees it. Throws `not_now` where there are too many.
 */
export async function copyMoment(
	deps: WorkshopDeps,
	{ workshop, moment, title }: { workshop: Workshop; moment: Moment; title: string | undefined },
): Promise<Restored> {
	const { board, snapshot, state } = moment
	const copy: Board = {
		id: createId<BoardId>(),
		title: title ?? titleOf(board, snapshot.at, workshop.locale),
		group: null,
		frozen: true,
		isApart: true,
	}
	withBoard(workshop, board.id, copy)
	await withPast(state, (past) => deps.rooms.write(copy, (doc) => restoreBoard(doc, past)))
	await changeWorkshop(deps, workshop.id, (now) => withBoard(now, board.id, copy))
	return { board: copy.id }
}

/** "Group 3 · 25 Nov 2026, 14:05", by the server's clock and zone. */
function titleOf({ title }: Board, at: number, locale: Locale): string {
	const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
	const room = LIMITS.maxTitleLength - when.length - 3
	return `${[...title].slice(0, room).join('')} · ${when}`
}

function withBoard(workshop: Workshop, beside: BoardId, board: Board): Workshop {
	const session = findBoard(workshop, beside)?.session
	if (!session) throw new AppError('not_found', 'There is no such board.')
	const isFull = ({ boards }: Session) => boards.filter(({ isApart }) => isApart).length >= LIMITS.maxBoardsApart
	if (isFull(session))
		throw new AppError(
			'not_now',
			`A session has ${LIMITS.maxBoardsApart} boards apart from its groups at most.`,
			'too_many_boards',
		)
	const grown = { ...session, boards: [...session.boards, board] }
	return { ...workshop, sessions: workshop.sessions.map((other) => (other.id === session.id ? grown : other)) }
}
