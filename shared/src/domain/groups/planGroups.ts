import type { GroupId, ParticipantId } from '../ids.ts'
import { nameKey } from '../locales.ts'
import { currentSession } from '../runSheet.ts'
import type { Group, Participant, Workshop } from '../Workshop.ts'
import type { Pair, UnmetPair } from './mixBlocks.ts'
import { groupsOfSize, mixGroups } from './mixGroups.ts'
import { lacksInterpreter, languagesOf } from './tableLanguages.ts'

/**
 * A facilitator's choices: a number of groups, or a maximum size. Without either, the number of
 * groups stays.
 */
export interface MixPlan {
	seed: number
	count?: number
	size?: number
	together?: readonly Pair[]
	apart?: readonly Pair[]
	/** Whether to take, among equally good mixes, the one that moves the fewest people. */
	staysNear?: boolean
	/** Whether the people of each language are spread over the groups. */
	spreadsLanguages?: boolean
	/** Whether each group gets an interpreter if it needs one (GROUP5). */
	needsInterpreters?: boolean
}

/** A group of a mix and its members; `group` is null for a group that has to be created. */
export interface PlannedGroup {
	group: GroupId | null
	people: ParticipantId[]
}

/** Planned groups, and the constraints that they do not satisfy. */
export interface PlannedMix {
	groups: PlannedGroup[]
	unmet: UnmetPair[]
	/** The indexes of the groups without an interpreter, if the plan asks for interpreters. */
	lacking: number[]
}

/**
 * Plans groups for all participants in the current session (GROUP1). The preview shows the result,
 * and `groups.mix` applies it unchanged. Groups in use come first, then resting ones, then new
 * ones.
 */
export function planMix(workshop: Workshop, plan: MixPlan): PlannedMix {
	const { participants } = workshop
	const open = openGroups(workshop)
	const resting = (currentSession(workshop)?.groups ?? []).filter((group) => !open.includes(group))
	const count = plan.size ? groupsOfSize(participants.length, plan.size) : (plan.count ?? open.length)
	const ids = [...open, ...resting].slice(0, count).map((group) => group.id)
	const present = participants.filter((person) => ids.includes(person.group))
	const languages = new Map(participants.map((person) => [person.id, languagesOf(person)]))
	const { groups, unmet } = mixGroups({
		people: participants.map(({ id, city }) => ({ id, city, languages: languages.get(id) ?? [] })),
		groups: count,
		seed: plan.seed,
		together: plan.together,
		apart: plan.apart,
		currentGroups: plan.staysNear ? new Map(present.map(({ id, group }) => [id, ids.indexOf(group)])) : undefined,
		spreadsLanguages: plan.spreadsLanguages,
		needsInterpreters: plan.needsInterpreters,
	})
	const isLacking = (people: readonly ParticipantId[]) => lacksInterpreter(people.map((id) => languages.get(id) ?? []))
	const lacking = plan.needsInterpreters ? [...groups.keys()].filter((index) => isLacking(groups[index] ?? [])) : []
	return { groups: groups.map((people, index) => ({ group: ids[index] ?? null, people })), unmet, lacking }
}

/**
 * Returns the groups of the current session to which people are assigned: all but the resting ones,
 * or all if every group rests.
 */
export function openGroups(workshop: Workshop): Group[] {
	const groups = currentSession(workshop)?.groups ?? []
	const inUse = groups.filter((group) => !group.isResting)
	return inUse.length > 0 ? inUse : groups
}

/**
 * Chooses the group for a newcomer (GROUP3): the smallest; among equally small groups, the one with
 * the fewest people of this city; then the first. Throws if the session has no group, which never
 * happens.
 */
export function chooseGroup(workshop: Workshop, city: string): Group {
	const key = nameKey(city)
	const counts = new Map(openGroups(workshop).map((group) => [group.id, { group, size: 0, sameCity: 0 }]))
	for (const person of workshop.participants) {
		const count = counts.get(person.group)
		if (!count) continue
		count.size++
		if (nameKey(person.city) === key) count.sameCity++
	}
	const [best] = [...counts.values()].sort((a, b) => a.size - b.size || a.sameCity - b.sameCity)
	if (!best) throw new Error('a session has no group')
	return best.group
}

/**
 * Returns the host of a group; null if no host is named, or the host has moved to another group.
 */
export function hostOf(group: Group, workshop: Workshop): Participant | null {
	return workshop.participants.find((person) => person.id === group.host && person.group === group.id) ?? null
}
