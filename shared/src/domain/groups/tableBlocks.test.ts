import { expect, it } from 'vitest'
import type { Group, NamedFacilitator } from '../Workshop.ts'
import { facilitatorOf, shareTables, withTablesOf } from './tableBlocks.ts'

const groupsOf = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `g${n + 1}` }) as Group)
const namesOf = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `f${n + 1}` }) as NamedFacilitator)
const shared = (groups: Group[], facilitators: number) =>
	shareTables(groups, namesOf(facilitators)).map(({ facilitator }) => facilitator)

it('[BLOCK3] tables are shared out in blocks of neighbours, whose sizes differ by at most 1', () => {
	expect(shared(groupsOf(8), 3)).toEqual(['f1', 'f1', 'f1', 'f2', 'f2', 'f2', 'f3', 'f3'])
	for (let groups = 1; groups <= 50; groups++)
		for (let facilitators = 1; facilitators <= groups; facilitators++) {
			const owners = shared(groupsOf(groups), facilitators)
			const sizes = namesOf(facilitators).map(({ id }) => owners.filter((owner) => owner === id).length)
			expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
			expect(owners).toEqual(owners.toSorted((a, b) => Number(a?.slice(1)) - Number(b?.slice(1))))
		}
})

it('[BLOCK3] groups that rest do not count, and go with those before them', () => {
	const groups = groupsOf(6).map((group, n) => (n === 0 || n === 3 ? { ...group, isResting: true as const } : group))
	expect(shared(groups, 2)).toEqual(['f1', 'f1', 'f1', 'f1', 'f2', 'f2'])
	const resting = groupsOf(2).map((group) => ({ ...group, isResting: true as const }))
	expect(shared(resting, 2)).toEqual(['f1', 'f2'])
	expect(shared(groupsOf(2), 0)).toEqual([null, null])
	expect(shared(groupsOf(2), 3)).toHaveLength(2)
})

it('[BLOCK2] the tables of another session have the facilitators of the same places', () => {
	const [first, second] = groupsOf(2) as [Group, Group]
	const model = [{ ...first, facilitator: 'ana' } as Group, second]
	expect(withTablesOf(groupsOf(3), model)).toEqual([model[0], ...groupsOf(3).slice(1)])
})

it('[BLOCK2] a name that is not listed counts as nobody', () => {
	const facilitators = namesOf(2)
	const owner = (facilitator?: string) => facilitatorOf({ facilitators }, { facilitator } as Group)?.id
	expect([owner('f2'), owner('gone'), owner(), facilitatorOf({}, null)]).toEqual(['f2', undefined, undefined, null])
})
