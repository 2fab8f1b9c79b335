import type { Board, BoardId, Group, GroupId, Locale, Session } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { NAMES } from '../names.ts'

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
	const group: Group = { id, name: name ?? freeName(session, locale), board: id as string as BoardId }
	const board: Board = { id: group.board, title: group.name, group: id, frozen: false }
	const isGroups = (other: Board) => other.group !== null
	const boards = [...session.boards.filter(isGroups), board, ...session.boards.filter((other) => !isGroups(other))]
	return { ...session, groups: [...session.groups, group], boards }
}

function freeName({ groups }: Session, locale: Locale): string {
	const taken = new Set(groups.map((group) => group.name))
	let number = groups.length + 1
	while (taken.has(NAMES[locale].group(number))) number++
	return NAMES[locale].group(number)
}
