import {
	type Board,
	type BoardId,
	BoardProjection,
	createId,
	findBoard,
	findSession,
	isCard,
	LIMITS,
	type Locale,
	type RestoreResult,
	rebuildBoard,
	recordsOf,
	restoreBoard,
	restoreCards,
	type SessionId,
	type Snapshot,
	type SnapshotId,
	type Workshop,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import { type CapturedBoard, captureBoard, isUnchangedSince } from '../../rooms/AttributionLog.ts'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireSession, withSession } from '../workshopParts.ts'
import { type BoardSnapshot, saveCaptured, withSnapshot } from './snapshots.ts'

interface RestoreRequest {
	workshop: Workshop
	moment: BoardSnapshot
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
	{ moment, keepAs, by }: RestoreRequest,
	cards: readonly string[] | null,
): Promise<RestoreResult> {
	const { board } = moment
	return withSnapshot(moment.state, async (past) => {
		if (cards) requireCards(past, cards)
		const captured = await deps.rooms.read(board, (_doc, capture) => capture())
		const kept = await saveBefore(deps, board, { captured, keepAs })
		const late: CapturedBoard[] = []
		const restore = (doc: Y.Doc, capture: () => CapturedBoard) => {
			// What came in while the disk was at work is to be brought back by an undo too.
			if (!isUnchangedSince(doc, captured)) late.push(capture())
			if (cards) restoreCards(doc, past, cards)
			else restoreBoard(doc, past)
		}
		await deps.rooms.write(board, restore, by)
		const [newer] = late
		return { board: board.id, kept: newer ? await replaceSaved(deps, kept, newer) : kept }
	})
}

/** Gives everybody another document that says what the board said at a moment; nothing of the old one comes back (REST1). */
export async function restoreByReplacing(
	deps: WorkshopDeps,
	{ workshop, moment, keepAs, by }: RestoreRequest,
): Promise<RestoreResult> {
	const { board } = moment
	return withSnapshot(moment.state, async (past) => {
		const captured = await deps.rooms.read(board, (_doc, capture) => capture())
		const kept = await saveBefore(deps, board, { captured, keepAs })
		await replaceDocument(deps, workshop, { board, past, by })
		// What was saved while all of this was written is in the former document alone, and is to be brought back too.
		const late = await deps.rooms.readReplaced(board, (doc) =>
			isUnchangedSince(doc, captured) ? null : captureBoard(doc, captured.at),
		)
		return { board: board.id, kept: late ? await replaceSaved(deps, kept, late) : kept }
	})
}

function requireCards(past: Y.Doc, cards: readonly string[]): void {
	const projection = new BoardProjection(recordsOf(past))
	projection.readAll()
	if (cards.some((id) => !isCard(projection.shown.get(id))))
		throw new AppError('not_found', 'One of these cards was not on the board at that moment.')
}

function saveBefore(
	deps: WorkshopDeps,
	board: Board,
	{ captured, keepAs }: { captured: CapturedBoard; keepAs: string },
): Promise<Snapshot> {
	return saveCaptured(deps, captured, { board: board.id, name: keepAs, cause: 'restore' })
}

async function replaceSaved(deps: WorkshopDeps, kept: Snapshot, captured: CapturedBoard): Promise<Snapshot> {
	const { board, name, cause } = kept
	const better = await saveCaptured(deps, captured, { board, name, cause })
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
	const epoch = await deps.rooms.writeReplacement(board, Y.encodeStateAsUpdate(rebuilt), by)
	rebuilt.destroy()
	await changeWorkshop(deps, workshop.id, (now) => ({
		...now,
		sessions: now.sessions.map((session) => ({
			...session,
			boards: session.boards.map((other) => (other.id === board.id ? { ...other, epoch } : other)),
		})),
	}))
}

/** Which moment becomes a board, and what it is called; otherwise by its board and its time. */
interface CopyRequest {
	workshop: Workshop
	snapshot: SnapshotId
	title: string | undefined
}

/**
 * Makes a further board of a moment, in the session of the board that it is of: nobody's group's, apart, and frozen (REST4).
 * It is written before anybody sees it. Of a board that was taken out too (HIST6), and where its session is gone as well, in the
 * one that runs. Throws `not_found`, and `not_now` where there are too many.
 */
export async function copySnapshot(
	deps: WorkshopDeps,
	{ workshop, snapshot: id, title }: CopyRequest,
): Promise<RestoreResult> {
	const found = await deps.snapshots.find(id)
	const of = found && originOf(workshop, found.snapshot.board)
	if (!of) throw new AppError('not_found', 'There is no such snapshot.')
	const { snapshot, state } = found
	const copy: Board = {
		id: createId<BoardId>(),
		title: title ?? copyTitle(of.title, snapshot.at, workshop.locale),
		group: null,
		frozen: true,
		isApart: true,
	}
	withExtraBoard(workshop, of.session, copy)
	await withSnapshot(state, (past) => deps.rooms.write(copy, (doc) => restoreBoard(doc, past)))
	await changeWorkshop(deps, workshop.id, (now) => withExtraBoard(now, of.session, copy))
	return { board: copy.id }
}

/** What a board is or was called, and the session for its copies. */
function originOf(workshop: Workshop, id: BoardId): { title: string; session: SessionId } | null {
	const found = findBoard(workshop, id)
	if (found) return { title: found.board.title, session: found.session.id }
	const removed = workshop.removedBoards?.find((board) => board.id === id)
	if (!removed) return null
	return { title: removed.title, session: findSession(workshop, removed.session)?.id ?? workshop.session }
}

/** "Group 3 · 25 Nov 2026, 14:05", by the server's clock and zone. */
function copyTitle(title: string, at: number, locale: Locale): string {
	const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
	const room = LIMITS.maxTitleLength - when.length - 3
	return `${[...title].slice(0, room).join('')} · ${when}`
}

function withExtraBoard(workshop: Workshop, id: SessionId, board: Board): Workshop {
	const session = requireSession(workshop, id)
	if (session.boards.filter(({ isApart }) => isApart).length >= LIMITS.maxBoardsApart)
		throw new AppError(
			'not_now',
			`A session has ${LIMITS.maxBoardsApart} boards apart from its groups at most.`,
			'too_many_boards',
		)
	return withSession(workshop, { ...session, boards: [...session.boards, board] })
}
