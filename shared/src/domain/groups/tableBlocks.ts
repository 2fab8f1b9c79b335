import type { FacilitatorId, GroupId } from '../ids.ts'
import type { Group, NamedFacilitator, Workshop } from '../Workshop.ts'

/** The facilitator of a group; null for nobody. */
export interface Assignment {
	group: GroupId
	facilitator: FacilitatorId | null
}

/**
 * Shares groups out in blocks: neighbours have one facilitator, and the numbers of groups in use
 * differ by at most 1 (BLOCK3). A group that rests goes with those before it.
 */
export function shareTables(groups: readonly Group[], facilitators: readonly NamedFacilitator[]): Assignment[] {
	const inUse = groups.filter((group) => !group.isResting)
	const shared = inUse.length > 0 ? inUse : groups
	let next = 0
	return groups.map((group) => {
		const at = Math.max(0, shared.includes(group) ? next++ : next - 1)
		const index = Math.floor((at * facilitators.length) / Math.max(1, shared.length))
		return { group: group.id, facilitator: facilitators[index]?.id ?? null }
	})
}

/** Returns the groups with the facilitators of the groups at the same places in `model`. */
export function withTablesOf(groups: readonly Group[], model: readonly Group[]): Group[] {
	return groups.map((group, index) => {
		const facilitator = model[index]?.facilitator
		return facilitator ? { ...group, facilitator } : group
	})
}

/** Returns the facilitator of a group; null for nobody, or a name that is not listed (BLOCK2a). */
export function facilitatorOf(
	{ facilitators = [] }: Pick<Workshop, 'facilitators'>,
	group: Pick<Group, 'facilitator'> | null,
): NamedFacilitator | null {
	return facilitators.find(({ id }) => id === group?.facilitator) ?? null
}
