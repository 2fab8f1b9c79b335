import type { GroupId, ParticipantId } from '../ids.ts'
import { currentSession } from '../runSheet.ts'
import { nameKey } from '../text.ts'
import type { Group, Participant, Workshop } from '../Workshop.ts'
import type { Pair, UnmetPair } from './mixBlocks.ts'
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
export function planMix(workshop: Workshop, plan: MixPlan): { groups: PlannedGroup[]; unmet: UnmetPair[] } {
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
		currentGroups: plan.staysNear ? new Map(present.map(({ id, group }) => [id, ids.indexOf(group)])) : undefined,
	})
	return { groups: groups.map((people, index) => ({ group: ids[index] ?? null, people })), unmet }
}

/** The groups of the session that runs which people are put into: all but those that rest. */
export function openGroups(workshop: Workshop): Group[] {
	const groups = currentSession(workshop)?.groups ?? []
	const awake = groups.filter((group) => !group.isResting)
	return awake.length > 0 ? awake : groups
}

/**
 * The group of somebody who comes late (GROUP3): the smallest; of several, the one with fewest people of this city; then the
 * first. Throws where a session has no group, which none has.
 */
export function chooseGroup(workshop: Workshop, city: string): Group {
	const key = nameKey(city)
	const counts = new Map(openGroups(workshop).map((group) => [group.id, { group, size: 0, compatriots: 0 }]))
	for (const person of workshop.participants) {
		const count = counts.get(person.group)
		if (!count) continue
		count.size++
		if (nameKey(person.city) === key) count.compatriots++
	}
	const [best] = [...counts.values()].sort((a, b) => a.size - b.size || a.compatriots - b.compatriots)
	if (!best) throw new Error('a session has no group')
	return best.group
}

/** The host of a group, if it has one who is there. */
export function hostOf(group: Group, workshop: Workshop): Participant | null {
	return workshop.participants.find((person) => person.id === group.host && person.group === group.id) ?? null
}
