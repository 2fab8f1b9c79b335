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
} from '@charrette/shared'
import { describeLackingTables, describeUnmetPair, findParticipant, LIMITS, planMix } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { addGroups } from '../buildSession.ts'
import type { CommandRun } from '../facilitation/CommandEntry.ts'
import { requireGroup, requireSession, withSession } from '../workshopParts.ts'
import { seatParticipants } from './seating.ts'

/**
 * Puts the participants of the current session into groups in one change: as a preview listed them,
 * or by a plan (GROUP1). A participant who joined after the preview is placed like a late joiner; a
 * participant who left is skipped. Surplus groups rest, missing ones are added. The result has a
 * sentence, in the language of the workshop, for each pair rule of the plan that is not met.
 */
export async function mixGroups(
	{ context, apply }: CommandRun,
	{ groups, plan }: CommandOf<'groups.mix'>,
): Promise<CommandResult> {
	let unmet: string[] = []
	const { version } = await apply((workshop) => {
		const mix = plan ? plannedGroups(workshop, plan) : { groups: previewedGroups(workshop, groups ?? []), unmet: [] }
		unmet = mix.unmet
		return applyMix(workshop, mix.groups, context.newId)
	})
	return unmet.length > 0 ? { version, unmet } : { version }
}

function previewedGroups(workshop: Workshop, groups: NonNullable<CommandOf<'groups.mix'>['groups']>): PlannedGroup[] {
	const session = requireSession(workshop)
	const named = groups.flatMap(({ group }) => group ?? [])
	const everyone = groups.flatMap((group) => group.people)
	if (new Set(named).size < named.length || new Set(everyone).size < everyone.length)
		throw new AppError('invalid_input', 'A group or a participant is listed twice.')
	for (const group of named)
		if (requireGroup(workshop, group).session.id !== session.id)
			throw new AppError('not_now', 'This group belongs to another session.', 'other_session')
	return groups.map(({ group, people }) => ({
		group: group ?? null,
		people: people.filter((person) => findParticipant(workshop, person)),
	}))
}

function plannedGroups(workshop: Workshop, plan: MixPlan): { groups: PlannedGroup[]; unmet: string[] } {
	const { groups, unmet, lacking } = planMix(workshop, plan)
	if (groups.length > LIMITS.maxGroups)
		throw new AppError('not_now', `A session can have at most ${LIMITS.maxGroups} groups.`, 'too_many_groups')
	const nameOf = (id: ParticipantId) => findParticipant(workshop, id)?.name ?? '?'
	const describe = ({ pair: [one, other], reason }: UnmetPair) =>
		describeUnmetPair(reason, [nameOf(one), nameOf(other)], workshop.locale)
	const withoutInterpreter = lacking.length > 0 ? [describeLackingTables(lacking.length, workshop.locale)] : []
	return { groups, unmet: [...unmet.map(describe), ...withoutInterpreter] }
}

/** Returns the workshop with mixed groups. New groups get the ids `<newId>-<index>`. */
function applyMix(workshop: Workshop, mixed: readonly PlannedGroup[], newId: string): Workshop {
	const groups = mixed.map(({ group, people }, index) => ({ group: group ?? (`${newId}-${index}` as GroupId), people }))
	const added = groups.filter((_, index) => mixed[index]?.group === null).map(({ group }) => ({ id: group }))
	const used = new Set(groups.map(({ group }) => group))
	const session = withoutRotation(addGroups(requireSession(workshop), added, workshop.locale))
	const openOrResting = session.groups.map(({ isResting: _, ...group }) =>
		used.has(group.id) ? group : { ...group, isResting: true as const },
	)
	const seats = new Map(groups.flatMap(({ group, people }) => people.map((person) => [person, group] as const)))
	return seatParticipants(withSession(workshop, { ...session, groups: openOrResting }), seats)
}

/** Returns the session without its rotation; people who join from now on are latecomers. */
function withoutRotation({ rotation: _, ...session }: Session): Session {
	return { ...session, latecomers: [] }
}
