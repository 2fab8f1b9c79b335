import type { Board, Restored, Snapshot, Workshop } from '@charrette/shared'
import { BoardProjection, isCard, rebuildBoard, recordsOf, restoreBoard, restoreCards } from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { CapturedBoard } from '../../rooms/captureBoard.ts'
import { captureBoard, isAsCaptured } from '../../rooms/captureBoard.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import type { Moment } from './moments.ts'
import { withPast } from './moments.ts'
import { keepCaptured } from './takeSnapshot.ts'

interface Restoring {
	workshop: Workshop
	moment: Moment
	/** What the snapshot of the board as it was before is called. */
	keepAs: string
	/** Whose command it is, as a touch names them (HIST7). */
	by: string
}

/**
 * Puts a board back to a moment under the eyes of those who are in it, or brings back of it these cards alone (REST1, REST3).
 * Throws `not_found` for a card that is not in it.
 */
export async function restoreInPlace(
	deps: WorkshopDeps,
	{ moment, keepAs, by }: Restoring,
	cards: readonly string[] | null,
): Promise<Restored> {
	const { board } = moment
	return withPast(moment.state, async (past) => {
		if (cards) requireCards(past, cards)
		const captured = await deps.rooms.read(board, (_doc, capture) => capture())
		const kept = await keepBefore(deps, board, { captured, keepAs })
		const late: CapturedBoard[] = []
		const restore = (doc: Y.Doc, capture: () => CapturedBoard) => {
			// What came in while the disk was at work is to be brought back by an undo too.
			if (!isAsCaptured(doc, captured)) late.push(capture())
			if (cards) restoreCards(doc, past, cards)
			else restoreBoard(doc, past)
		}
		await deps.rooms.write(board, restore, by)
		const [newer] = late
		return { board: board.id, kept: newer ? await replaceKept(deps, kept, newer) : kept }
	})
}

/** Gives everybody another document that says what the board said at a moment; nothing of the old one comes back (REST1). */
export async function restoreByReplacing(
	deps: WorkshopDeps,
	{ workshop, moment, keepAs, by }: Restoring,
): Promise<Restored> {
	const { board } = moment
	return withPast(moment.state, async (past) => {
		const captured = await deps.rooms.read(board, (_doc, capture) => capture())
		const kept = await keepBefore(deps, board, { captured, keepAs })
		await replaceDocument(deps, workshop, { board, past, by })
		// What was saved while all of this was written is in the former document alone, and is to be brought back too.
		const late = await deps.rooms.readFormer(board, (doc) =>
			isAsCaptured(doc, captured) ? null : captureBoard(doc, captured.at),
		)
		return { board: board.id, kept: late ? await replaceKept(deps, kept, late) : kept }
	})
}

function requireCards(past: Y.Doc, cards: readonly string[]): void {
	const projection = new BoardProjection(recordsOf(past))
	projection.readAll()
	if (cards.some((id) => !isCard(projection.shown.get(id))))
		throw new AppError('not_found', 'One of these cards was not on the board at that moment.')
}

function keepBefore(
	deps: WorkshopDeps,
	board: Board,
	{ captured, keepAs }: { captured: CapturedBoard; keepAs: string },
): Promise<Snapshot> {
	return keepCaptured(deps, captured, { board: board.id, name: keepAs, cause: 'restore' })
}

async function replaceKept(deps: WorkshopDeps, kept: Snapshot, captured: CapturedBoard): Promise<Snapshot> {
	const { board, name, cause } = kept
	const better = await keepCaptured(deps, captured, { board, name, cause })
	await deps.snapshots.remove([kept.id])
	return better
}

/** The new document is on disk before anybody is told of it; a crash in between leaves the old one in its place. */
async function replaceDocument(
	deps: WorkshopDeps,
	workshop: Workshop,
	{ board, past, by }: { board: Board; past: Y.Doc; by: string },
): Promise<void> {
	const rebuilt = rebuildBoard(past)
	const epoch = await deps.rooms.writeNext(board, Y.encodeStateAsUpdate(rebuilt), by)
	rebuilt.destroy()
	await changeWorkshop(deps, workshop.id, (now) => ({
		...now,
		sessions: now.sessions.map((session) => ({
			...session,
			boards: session.boards.map((other) => (other.id === board.id ? { ...other, epoch } : other)),
		})),
	}))
}
