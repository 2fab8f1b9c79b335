import {
	type Board,
	type BoardId,
	BoardProjection,
	createId,
	epochOf,
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
import { addExtraBoards } from '../buildSession.ts'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { mapBoards } from '../workshopParts.ts'
import { type BoardSnapshot, saveCaptured, withSnapshot } from './snapshots.ts'

interface RestoreRequest {
	workshop: Workshop
	target: BoardSnapshot
	/** The name of the snapshot of the board before the restore. */
	keepAs: string
	/** The author of the restore, as in an attribution (HIST7). */
	by: string
}

/**
 * Restores a board by editing it, so that members see it happen; with `cards`, restores only these
 * (REST1, REST3). Throws `not_found` for a card that is not in the snapshot.
 */
export async function restoreInPlace(
	deps: WorkshopDeps,
	{ target, keepAs, by }: RestoreRequest,
	cards: readonly string[] | null,
): Promise<RestoreResult> {
	const { board } = target
	return withSnapshot(target.state, async (snapshotDoc) => {
		if (cards) requireCards(snapshotDoc, cards)
		const captured = await deps.rooms.read(board, (_doc, capture) => capture())
		const saved = await saveBefore(deps, board, { captured, keepAs })
		const late: CapturedBoard[] = []
		const restore = (doc: Y.Doc, capture: () => CapturedBoard) => {
			// Edits that arrived while the snapshot was written belong in it, too.
			if (!isUnchangedSince(doc, captured)) late.push(capture())
			if (cards) restoreCards(doc, snapshotDoc, cards)
			else restoreBoard(doc, snapshotDoc)
		}
		await deps.rooms.write(board, restore, by)
		const [newer] = late
		return { board: board.id, kept: newer ? await replaceSaved(deps, saved, newer) : saved }
	})
}

/**
 * Restores a board as a new document in a new epoch: edits of the old document cannot come back
 * (REST1). Throws `not_now` if another restore has replaced the document meanwhile.
 */
export async function restoreByReplacing(
	deps: WorkshopDeps,
	{ workshop, target, keepAs, by }: RestoreRequest,
): Promise<RestoreResult> {
	const { board } = target
	return withSnapshot(target.state, async (snapshotDoc) => {
		const captured = await deps.rooms.read(board, (_doc, capture) => capture())
		const saved = await saveBefore(deps, board, { captured, keepAs })
		await replaceDocument(deps, workshop, { board, snapshotDoc, by })
		// Edits that were acked meanwhile are only in the replaced document, and belong into the
		// snapshot, too.
		const late = await deps.rooms.readReplaced(board, (doc) =>
			isUnchangedSince(doc, captured) ? null : captureBoard(doc, captured.at),
		)
		return { board: board.id, kept: late ? await replaceSaved(deps, saved, late) : saved }
	})
}

function requireCards(snapshotDoc: Y.Doc, cards: readonly string[]): void {
	const projection = new BoardProjection(recordsOf(snapshotDoc))
	projection.readAll()
	if (cards.some((id) => !isCard(projection.shown.get(id))))
		throw new AppError('not_found', 'One of these cards is not in this snapshot.')
}

function saveBefore(
	deps: WorkshopDeps,
	board: Board,
	{ captured, keepAs }: { captured: CapturedBoard; keepAs: string },
): Promise<Snapshot> {
	return saveCaptured(deps, captured, { board: board.id, name: keepAs, cause: 'restore' })
}

async function replaceSaved(deps: WorkshopDeps, saved: Snapshot, captured: CapturedBoard): Promise<Snapshot> {
	const { board, name, cause } = saved
	const newer = await saveCaptured(deps, captured, { board, name, cause })
	await deps.snapshots.remove([saved.id])
	return newer
}

/**
 * Writes the new document before its epoch is announced: after a crash in between, the old one is
 * still in use.
 */
async function replaceDocument(
	deps: WorkshopDeps,
	workshop: Workshop,
	{ board, snapshotDoc, by }: { board: Board; snapshotDoc: Y.Doc; by: string },
): Promise<void> {
	const rebuilt = rebuildBoard(snapshotDoc)
	const epoch = await deps.rooms.writeReplacement(board, Y.encodeStateAsUpdate(rebuilt), by)
	rebuilt.destroy()
	const withEpoch = (other: Board) => {
		if (other.id !== board.id) return other
		// Another restore came first: its document is newer than the one that was saved here (REST1).
		if (epochOf(other) !== epochOf(board)) throw new AppError('not_now')
		return { ...other, epoch }
	}
	await changeWorkshop(deps, workshop.id, (now) => mapBoards(now, withEpoch))
}

/** A copy of a snapshot; without a title it is named after its board and time. */
interface CopyRequest {
	workshop: Workshop
	snapshot: SnapshotId
	title: string | undefined
}

/**
 * Copies a snapshot to an extra, frozen board in the session of its board (REST4). Also works for a
 * removed board (HIST6); if its session is gone too, the copy is in the current one. Throws
 * `not_found`, and `not_now` for too many extra boards.
 */
export async function copySnapshot(
	deps: WorkshopDeps,
	{ workshop, snapshot: id, title }: CopyRequest,
): Promise<RestoreResult> {
	const found = await deps.snapshots.find(id)
	const origin = found && originOf(workshop, found.snapshot.board)
	if (!origin) throw new AppError('not_found', 'There is no such snapshot.')
	const { snapshot, state } = found
	const copy: Board = {
		id: createId<BoardId>(),
		title: title ?? copyTitle(origin.title, snapshot.at, workshop.locale),
		group: null,
		frozen: true,
		isApart: true,
	}
	addExtraBoards(workshop, origin.session, [copy])
	// The content first: nobody sees the board before it is written.
	await withSnapshot(state, (snapshotDoc) => deps.rooms.write(copy, (doc) => restoreBoard(doc, snapshotDoc)))
	await changeWorkshop(deps, workshop.id, (now) => addExtraBoards(now, origin.session, [copy]))
	return { board: copy.id }
}

/** The title of a present or removed board, and the session for its copies. */
function originOf(workshop: Workshop, id: BoardId): { title: string; session: SessionId } | null {
	const found = findBoard(workshop, id)
	if (found) return { title: found.board.title, session: found.session.id }
	const removed = workshop.removedBoards?.find((board) => board.id === id)
	if (!removed) return null
	return { title: removed.title, session: findSession(workshop, removed.session)?.id ?? workshop.session }
}

/** "Group 3 · 25 Nov 2026, 14:05", in the time zone of the server. */
function copyTitle(title: string, at: number, locale: Locale): string {
	const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
	const maxLength = LIMITS.maxTitleLength - when.length - 3
	return `${[...title].slice(0, maxLength).join('')} · ${when}`
}
