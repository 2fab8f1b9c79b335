import { openGroups } from '../chooseGroup.ts'
import type { GroupId, ParticipantId } from '../ids.ts'
import { currentSession } from '../runSheet.ts'
import type { Workshop } from '../Workshop.ts'
import type { MixWish, UnmetWish } from './MixWish.ts'
import { groupsOfSize, mixGroups } from './mixGroups.ts'

/** How the people of a workshop are to be mixed: into so many groups, or groups of at most that size; else into as many as there are. */
export interface MixOptions extends Pick<MixWish, 'seed' | 'together' | 'apart'> {
	count?: number
	size?: number
	/** Of mixes that are as good, the one in which most people stay where they are. */
	staysNear?: boolean
}

/** A group as a mix has it: one that is there, or null for a new one, and its people. */
export interface MixedGroup {
	group: GroupId | null
	people: readonly ParticipantId[]
}

/** Mixes the people of the session that runs (GROUP1): groups where people are now come first, then those that rest, then new ones. */
export function planMix(workshop: Workshop, options: MixOptions): { groups: MixedGroup[]; unmet: UnmetWish[] } {
	const { participants } = workshop
	const open = openGroups(workshop)
	const wanted = options.size ? groupsOfSize(participants.length, options.size) : (options.count ?? open.length)
	const resting = (currentSession(workshop)?.groups ?? []).filter((group) => !open.includes(group))
	const kept = [...open, ...resting].slice(0, wanted)
	const places = new Map(kept.map((group, index) => [group.id, index]))
	const present = new Map(
		participants.flatMap(({ id, group }) => (places.has(group) ? [[id, places.get(group) ?? 0]] : [])),
	)
	const mix = mixGroups({
		people: participants,
		groups: wanted,
		seed: options.seed,
		together: options.together,
		apart: options.apart,
		present: options.staysNear ? present : undefined,
	})
	return { groups: mix.groups.map((people, index) => ({ group: kept[index]?.id ?? null, people })), unmet: mix.unmet }
}
