import {
	type CommandOf,
	findParticipant,
	type Group,
	type GroupId,
	type Guest,
	hostOf,
	openGroups,
	type ParticipantId,
	type Rotation,
	rotateGroups,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { addGroups } from '../buildSession.ts'
import type { CommandEntries } from '../facilitation/CommandEntry.ts'
import { requireGroup, requireSession, withGroup, withSession } from '../workshopParts.ts'
import { mixGroups } from './mixGroups.ts'
import { removeGroup } from './removeGroup.ts'
import { seatParticipants } from './seating.ts'

/** Commands for the groups of a session. */
export const GROUP_COMMANDS: CommandEntries<
	'groups.add' | 'groups.rename' | 'groups.remove' | 'groups.mix' | 'groups.rotate' | 'group.host'
> = {
	'groups.add': {
		creates: true,
		change: (workshop, { session: id, name }, { newId }) => {
			const session = requireSession(workshop, id)
			return withSession(workshop, addGroups(session, [{ id: newId as GroupId, name }], workshop.locale))
		},
	},
	'groups.rename': renameGroup,
	'groups.remove': { effects: removeGroup },
	'groups.mix': { effects: mixGroups },
	'groups.rotate': (workshop, { hosts = [] }) =>
		rotateParticipants(hosts.reduce((now, { group, participant }) => setHost(now, group, participant), workshop)),
	'group.host': (workshop, { group, participant }) => setHost(workshop, group, participant),
}

/** Renames a group and its board. Throws `not_found`. */
function renameGroup(workshop: Workshop, { group: id, name }: CommandOf<'groups.rename'>): Workshop {
	const { group, session } = requireGroup(workshop, id)
	const boards = session.boards.map((board) => (board.id === group.board ? { ...board, title: name } : board))
	return withSession(workshop, { ...withGroup(session, { ...group, name }), boards })
}

/**
 * Sets the host of a group; null removes it. Throws `not_found`, and `not_now` for a participant of
 * another group.
 */
function setHost(workshop: Workshop, id: GroupId, participant: ParticipantId | null): Workshop {
	const { group, session } = requireGroup(workshop, id)
	const { host: _, ...rest } = group
	const hosted: Group = participant ? { ...rest, host: participant } : rest
	const person = participant && findParticipant(workshop, participant)
	if (participant && !person) throw new AppError('not_found', 'There is no such participant.')
	if (person && person.group !== id)
		throw new AppError('not_now', `${person.name} is not in this group.`, 'not_in_group')
	return withSession(workshop, withGroup(session, hosted))
}

/**
 * Sends everyone except hosts to the next group of the current session (GROUP2). Throws `not_now`
 * for a single group.
 */
function rotateParticipants(workshop: Workshop): Workshop {
	const groups = openGroups(workshop)
	if (groups.length < 2) throw new AppError('not_now', 'There is only one group.', 'single_group')
	const tables = groups.map((group) => group.id)
	const guests = guestsOf(workshop, tables)
	const seats = rotateGroups(guests, tables.length)
	const been: Rotation['been'] = {}
	for (const [id, seat] of seats) been[id] = seat.been
	const groupById = guests.flatMap(({ id }) => {
		const group = tables[seats.get(id)?.table ?? -1]
		return group ? [[id, group] as const] : []
	})
	const rotated = withSession(workshop, { ...requireSession(workshop), rotation: { tables, been } })
	return seatParticipants(rotated, new Map(groupById))
}

/**
 * Returns each participant with the index of their table in `tables`, and with the indexes of the
 * tables that they have visited.
 */
function guestsOf(workshop: Workshop, tables: readonly GroupId[]): Guest[] {
	const { rotation, groups } = requireSession(workshop)
	const hosts = new Set(groups.flatMap((group) => hostOf(group, workshop)?.id ?? []))
	return workshop.participants.flatMap(({ id, group }) => {
		const table = tables.indexOf(group)
		if (table < 0) return []
		const visited = (rotation?.been[id] ?? []).map((before) => tables.indexOf(rotation?.tables[before] ?? group))
		return [{ id, table, isHost: hosts.has(id), been: visited.filter((before) => before >= 0) }]
	})
}
