import type {
	CommandOf,
	CommandResult,
	GroupId,
	MixPlan,
	ParticipantId,
	PlannedGroup,
	Session,
	UnmetPair,
	Workshop,
	WorkshopId,
} from '@charrette/shared'
import { createId, describeUnmetPair, findParticipant, LIMITS, planMix } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import { requireGroup, requireSession, withSession } from '../workshopParts.ts'
import { addGroups } from './groupCommands.ts'
import { seatParticipants } from './seating.ts'

/**
 * Puts the people of the session that runs into groups, as a preview showed them or as a plan says, in one change (GROUP1).
 * Who joined since the preview is placed as who comes late is, who left is left out. Groups that are too many rest, and
 * those that are too few are added. Gives the wishes that were not met, in sentences of the workshop's language.
 */
export async function mixGroups(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ groups, plan }: CommandOf<'groups.mix'>,
): Promise<CommandResult> {
	const made = createId()
	let unmet: string[] = []
	const { version } = await changeWorkshop(deps, id, (workshop) => {
		const mix = plan ? plannedGroups(workshop, plan) : { groups: previewedGroups(workshop, groups ?? []), unmet: [] }
		unmet = mix.unmet
		return applyMix(workshop, mix.groups, made)
	})
	return unmet.length > 0 ? { version, unmet } : { version }
}

function previewedGroups(workshop: Workshop, groups: NonNullable<CommandOf<'groups.mix'>['groups']>): PlannedGroup[] {
	const session = requireSession(workshop)
	const named = groups.flatMap(({ group }) => group ?? [])
	const people = groups.flatMap((group) => group.people)
	if (new Set(named).size < named.length || new Set(people).size < people.length)
		throw new AppError('invalid_input', 'A group or a person is named twice.')
	for (const group of named)
		if (requireGroup(workshop, group).session.id !== session.id)
			throw new AppError('not_now', 'This group belongs to another session.', 'other_session')
	return groups.map(({ group, people: held }) => ({
		group: group ?? null,
		people: held.filter((person) => findParticipant(workshop, person)),
	}))
}

function plannedGroups(workshop: Workshop, plan: MixPlan): { groups: PlannedGroup[]; unmet: string[] } {
	const { groups, unmet } = planMix(workshop, plan)
	if (groups.length > LIMITS.maxGroups)
		throw new AppError('not_now', `A session has ${LIMITS.maxGroups} groups at most.`, 'too_many_groups')
	const nameOf = (id: ParticipantId) => findParticipant(workshop, id)?.name ?? '?'
	const tell = ({ pair: [one, other], reason }: UnmetPair) =>
		describeUnmetPair(reason, [nameOf(one), nameOf(other)], workshop.locale)
	return { groups, unmet: unmet.map(tell) }
}

function applyMix(workshop: Workshop, mixed: readonly PlannedGroup[], made: string): Workshop {
	const groups = mixed.map(({ group, people }, index) => ({ group: group ?? (`${made}-${index}` as GroupId), people }))
	const added = groups.filter((_, index) => mixed[index]?.group === null).map(({ group }) => ({ id: group }))
	const named = new Set(groups.map(({ group }) => group))
	const session = withoutRotation(addGroups(requireSession(workshop), added, workshop.locale))
	const settled = session.groups.map(({ isResting: _, ...group }) =>
		named.has(group.id) ? group : { ...group, isResting: true as const },
	)
	const seats = new Map(groups.flatMap(({ group, people }) => people.map((person) => [person, group] as const)))
	return seatParticipants(withSession(workshop, { ...session, groups: settled }), seats)
}

function withoutRotation({ rotation: _, ...session }: Session): Session {
	return session
}
