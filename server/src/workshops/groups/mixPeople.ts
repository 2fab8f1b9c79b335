import type {
	CommandOf,
	CommandResult,
	GroupId,
	MixedGroup,
	MixPlan,
	ParticipantId,
	Session,
	Workshop,
	WorkshopId,
} from '@charrette/shared'
import { createId, findParticipant, planMix, tellUnmetWish } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { requireSession, withSession } from '../conduct/requirePart.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import { addGroups } from './addGroups.ts'
import { requireGroup } from './requireGroup.ts'
import { seatPeople } from './seatPeople.ts'

/**
 * Puts the people of the session that runs into groups, as a preview showed them or as a plan says, in one change (GROUP1).
 * Who joined since the preview is placed as who comes late is, who left is left out. Groups that are too many rest, and
 * those that are too few are added. Gives the wishes that were not met, in sentences of the workshop's language.
 */
export async function mixPeople(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ groups, plan }: CommandOf<'groups.mix'>,
): Promise<CommandResult> {
	const made = createId()
	let unmet: string[] = []
	const { version } = await changeWorkshop(deps, id, (workshop) => {
		const mix = plan ? carryOutPlan(workshop, plan) : { groups: previewed(workshop, groups ?? []), unmet: [] }
		unmet = mix.unmet
		return applyMix(workshop, mix.groups, made)
	})
	return unmet.length > 0 ? { version, unmet } : { version }
}

function previewed(workshop: Workshop, groups: NonNullable<CommandOf<'groups.mix'>['groups']>): MixedGroup[] {
	const session = requireSession(workshop)
	const named = groups.flatMap(({ group }) => group ?? [])
	const people = groups.flatMap((group) => group.people)
	if (new Set(named).size < named.length || new Set(people).size < people.length)
		throw new AppError('invalid_input', 'A group or a person is named twice.')
	for (const group of named)
		if (requireGroup(workshop, group).session.id !== session.id)
			throw new AppError('not_now', 'This group belongs to another session.')
	return groups.map(({ group, people: held }) => ({
		group: group ?? null,
		people: held.filter((person) => findParticipant(workshop, person)),
	}))
}

function carryOutPlan(workshop: Workshop, plan: MixPlan): { groups: MixedGroup[]; unmet: string[] } {
	const { groups, unmet } = planMix(workshop, plan)
	const nameOf = (id: ParticipantId) => findParticipant(workshop, id)?.name ?? '?'
	const sentences = unmet.map(({ pair: [one, other], reason }) =>
		tellUnmetWish(reason, [nameOf(one), nameOf(other)], workshop.locale),
	)
	return { groups, unmet: sentences }
}

function applyMix(workshop: Workshop, mixed: readonly MixedGroup[], made: string): Workshop {
	const groups = mixed.map(({ group, people }, index) => ({ group: group ?? (`${made}-${index}` as GroupId), people }))
	const added = groups.filter((_, index) => mixed[index]?.group === null).map(({ group }) => ({ id: group }))
	const named = new Set(groups.map(({ group }) => group))
	const session = withoutRotation(addGroups(requireSession(workshop), added, workshop.locale))
	const settled = session.groups.map(({ isResting: _, ...group }) =>
		named.has(group.id) ? group : { ...group, isResting: true as const },
	)
	const seats = new Map(groups.flatMap(({ group, people }) => people.map((person) => [person, group] as const)))
	return seatPeople(withSession(workshop, { ...session, groups: settled }), seats)
}

function withoutRotation({ rotation: _, ...session }: Session): Session {
	return session
}
