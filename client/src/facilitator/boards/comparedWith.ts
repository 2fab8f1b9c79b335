import { type BoardId, type BoardPair, findBoard, plenaryOf, type Session, type Workshop } from '@charrette/shared'

/** Returns a board and its counterpart in the order of their sessions. */
export function comparedWith(workshop: Workshop, id: BoardId): BoardPair {
	const other = counterpartOf(workshop, id)
	const all = workshop.sessions.flatMap(({ boards }) => boards.map((board) => board.id))
	return all.indexOf(id) < all.indexOf(other) ? [id, other] : [other, id]
}

/**
 * Returns the board to compare with a board first: the one in its place in the session before, else
 * in the next one, else the first other board of its own session.
 */
function counterpartOf(workshop: Workshop, id: BoardId): BoardId {
	const found = findBoard(workshop, id)
	if (!found) return id
	const { sessions } = workshop
	const at = sessions.indexOf(found.session)
	const place = groupBoards(found.session).indexOf(found.board)
	const isPlenary = plenaryOf(found.session)?.id === id
	const inPlace = (session: Session | undefined) =>
		session && (isPlenary ? plenaryOf(session) : groupBoards(session)[place])
	const others = found.session.boards.filter((board) => board.id !== id)
	return (inPlace(sessions[at - 1]) ?? inPlace(sessions[at + 1]) ?? others[0] ?? found.board).id
}

const groupBoards = ({ boards }: Session) => boards.filter(({ group }) => group !== null)
