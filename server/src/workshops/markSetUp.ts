import type { BoardId, Workshop, WorkshopId } from '@charrette/shared'
import { recordsOf, SET_UP_KEY, writeFields } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { requireBoard } from './requireBoard.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { requireWorkshop } from './WorkshopDeps.ts'

/** Makes records of a board part of its set-up layer, or of the rest again (SETUP1). Throws `not_found` if one is not there. */
export async function markSetUp(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board: boardId, records: ids, isSetUp }: { board: BoardId; records: string[]; isSetUp: boolean },
): Promise<Workshop> {
	const workshop = await requireWorkshop(deps, id)
	const board = requireBoard(workshop, boardId)
	const isThere = await deps.rooms.read(board, (doc) => ids.every((record) => recordsOf(doc).has(record)))
	if (!isThere) throw new AppError('not_found', 'One of these is not on this board.')
	await deps.rooms.write(board, (doc) => {
		for (const record of ids) writeFields(recordsOf(doc), record, { [SET_UP_KEY]: isSetUp ? true : undefined })
	})
	return workshop
}
