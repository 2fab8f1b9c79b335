import {
	type Board,
	copyRecord,
	type GroupId,
	isLocked,
	type Locale,
	plenaryOf,
	type RecordMap,
	recordsOf,
	type Session,
} from '@charrette/shared'
import type { Doc } from 'yjs'
import { buildSession } from './buildSession.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

interface CopySettings {
	title: string
	/** The language of the boards that Charrette names itself. */
	locale: Locale
	/** Whether the locked layers keep their authors, who are unknown in another workshop. */
	keepsAuthors: boolean
}

/**
 * Copies a session: its phases, its groups without people, and its boards with their locked layers
 * only. The boards are written when this resolves.
 */
export async function copySession(
	deps: Pick<WorkshopDeps, 'rooms'>,
	model: Session,
	{ title, locale, keepsAuthors }: CopySettings,
): Promise<Session> {
	const groups = model.groups.map((group) => group.name)
	const copy = buildSession({ title, phases: model.phases, groups }, locale)
	for (const [from, to] of boardPairs(model, copy)) {
		const locked = await deps.rooms.read(from, (doc) => lockedRecordsOf(doc, keepsAuthors))
		if (locked.length > 0) await deps.rooms.write(to, (doc) => putRecords(doc, locked))
	}
	return copy
}

/**
 * Pairs the boards of a session with those of its copy. Both have a board for each group, in the
 * same order, and a plenary board.
 */
function boardPairs(model: Session, copy: Session): [from: Board, to: Board][] {
	const boardOf = ({ boards }: Session, group?: GroupId) => boards.find((board) => board.group === group)
	const pairs = [
		...copy.groups.map((group, index) => [boardOf(model, model.groups[index]?.id), boardOf(copy, group.id)]),
		[plenaryOf(model), plenaryOf(copy)],
	]
	return pairs.flatMap(([from, to]) => (from && to ? [[from, to]] : []))
}

type LockedRecord = [id: string, record: RecordMap]

function lockedRecordsOf(doc: Doc, withAuthors: boolean): LockedRecord[] {
	const locked = [...recordsOf(doc)].filter(([, record]) => isLocked(record))
	return locked.map(([id, record]) => [id, copyRecord(record, { withAuthors })])
}

function putRecords(doc: Doc, records: readonly LockedRecord[]): void {
	for (const [id, record] of records) recordsOf(doc).set(id, record)
}
