import {
	type CommandOf,
	findParticipant,
	type Group,
	type GroupId,
	openGroups,
	type ParticipantId,
	planRotation,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { addGroups } from '../buildSession.ts'
import type { SomeCommands } from '../facilitation/CommandEntry.ts'
import { requireGroup, requireSession, withGroup, withSession } from '../workshopParts.ts'
import { mixGroups } from './mixGroups.ts'
import { removeGroup } from './removeGroup.ts'
import { normalizeGroups, seatParticipants, withoutLatecomers } from './seating.ts'

/** Commands for the groups of a session. */
export const GROUP_COMMANDS = {
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
	'groups.seat': seatGroups,
	'groups.rotate': (workshop, { hosts = [] }) =>
		rotateParticipants(hosts.reduce((now, { group, participant }) => setHost(now, group, participant), workshop)),
	'group.host': (workshop, { group, participant }) => setHost(workshop, group, participant),
} satisfies SomeCommands

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
	if (openGroups(workshop).length < 2) throw new AppError('not_now', 'There is only one group.', 'single_group')
	const { seats, rotation } = planRotation(workshop)
	return seatParticipants(withSession(workshop, { ...requireSession(workshop), rotation, latecomers: [] }), seats)
}

/**
 * Seats the listed people, and sets the listed hosts and resting groups, and the rotation; all else
 * stays as it is (SEAT2). A person who left is skipped. Throws `not_found`, `not_now` for a
 * group of another session, and `invalid_input` if a group or a person is listed twice.
 */
function seatGroups(workshop: Workshop, { seats, rotation, othersRest }: CommandOf<'groups.seat'>): Workshop {
	const session = requireSession(workshop)
	requireSeats(workshop, seats)
	const groupOf = new Map(seats.flatMap(({ group, people }) => people.map((person) => [person, group] as const)))
	const listed = new Map(seats.map((seat) => [seat.group, seat]))
	const groups = session.groups.map((group): Group => {
		const { host, isResting, ...others } = group
		const chosen = listed.get(group.id)
		const nextHost = chosen?.host === undefined ? host : chosen.host
		const rests = chosen ? (chosen.isResting ?? isResting) : othersRest || isResting
		return { ...others, ...(nextHost ? { host: nextHost } : {}), ...(rests ? { isResting: true } : {}) }
	})
	const { rotation: before, ...others } = session
	const kept = rotation === undefined ? before : rotation
	const next = withSession(workshop, { ...others, groups, ...(kept ? { rotation: kept } : {}) })
	const participants = next.participants.map((person) => ({ ...person, group: groupOf.get(person.id) ?? person.group }))
	return withoutLatecomers(normalizeGroups({ ...next, participants }), new Set(groupOf.keys()))
}

function requireSeats(workshop: Workshop, seats: CommandOf<'groups.seat'>['seats']): void {
	const people = seats.flatMap((seat) => seat.people)
	if (new Set(people).size < people.length || new Set(seats.map(({ group }) => group)).size < seats.length)
		throw new AppError('invalid_input', 'A group or a participant is listed twice.')
	for (const { group } of seats)
		if (requireGroup(workshop, group).session.id !== requireSession(workshop).id)
			throw new AppError('not_now', 'This group belongs to another session.', 'other_session')
}
