import { nameKey } from './nameKey.ts'
import { currentSession } from './runSheet.ts'
import type { Group, Participant, Workshop } from './Workshop.ts'

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
