import type { CommandOf, Group, GroupId, ParticipantId, Workshop } from '@charrette/shared'
import { findParticipant } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Changes } from '../conduct/Change.ts'
import { requireSession, withSession } from '../conduct/requirePart.ts'
import { addGroups } from './addGroups.ts'
import { requireGroup, withGroup } from './requireGroup.ts'
import { rotatePeople } from './rotatePeople.ts'

/** What facilitators do to groups that touches no board's cards. */
export const GROUP_CHANGES: Changes<'groups.add' | 'groups.rename' | 'groups.rotate' | 'group.host'> = {
	'groups.add': (workshop, { session, name }, { made }) =>
		withSession(
			workshop,
			addGroups(requireSession(workshop, session), [{ id: made as GroupId, name }], workshop.locale),
		),
	'groups.rename': rename,
	'groups.rotate': (workshop, { hosts = [] }) =>
		rotatePeople(hosts.reduce((now, { group, participant }) => setHost(now, group, participant), workshop)),
	'group.host': (workshop, { group, participant }) => setHost(workshop, group, participant),
}

/** A group's board follows its group's name. */
function rename(workshop: Workshop, { group: id, name }: CommandOf<'groups.rename'>): Workshop {
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
