import type { GroupId, ParticipantId } from '../ids.ts'
import { currentSession } from '../runSheet.ts'
import type { Group, Participant, Rotation, Workshop } from '../Workshop.ts'
import { hostOf, openGroups } from './planGroups.ts'
import { type Guest, rotateGroups } from './rotateGroups.ts'
import { languagesOf } from './tableLanguages.ts'

/** The hosts of a rotation, by group. */
export type Hosts = ReadonlyMap<GroupId, ParticipantId>

/** A rotation before it happens (GROUP2): the group of each participant, and the visited tables. */
export interface RotationPlan {
	seats: Map<ParticipantId, GroupId>
	rotation: Rotation
}

/** Returns the hosts that facilitators have named, of the groups in use. */
export function namedHosts(workshop: Workshop): Map<GroupId, ParticipantId> {
	const hosts = new Map<GroupId, ParticipantId>()
	for (const group of openGroups(workshop)) {
		const host = hostOf(group, workshop)
		if (host) hosts.set(group.id, host.id)
	}
	return hosts
}

/**
 * Returns the named hosts, and a host for each other table of at least two people (GROUP2d): the
 * person who speaks the most of its people's own languages; then a person who has not rotated yet;
 * then the person who joined first.
 */
export function chooseHosts(workshop: Workshop): Map<GroupId, ParticipantId> {
	const hosts = namedHosts(workshop)
	const been = currentSession(workshop)?.rotation?.been ?? {}
	for (const group of openGroups(workshop)) {
		const people = membersOf(workshop, group)
		if (hosts.has(group.id) || people.length < 2) continue
		const own = new Set(people.map(({ locale }) => locale))
		const rank = (person: Participant) => {
			const understood = languagesOf(person).filter((language) => own.has(language)).length
			return 2 * understood + Number((been[person.id] ?? []).length < 2)
		}
		let host = people[0]
		for (const person of people) if (host && rank(person) > rank(host)) host = person
		if (host) hosts.set(group.id, host.id)
	}
	return hosts
}

/**
 * Plans the rotation of the groups in use: everyone except the hosts goes to another table. The
 * same workshop and hosts give the same plan, so the dialog shows what `groups.rotate` does.
 */
export function planRotation(workshop: Workshop, hosts: Hosts = namedHosts(workshop)): RotationPlan {
	const tables = openGroups(workshop).map((group) => group.id)
	const guests = guestsOf(workshop, tables, hosts)
	const been: Rotation['been'] = {}
	const seats = new Map<ParticipantId, GroupId>()
	for (const [id, seat] of rotateGroups(guests, tables.length)) {
		been[id] = seat.been
		const group = tables[seat.table]
		if (group) seats.set(id, group)
	}
	return { seats, rotation: { tables, been } }
}

/**
 * Returns each participant with the index of their table in `tables`, and with the indexes of the
 * tables that they have visited.
 */
function guestsOf(workshop: Workshop, tables: readonly GroupId[], hosts: Hosts): Guest[] {
	const rotation = currentSession(workshop)?.rotation
	return workshop.participants.flatMap(({ id, group }) => {
		const table = tables.indexOf(group)
		if (table < 0) return []
		const visited = (rotation?.been[id] ?? []).map((before) => tables.indexOf(rotation?.tables[before] ?? group))
		return [{ id, table, isHost: hosts.get(group) === id, been: visited.filter((before) => before >= 0) }]
	})
}

function membersOf({ participants }: Workshop, { id }: Group): Participant[] {
	return participants.filter(({ group }) => group === id)
}
