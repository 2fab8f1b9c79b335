import type { GroupId, Guest, Rotation, Workshop } from '@charrette/shared'
import { hostOf, openGroups, rotateGroups } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { requireSession, withSession } from '../conduct/requirePart.ts'
import { seatPeople } from './seatPeople.ts'

/** Sends everybody but the hosts of the session that runs on to another group (GROUP2). Throws `not_now` with one group alone. */
export function rotatePeople(workshop: Workshop): Workshop {
	const groups = openGroups(workshop)
	if (groups.length < 2) throw new AppError('not_now', 'There is no other group to go to.', 'single_group')
	const tables = groups.map((group) => group.id)
	const guests = guestsAt(workshop, tables)
	const seats = rotateGroups(guests, tables.length)
	const been: Rotation['been'] = {}
	for (const [id, seat] of seats) been[id] = seat.been
	const homes = guests.flatMap(({ id }) => {
		const group = tables[seats.get(id)?.table ?? -1]
		return group ? [[id, group] as const] : []
	})
	return seatPeople(withSession(workshop, { ...requireSession(workshop), rotation: { tables, been } }), new Map(homes))
}

function guestsAt(workshop: Workshop, tables: readonly GroupId[]): Guest[] {
	const { rotation, groups } = requireSession(workshop)
	const hosts = new Set(groups.flatMap((group) => hostOf(group, workshop)?.id ?? []))
	return workshop.participants.flatMap(({ id, group }) => {
		const table = tables.indexOf(group)
		if (table < 0) return []
		const known = (rotation?.been[id] ?? []).map((place) => tables.indexOf(rotation?.tables[place] ?? group))
		return [{ id, table, isHost: hosts.has(id), been: known.filter((place) => place >= 0) }]
	})
}
