import {
	type CommandOf,
	type CommandResult,
	currentSession,
	type GroupId,
	isLocked,
	LIMITS,
	plenaryOf,
	type RecordMap,
	recordsOf,
	type Session,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import type { Doc } from 'yjs'
import { AppError } from '../../errors.ts'
import { buildSession, DEFAULT_NAMES, groupNames } from '../buildSession.ts'
import { goToSession, saveSeats } from '../groups/seating.ts'
import { detachBoards } from '../history/detachBoards.ts'
import { drawTemplate, sessionPlanFrom } from '../templates/drawTemplate.ts'
import { TEMPLATES } from '../templates/templates.ts'
import { changeWorkshop, requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { moveItem, requireSession, withSession } from '../workshopParts.ts'
import type { Changes } from './Change.ts'

/** What facilitators do to the sessions of a workshop that touches no board. */
export const SESSION_CHANGES: Changes<'session.move' | 'session.rename' | 'session.goto'> = {
	'session.move': (workshop, { session, to }) => {
		const from = workshop.sessions.indexOf(requireSession(workshop, session))
		return { ...workshop, sessions: moveItem(workshop.sessions, from, to) }
	},
	'session.rename': (workshop, { session, title }) =>
		withSession(workshop, { ...requireSession(workshop, session), title }),
	'session.goto': (workshop, { session }) => goToSession(workshop, session),
}

/**
 * Adds a session at the end, with as many groups as the one that runs unless told otherwise: from a template, with what it sets up
 * on the boards; with the phases of a run sheet that was saved as a file, which count before a template's.
 */
export async function addSession(
	deps: WorkshopDeps,
	id: WorkshopId,
	wish: CommandOf<'session.add'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const { locale } = workshop
	const template = wish.template === undefined ? null : TEMPLATES[wish.template]
	const planned = wish.sheet ?? (template && sessionPlanFrom(template, workshop))
	const session = buildSession(
		{
			title: wish.title ?? planned?.title ?? DEFAULT_NAMES[locale].session(workshop.sessions.length + 1),
			phases: planned?.phases ?? [],
			groups: groupNames(wish.groups ?? requireSession(workshop).groups.length, locale),
		},
		locale,
	)
	requireSessionLimit(workshop)
	if (template) await drawTemplate(deps, session, { template, locale })
	return appendSession(deps, id, session)
}

/** Puts a session that is ready after the others. Throws `not_now` if there are too many. */
async function appendSession(deps: WorkshopDeps, id: WorkshopId, session: Session): Promise<CommandResult> {
	const { version } = await changeWorkshop(deps, id, (now) => ({
		...now,
		sessions: [...requireSessionLimit(now), session],
	}))
	return { version, made: session.id }
}

function requireSessionLimit({ sessions }: Workshop): Session[] {
	if (sessions.length < LIMITS.maxSessions) return sessions
	throw new AppError('not_now', `A workshop has ${LIMITS.maxSessions} sessions at most.`, 'too_many_sessions')
}

/** Adds a session with the phases and groups of another one, the same people in them, and of its boards what is set up there. */
export async function copySession(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ session, title }: CommandOf<'session.copy'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const model = withCurrentSeats(workshop, requireSession(workshop, session))
	const groups = model.groups.map((group) => group.name)
	const copy = buildSession({ title: title ?? model.title, phases: model.phases, groups }, workshop.locale)
	const withSeats = copy.groups.map((group, index) => ({ ...group, seats: model.groups[index]?.seats ?? [] }))
	await copyLockedLayers(deps, model, copy)
	return appendSession(deps, id, { ...copy, groups: withSeats })
}

/** Both have a board for each group, in the order of the groups, and a plenary one. */
async function copyLockedLayers(deps: WorkshopDeps, model: Session, copy: Session): Promise<void> {
	const boardOf = ({ boards }: Session, group?: GroupId) => boards.find((board) => board.group === group)
	const pairs = [
		...copy.groups.map((group, index) => [boardOf(model, model.groups[index]?.id), boardOf(copy, group.id)]),
		[plenaryOf(model), plenaryOf(copy)],
	]
	for (const [from, to] of pairs) {
		const set = from ? await deps.rooms.read(from, lockedRecordsOf) : []
		if (to && set.length > 0) await deps.rooms.write(to, (doc) => putLockedRecords(doc, set))
	}
}

type LockedRecord = [id: string, record: RecordMap]

function lockedRecordsOf(doc: Doc): LockedRecord[] {
	return [...recordsOf(doc)].filter(([, record]) => isLocked(record)).map(([id, record]) => [id, record.clone()])
}

function putLockedRecords(doc: Doc, set: readonly LockedRecord[]): void {
	for (const [id, record] of set) recordsOf(doc).set(id, record)
}

/** Who sits where is said by the people while a session runs, and by its groups while it does not. */
function withCurrentSeats(workshop: Workshop, session: Session): Session {
	return currentSession(workshop)?.id === session.id ? saveSeats(session, workshop.participants) : session
}

/**
 * Takes a session and its boards, kept as they are (HIST6), out of the workshop. Throws `not_now` for the one that runs, and for one with cards on its boards
 * unless these are to go with it.
 */
export async function removeSession(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ session, withCards = false }: CommandOf<'session.remove'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const { boards } = requireRemovableSession(workshop, session)
	if (!withCards) {
		const used = await Promise.all(
			boards.map(
				async (board) => (await deps.rooms.privateCardsAt(board)).cards > 0 || deps.rooms.read(board, hasCards),
			),
		)
		const count = used.filter(Boolean).length
		if (count > 0)
			throw new AppError(
				'not_now',
				`${count} of this session's boards hold cards, which would go with it.`,
				'session_has_cards',
			)
	}
	const change = (now: Workshop) => {
		const gone = requireRemovableSession(now, session)
		return { ...now, sessions: now.sessions.filter((other) => other.id !== gone.id) }
	}
	const { version } = await detachBoards(deps, { id, boards, change })
	return { version }
}

function requireRemovableSession(workshop: Workshop, id: Session['id']): Session {
	const session = requireSession(workshop, id)
	if (currentSession(workshop)?.id === id)
		throw new AppError('not_now', 'This session is running. Go to another first.', 'session_runs')
	return session
}

function hasCards(doc: Parameters<typeof recordsOf>[0]): boolean {
	return [...recordsOf(doc).values()].some((record) => record.get('type') === 'card')
}
