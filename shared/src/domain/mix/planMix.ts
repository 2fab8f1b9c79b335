import { openGroups } from '../chooseGroup.ts'
import type { GroupId, ParticipantId } from '../ids.ts'
import { currentSession } from '../runSheet.ts'
import type { Workshop } from '../Workshop.ts'
import type { Pair, UnmetWish } from './MixWish.ts'
import { groupsOfSize, mixGroups } from './mixGroups.ts'

/** What a facilitator wishes for: so many groups, or groups of at most that size; without either, as many as people are in now. */
export interface MixPlan {
	seed: number
	count?: number
	size?: number
	together?: readonly Pair[]
	apart?: readonly Pair[]
	/** Of mixes that are as good, the one in which most people stay where they are. */
	staysNear?: boolean
}

/** A group of a mix: one of the session that runs, or null for one that has to be made; and who is to be in it. */
export interface PlannedGroup {
	group: GroupId | null
	people: ParticipantId[]
}

/**
 * Plans groups for everybody in the session that runs (GROUP1). A preview shows it, and `groups.mix` takes it as it is. The groups
 * that people are in now come first, then those that rest, then new ones.
 */
export function planMix(workshop: Workshop, plan: MixPlan): { groups: PlannedGroup[]; unmet: UnmetWish[] } {
	const { participants } = workshop
	const open = openGroups(workshop)
	const resting = (currentSession(workshop)?.groups ?? []).filter((group) => !open.includes(group))
	const count = plan.size ? groupsOfSize(participants.length, plan.size) : (plan.count ?? open.length)
	const ids = [...open, ...resting].slice(0, count).map((group) => group.id)
	const present = participants.filter((person) => ids.includes(person.group))
	const { groups, unmet } = mixGroups({
		people: participants,
		groups: count,
		seed: plan.seed,
		together: plan.together,
		apart: plan.apart,
		present: plan.staysNear ? new Map(present.map(({ id, group }) => [id, ids.indexOf(group)])) : undefined,
	})
	return { groups: groups.map((people, index) => ({ group: ids[index] ?? null, people })), unmet }
}
