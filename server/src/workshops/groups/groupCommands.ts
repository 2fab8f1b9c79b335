import {
	type Board,
	type BoardId,
	type CommandOf,
	findParticipant,
	type Group,
	type GroupId,
	type Guest,
	hostOf,
	LIMITS,
	type Locale,
	openGroups,
	type ParticipantId,
	type Rotation,
	rotateGroups,
	type Session,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { DEFAULT_NAMES } from '../buildSession.ts'
import type { Changes } from '../facilitation/Change.ts'
import { requireGroup, requireSession, withGroup, withSession } from '../workshopParts.ts'
import { seatParticipants } from './seating.ts'

/** What facilitators do to groups that touches no board's cards. */
export const GROUP_CHANGES: Changes<'groups.add' | 'groups.rename' | 'groups.rotate' | 'group.host'> = {
	'groups.add': (workshop, { session, name }, { newId }) =>
		withSession(
			workshop,
			addGroups(requireSession(workshop, session), [{ id: newId as GroupId, name }], workshop.locale),
		),
	'groups.rename': renameGroup,
	'groups.rotate': (workshop, { hosts = [] }) =>
		rotateParticipants(hosts.reduce((now, { group, participant }) => setHost(now, group, participant), workshop)),
	'group.host': (workshop, { group, participant }) => setHost(workshop, group, participant),
}

/** A group's board follows its group's name. */
function renameGroup(workshop: Workshop, { group: id, name }: CommandOf<'groups.rename'>): Workshop {
	const { group, session } = requireGroup(workshop, id)
	const boards = session.boards.map((board) => (board.id === group.board ? { ...board, title: name } : board))
	return withSession(workshop, { ...withGroup(session, { ...group, name }), boards })
}

/** Throws `not_now` for somebody who is not in the group. */
function setHost(workshop: Workshop, id: GroupId, participant: ParticipantId | null): Workshop {
	const { group, session } = requireGroup(workshop, id)
	const { host: _, ...hostless } = group
	const hosted: Group = participant ? { ...hostless, host: participant } : hostless
	const person = participant && findParticipant(workshop, participant)
	if (participant && !person) throw new AppError('not_found', 'There is no such participant.')
	if (person && person.group !== id)
		throw new AppError('not_now', `${person.name} is not in this group.`, 'not_in_group')
	return withSession(workshop, withGroup(session, hosted))
}

/** A group that is to be made; its board has the same id. */
export interface NewGroup {
	id: GroupId
	name?: string | undefined
}

/**
 * The session with these groups and their empty boards after those it has; the plenary board stays last. Who has no name is
 * called by the next number that is free. Throws `not_now` if there are too many.
 */
export function addGroups(session: Session, added: readonly NewGroup[], locale: Locale): Session {
	if (session.groups.length + added.length > LIMITS.maxGroups)
		throw new AppError('not_now', `A session has ${LIMITS.maxGroups} groups at most.`, 'too_many_groups')
	return added.reduce((grown, group) => addGroup(grown, group, locale), session)
}

function addGroup(session: Session, { id, name }: NewGroup, locale: Locale): Session {
	const group: Group = { id, name: name ?? nextGroupName(session, locale), board: id as string as BoardId }
	const board: Board = { id: group.board, title: group.name, group: id, frozen: false }
	const isGroups = (other: Board) => other.group !== null
	const boards = [...session.boards.filter(isGroups), board, ...session.boards.filter((other) => !isGroups(other))]
	return { ...session, groups: [...session.groups, group], boards }
}

function nextGroupName({ groups }: Session, locale: Locale): string {
	const taken = new Set(groups.map((group) => group.name))
	let number = groups.length + 1
	while (taken.has(DEFAULT_NAMES[locale].group(number))) number++
	return DEFAULT_NAMES[locale].group(number)
}

/** Sends everybody but the hosts of the session that runs on to another group (GROUP2). Throws `not_now` with one group alone. */
function rotateParticipants(workshop: Workshop): Workshop {
	const groups = openGroups(workshop)
	if (groups.length < 2) throw new AppError('not_now', 'There is no other group to go to.', 'single_group')
	const tables = groups.map((group) => group.id)
	const guests = guestsOf(workshop, tables)
	const seats = rotateGroups(guests, tables.length)
	const been: Rotation['been'] = {}
	for (const [id, seat] of seats) been[id] = seat.been
	const homes = guests.flatMap(({ id }) => {
		const group = tables[seats.get(id)?.table ?? -1]
		return group ? [[id, group] as const] : []
	})
	return seatParticipants(
		withSession(workshop, { ...requireSession(workshop), rotation: { tables, been } }),
		new Map(homes),
	)
}

function guestsOf(workshop: Workshop, tables: readonly GroupId[]): Guest[] {
	const { rotation, groups } = requireSession(workshop)
	const hosts = new Set(groups.flatMap((group) => hostOf(group, workshop)?.id ?? []))
	return workshop.participants.flatMap(({ id, group }) => {
		const table = tables.indexOf(group)
		if (table < 0) return []
		const known = (rotation?.been[id] ?? []).map((place) => tables.indexOf(rotation?.tables[place] ?? group))
		return [{ id, table, isHost: hosts.has(id), been: known.filter((place) => place >= 0) }]
	})
}
