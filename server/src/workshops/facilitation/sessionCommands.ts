import {
	type CommandOf,
	type CommandResult,
	currentSession,
	LIMITS,
	recordsOf,
	type Session,
	type Workshop,
	withoutWindow,
	withTablesOf,
} from '@charrette/shared'
import type { Doc } from 'yjs'
import { AppError } from '../../errors.ts'
import { buildSession, DEFAULT_NAMES, groupNames } from '../buildSession.ts'
import { copySession } from '../copySession.ts'
import { goToSession, saveSeats } from '../groups/seating.ts'
import { detachBoards } from '../history/detachBoards.ts'
import { sessionPlanFrom, TEMPLATES, writeTemplate } from '../templates/templates.ts'
import { changePhase } from '../votes/phaseVotes.ts'
import { requireNoOpenVote } from '../votes/requireNoOpenVote.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { moveItem, requireSession, withoutSessionShown, withSession } from '../workshopParts.ts'
import type { ChangeContext, CommandRun, SomeCommands } from './CommandEntry.ts'

/** Commands for the sessions of a workshop. */
export const SESSION_COMMANDS = {
	'session.add': { effects: addSession },
	'session.copy': { effects: addCopy },
	'session.remove': { effects: removeSession },
	'session.move': (workshop, { session, to }) => {
		const from = workshop.sessions.indexOf(requireSession(workshop, session))
		return { ...workshop, sessions: moveItem(workshop.sessions, from, to) }
	},
	'session.rename': (workshop, { session, title }) =>
		withSession(workshop, { ...requireSession(workshop, session), title }),
	'session.window': setWindow,
	'session.goto': { effects: (run, { session }) => changePhase(run, (workshop) => goToSession(workshop, session)) },
} satisfies SomeCommands

const DAY_MS = 24 * 60 * 60 * 1000

/** Opens a session between sessions until a time, or ends that (ASYNC1). Throws `invalid_input`. */
function setWindow(
	workshop: Workshop,
	{ session: id, window }: CommandOf<'session.window'>,
	{ now }: ChangeContext,
): Workshop {
	const session = requireSession(workshop, id)
	if (!window) return withSession(workshop, withoutWindow(session))
	if (window.until <= now || window.until > now + LIMITS.maxWindowDays * DAY_MS)
		throw new AppError('invalid_input', `A session is open until a time within ${LIMITS.maxWindowDays} days.`)
	return withSession(workshop, { ...session, asyncWindow: window })
}

/**
 * Adds a session at the end, by default with as many groups as the current one, and with the
 * facilitators of its groups by their order (BLOCK2). A template gives it phases and draws its
 * locked layer on the boards; the phases of a saved run sheet take precedence over the template's.
 */
async function addSession(run: CommandRun, command: CommandOf<'session.add'>): Promise<CommandResult> {
	const workshop = await requireWorkshop(run.deps, run.id)
	const { locale } = workshop
	const template = command.template === undefined ? null : TEMPLATES[command.template]
	const plan = command.sheet ?? (template && sessionPlanFrom(template, workshop.locale))
	const current = requireSession(workshop)
	const built = buildSession(
		{
			title: command.title ?? plan?.title ?? DEFAULT_NAMES[locale].session(workshop.sessions.length + 1),
			phases: plan?.phases ?? [],
			groups: groupNames(command.groups ?? current.groups.length, locale),
		},
		locale,
	)
	const session = { ...built, groups: withTablesOf(built.groups, current.groups) }
	requireSessionLimit(workshop)
	if (template) await writeTemplate(run.deps, session, { template, locale })
	return appendSession(run, session)
}

/** Appends a session whose boards are written already. Throws `not_now` if there are too many. */
async function appendSession({ apply }: CommandRun, session: Session): Promise<CommandResult> {
	const { version } = await apply((now) => ({ ...now, sessions: [...requireSessionLimit(now), session] }))
	return { version, made: session.id }
}

function requireSessionLimit({ sessions }: Workshop): Session[] {
	if (sessions.length < LIMITS.maxSessions) return sessions
	throw new AppError('not_now', `A workshop can have at most ${LIMITS.maxSessions} sessions.`, 'too_many_sessions')
}

/**
 * Adds a copy of a session: its phases, its groups with the same participants and facilitators, and
 * the locked layers of its boards.
 */
async function addCopy(run: CommandRun, { session, title }: CommandOf<'session.copy'>): Promise<CommandResult> {
	const workshop = await requireWorkshop(run.deps, run.id)
	const model = withCurrentSeats(workshop, requireSession(workshop, session))
	const settings = { title: title ?? model.title, locale: workshop.locale, keepsAuthors: true }
	const copy = await copySession(run.deps, model, settings)
	const withSeats = copy.groups.map((group, index) => ({ ...group, seats: model.groups[index]?.seats ?? [] }))
	return appendSession(run, { ...copy, groups: withTablesOf(withSeats, model.groups) })
}

/**
 * Returns a session with its seats in its groups, where sessions other than the current one store
 * them. In the current session the participants have the seats.
 */
function withCurrentSeats(workshop: Workshop, session: Session): Session {
	return currentSession(workshop)?.id === session.id ? saveSeats(session, workshop.participants) : session
}

/**
 * Removes a session and its boards, and keeps snapshots of them (HIST6). Throws `not_now` for the
 * current session, while there is an open vote in it, and for one with cards on its boards, private
 * ones included, unless `withCards` is set.
 */
async function removeSession(
	{ deps, id }: CommandRun,
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
				`${count} of this session's boards have cards, which would be removed with it.`,
				'session_has_cards',
			)
	}
	const change = (now: Workshop) => {
		const removed = requireRemovableSession(now, session)
		return { ...withoutSessionShown(now, removed), sessions: now.sessions.filter((other) => other !== removed) }
	}
	const { version } = await detachBoards(deps, { id, boards, change })
	return { version }
}

function requireRemovableSession(workshop: Workshop, id: Session['id']): Session {
	const session = requireSession(workshop, id)
	if (currentSession(workshop)?.id === id)
		throw new AppError('not_now', 'This session is running. Go to another session first.', 'session_runs')
	requireNoOpenVote(workshop, session.boards)
	return session
}

function hasCards(doc: Doc): boolean {
	return [...recordsOf(doc).values()].some((record) => record.get('type') === 'card')
}
