import {
	type CommandOf,
	type FacilitatorId,
	type Group,
	LIMITS,
	type NamedFacilitator,
	nameKey,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { SomeCommands } from '../facilitation/CommandEntry.ts'
import { requireGroup } from '../workshopParts.ts'

/** Commands that name facilitators and assign groups to them. They change nobody's access. */
export const FACILITATOR_COMMANDS = {
	'facilitator.add': {
		creates: true,
		change: (workshop, { name }, { newId }) => addFacilitator(workshop, { id: newId as FacilitatorId, name }),
	},
	'facilitator.rename': renameFacilitator,
	'facilitator.remove': removeFacilitator,
	'groups.assign': assignGroups,
} satisfies SomeCommands

/** Adds a name. Throws `not_now` for a name that is listed, and if there are too many. */
function addFacilitator(workshop: Workshop, facilitator: NamedFacilitator): Workshop {
	const { facilitators = [] } = workshop
	requireNewName(facilitators, facilitator.name)
	if (facilitators.length >= LIMITS.maxFacilitators)
		throw new AppError(
			'not_now',
			`A workshop can name at most ${LIMITS.maxFacilitators} facilitators.`,
			'too_many_facilitators',
		)
	return { ...workshop, facilitators: [...facilitators, facilitator] }
}

function requireNewName(others: readonly NamedFacilitator[], name: string): void {
	if (others.some((other) => nameKey(other.name) === nameKey(name)))
		throw new AppError('not_now', 'Another facilitator has this name.', 'facilitator_named')
}

/** Throws `not_found`, and `not_now` for the name of another facilitator. */
function renameFacilitator(workshop: Workshop, { facilitator: id, name }: CommandOf<'facilitator.rename'>): Workshop {
	requireFacilitator(workshop, id)
	const { facilitators = [] } = workshop
	requireNewName(
		facilitators.filter((other) => other.id !== id),
		name,
	)
	return { ...workshop, facilitators: facilitators.map((other) => (other.id === id ? { ...other, name } : other)) }
}

/** Removes a name; its groups of all sessions have nobody then (BLOCK2). Throws `not_found`. */
function removeFacilitator(
	{ facilitators: before = [], ...workshop }: Workshop,
	{ facilitator: id }: CommandOf<'facilitator.remove'>,
): Workshop {
	requireFacilitator({ facilitators: before }, id)
	const facilitators = before.filter((other) => other.id !== id)
	const cleared = mapGroups(workshop, (group) => (group.facilitator === id ? withFacilitator(group, null) : group))
	return facilitators.length > 0 ? { ...cleared, facilitators } : cleared
}

/**
 * Assigns the listed groups, of any session, in one change; the others stay as they are. Throws
 * `not_found`, and `invalid_input` if a group is listed twice.
 */
function assignGroups(workshop: Workshop, { groups }: CommandOf<'groups.assign'>): Workshop {
	const assigned = new Map(groups.map(({ group, facilitator }) => [group, facilitator]))
	if (assigned.size < groups.length) throw new AppError('invalid_input', 'A group is listed twice.')
	for (const [group, facilitator] of assigned) {
		requireGroup(workshop, group)
		if (facilitator) requireFacilitator(workshop, facilitator)
	}
	return mapGroups(workshop, (group) => {
		const facilitator = assigned.get(group.id)
		return facilitator === undefined ? group : withFacilitator(group, facilitator)
	})
}

function withFacilitator({ facilitator: _, ...group }: Group, facilitator: FacilitatorId | null): Group {
	return facilitator ? { ...group, facilitator } : group
}

function mapGroups(workshop: Workshop, change: (group: Group) => Group): Workshop {
	const sessions = workshop.sessions.map((session) => ({ ...session, groups: session.groups.map(change) }))
	return { ...workshop, sessions }
}

function requireFacilitator({ facilitators = [] }: Pick<Workshop, 'facilitators'>, id: FacilitatorId): void {
	if (facilitators.some((other) => other.id === id)) return
	throw new AppError('not_found', 'There is no such facilitator.')
}
