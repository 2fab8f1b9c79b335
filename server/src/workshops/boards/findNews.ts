import { accessTo, type BoardId, type LastVisits, LIMITS } from '@charrette/shared'
import { ownerOf } from '../../rooms/gate/ClientOwners.ts'
import type { Rooms } from '../../rooms/Rooms.ts'
import type { Requester } from '../access.ts'
import { sessionsInOrder } from './findCards.ts'

/**
 * Returns the boards that the requester may see and others have changed since the requester's last
 * visit (VISIT1): those of the current session first, then those of the newest sessions. The cost
 * is one look into an index for each board, whatever was changed.
 */
export async function findNews(
	{ rooms }: { rooms: Pick<Rooms, 'changedSince'> },
	{ identity, workshop }: Requester,
	visits: LastVisits,
): Promise<BoardId[]> {
	const boards = sessionsInOrder(workshop)
		.flatMap((session) => session.boards)
		.filter(({ id }) => accessTo({ type: 'board', board: id }, identity, workshop) !== 'none')
		.slice(0, LIMITS.maxSearchedBoards)
	const asked = boards.map((board) => ({ board, after: visits.boards[board.id] ?? visits.workshop }))
	return rooms.changedSince(asked, ownerOf(identity))
}
