import type { CommandOf, CommandResult, GroupId, RecordMap, Session, Workshop, WorkshopId } from '@charrette/shared'
import { currentSession, isSetUp, plenaryOf, recordsOf } from '@charrette/shared'
import type { Doc } from 'yjs'
import { buildSession } from '../buildSession.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { appendSession } from './addSession.ts'
import { keepSeats } from './goToSession.ts'
import { requireSession } from './requirePart.ts'

/** Adds a session with the phases and groups of another one, the same people in them, and of its boards what is set up there. */
export async function copySession(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ session, title }: CommandOf<'session.copy'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const model = seated(workshop, requireSession(workshop, session))
	const groups = model.groups.map((group) => group.name)
	const copy = buildSession({ title: title ?? model.title, phases: model.phases, groups }, workshop.locale)
	const withSeats = copy.groups.map((group, index) => ({ ...group, seats: model.groups[index]?.seats ?? [] }))
	await copySetUps(deps, model, copy)
	return appendSession(deps, id, { ...copy, groups: withSeats })
}

/** Both have a board for each group, in the order of the groups, and a plenary one. */
async function copySetUps(deps: WorkshopDeps, model: Session, copy: Session): Promise<void> {
	const boardOf = ({ boards }: Session, group?: GroupId) => boards.find((board) => board.group === group)
	const pairs = [
		...copy.groups.map((group, index) => [boardOf(model, model.groups[index]?.id), boardOf(copy, group.id)]),
		[plenaryOf(model), plenaryOf(copy)],
	]
	for (const [from, to] of pairs) {
		const set = from ? await deps.rooms.read(from, setUpOf) : []
		if (to && set.length > 0) await deps.rooms.write(to, (doc) => putSetUp(doc, set))
	}
}

type SetUpRecord = [id: string, record: RecordMap]

function setUpOf(doc: Doc): SetUpRecord[] {
	return [...recordsOf(doc)].filter(([, record]) => isSetUp(record)).map(([id, record]) => [id, record.clone()])
}

function putSetUp(doc: Doc, set: readonly SetUpRecord[]): void {
	for (const [id, record] of set) recordsOf(doc).set(id, record)
}

/** Who sits where is said by the people while a session runs, and by its groups while it does not. */
function seated(workshop: Workshop, session: Session): Session {
	return currentSession(workshop)?.id === session.id ? keepSeats(session, workshop.participants) : session
}
