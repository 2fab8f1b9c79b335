import {
	type Board,
	type BoardId,
	epochOf,
	findBoard,
	findSession,
	LIMITS,
	type Locale,
	type RestoreResult,
	restoreRecords,
	type SessionId,
	type SnapshotId,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { isSameCopy, type LogCopy } from '../../ports/LogCopy.ts'
import type { Replacement } from '../../rooms/document/ReplacedDocuments.ts'
import { addExtraBoards, buildExtraBoard, createExtraBoards } from '../extraBoards.ts'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { mapBoards } from '../workshopParts.ts'
import { type BoardSnapshot, saveCaptured, saveLater } from './snapshots.ts'

interface RestoreRequest {
	workshop: Workshop
	target: BoardSnapshot
	/** The name of the snapshot of the board before the restore. */
	keepAs: string
	/** The author of the restore, as in an attribution (HIST7). */
	author: string
}

/**
 * Restores a board by editing it, so that members see it happen; with `cards`, restores only these
 * (REST1, REST3). Throws `not_found` for a card that is not in the snapshot.
 */
export async function restoreInPlace(
	deps: WorkshopDeps,
	{ workshop, target, keepAs, author }: RestoreRequest,
	cards: readonly string[] | null,
): Promise<RestoreResult> {
	const { board, state, snapshot } = target
	const plan = async (copy: LogCopy) => {
		const goals = await deps.snapshotReader.plan(copy, state, cards)
		if (!goals) throw new AppError('not_found', 'One of these cards is not in this snapshot.')
		return goals
	}
	const captured = await deps.rooms.capture(board)
	const planned = cards && (await plan(captured.copy))
	const saved = await saveCaptured(deps, captured, { board: board.id, name: keepAs, cause: 'restore' })
	const now = await deps.rooms.copy(board)
	const goals = planned && isSameCopy(now, captured.copy) ? planned : await plan(now)
	// Edits that arrived meanwhile belong into the snapshot, too.
	const before = await deps.rooms.captureAndWrite(board, (doc) => restoreRecords(doc, goals), author)
	const kept = await saveLater(deps, saved, before)
	// Sent to everyone at the board (REST1h).
	const lastRestore = { at: deps.now(), to: snapshot.at }
	const withRestore = (other: Board) => (other.id === board.id ? { ...other, lastRestore } : other)
	if (!cards) await changeWorkshop(deps, workshop.id, (now) => mapBoards(now, withRestore))
	return { board: board.id, kept }
}

/**
 * Restores a board as a new document in a new epoch: edits of the old document cannot come back
 * (REST1). Throws `not_now` if another restore has replaced the document meanwhile.
 */
export async function restoreByReplacing(
	deps: WorkshopDeps,
	{ workshop, target, keepAs, author }: RestoreRequest,
): Promise<RestoreResult> {
	const { board, state } = target
	const captured = await deps.rooms.capture(board)
	const saved = await saveCaptured(deps, captured, { board: board.id, name: keepAs, cause: 'restore' })
	const { update, changes } = await deps.snapshotReader.rebuild(state, { replacing: captured.copy })
	await replaceDocument(deps, workshop, board, { state: update, changes, author })
	// Edits that were acked meanwhile are only in the replaced document, and belong into the
	// snapshot, too.
	const replaced = { at: captured.at, copy: await deps.rooms.copyReplaced(board) }
	return { board: board.id, kept: await saveLater(deps, saved, replaced) }
}

/**
 * Writes the new document before its epoch is announced: after a crash in between, the old one is
 * still in use.
 */
async function replaceDocument(
	deps: WorkshopDeps,
	workshop: Workshop,
	board: Board,
	replacement: Replacement,
): Promise<void> {
	const epoch = await deps.rooms.writeReplacement(board, replacement)
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
	const copy = buildExtraBoard(title ?? copyTitle(origin.title, snapshot.at, workshop.locale), { frozen: true })
	addExtraBoards(workshop, origin.session, [copy])
	const { update } = await deps.snapshotReader.rebuild(state)
	await createExtraBoards(deps, { workshop, session: origin.session }, [{ board: copy, update }])
	return { board: copy.id }
}

/** Returns the title of a present or removed board, and the session for its copies. */
function originOf(workshop: Workshop, id: BoardId): { title: string; session: SessionId } | null {
	const found = findBoard(workshop, id)
	if (found) return { title: found.board.title, session: found.session.id }
	const removed = workshop.removedBoards?.find((board) => board.id === id)
	if (!removed) return null
	return { title: removed.title, session: findSession(workshop, removed.session)?.id ?? workshop.session }
}

/** Returns a title such as "Group 3 · 25 Nov 2026, 14:05", in the time zone of the server. */
function copyTitle(title: string, at: number, locale: Locale): string {
	const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
	const maxLength = LIMITS.maxTitleLength - when.length - 3
	return `${[...title].slice(0, maxLength).join('')} · ${when}`
}
