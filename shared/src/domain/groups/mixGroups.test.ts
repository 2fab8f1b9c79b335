import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParticipantId } from '../ids.ts'
import type { Mix, MixOptions, Pair } from './mixBlocks.ts'
import { groupsOfSize, mixGroups } from './mixGroups.ts'

const id = (index: number) => `p${index}` as ParticipantId
const pair = (a: number, b: number): Pair => [id(a), id(b)]

/** Creates people, by the index of their city. */
const peopleOf = (cities: readonly number[]) => cities.map((city, index) => ({ id: id(index), city: `City ${city}` }))

const anyPeople = fc
	.integer({ min: 1, max: 60 })
	.chain((cities) => fc.array(fc.nat(cities - 1), { minLength: 2, maxLength: 300, size: 'max' }))
	.map(peopleOf)
const anyPairs = (people: number, maxLength: number) => {
	const one = fc.nat(people - 1)
	const two = fc.tuple(one, one).filter(([a, b]) => a !== b)
	return fc.array(
		two.map(([a, b]) => pair(a, b)),
		{ maxLength, size: 'max' },
	)
}
const anyOptions = fc
	.record({ people: anyPeople, groups: fc.integer({ min: 1, max: 50 }), seed: fc.integer() })
	.chain((options) =>
		fc.record({
			people: fc.constant(options.people),
			groups: fc.constant(options.groups),
			seed: fc.constant(options.seed),
			together: anyPairs(options.people.length, 12),
			apart: anyPairs(options.people.length, 12),
		}),
	)

const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts)
const sizesOf = ({ groups }: Mix) => groups.map((group) => group.length)
function worstCity({ people }: MixOptions, { groups }: Mix): number {
	const cities = [...new Set(people.map(({ city }) => city))]
	const cityOf = new Map(people.map((person) => [person.id, person.city]))
	return Math.max(
		...cities.map((city) => spread(groups.map((group) => group.filter((one) => cityOf.get(one) === city).length))),
	)
}
const groupOf = ({ groups }: Mix, person: ParticipantId) => groups.findIndex((group) => group.includes(person))
const isTogether = (mix: Mix, [a, b]: Pair) => groupOf(mix, a) === groupOf(mix, b)

describe('a mix without pairs', () => {
	it('[GROUP1] contains everyone once, with sizes within 1 and each city within 1 in every two groups', () => {
		fc.assert(
			fc.property(anyPeople, fc.integer({ min: 1, max: 160 }), fc.integer(), (people, groups, seed) => {
				const options = { people, groups, seed }
				const mix = mixGroups(options)
				expect(mix.groups.flat().sort()).toEqual(people.map((one) => one.id).sort())
				expect([mix.groups.length, mix.unmet]).toEqual([groups, []])
				expect(spread(sizesOf(mix))).toBeLessThanOrEqual(1)
				expect(worstCity(options, mix)).toBeLessThanOrEqual(1)
			}),
		)
	})

	it('[GROUP1] keeps both bounds while most people keep their group', () => {
		fc.assert(
			fc.property(
				anyPeople,
				fc.integer({ min: 1, max: 30 }),
				fc.infiniteStream(fc.nat(29)),
				(people, groups, homes) => {
					const currentGroups = new Map(people.map((one) => [one.id, homes.next().value ?? 0]))
					const options = { people, groups, seed: 1, currentGroups }
					const mix = mixGroups(options)
					expect(spread(sizesOf(mix))).toBeLessThanOrEqual(1)
					expect(worstCity(options, mix)).toBeLessThanOrEqual(1)
				},
			),
			{ numRuns: 30 },
		)
	})

	it('[GROUP1] moves no one out of mixed groups, and assigns newcomers', () => {
		fc.assert(
			fc.property(anyPeople, fc.integer({ min: 1, max: 20 }), fc.integer(), (people, groups, seed) => {
				const before = mixGroups({ people, groups, seed })
				const currentGroups = new Map(
					before.groups.flatMap((group, number) => group.map((one) => [one, number] as const)),
				)
				expect(mixGroups({ people, groups, seed: seed + 1, currentGroups }).groups).toEqual(before.groups)
			}),
			{ numRuns: 30 },
		)
	})

	it('is determined by the seed', () => {
		const options = { people: peopleOf(Array.from({ length: 40 }, (_, index) => index % 7)), groups: 6 }
		expect(mixGroups({ ...options, seed: 5 })).toEqual(mixGroups({ ...options, seed: 5 }))
		expect(mixGroups({ ...options, seed: 5 })).not.toEqual(mixGroups({ ...options, seed: 6 }))
	})

	it('treats spellings of a city as one city', () => {
		const people = ['Bogotá', 'Bogota\u0301', ' BOGOTÁ', 'bogotá'].map((city, index) => ({ id: id(index), city }))
		const options = { people: [...people, ...peopleOf([9, 9, 9, 9, 9, 9, 9, 9]).slice(4)], groups: 4, seed: 3 }
		for (const group of mixGroups(options).groups)
			expect(group.filter((one) => people.some((other) => other.id === one))).toHaveLength(1)
	})
})

describe('a mix with pairs', () => {
	it('[GROUP1] satisfies all pairs except those it reports', () => {
		fc.assert(
			fc.property(anyOptions, (options) => {
				const mix = mixGroups(options)
				expect(mix.groups.flat().sort()).toEqual(options.people.map((one) => one.id).sort())
				expect(options.together.every((bound) => isTogether(mix, bound))).toBe(true)
				const unmet = new Set(mix.unmet.map((one) => one.pair))
				for (const pair of options.apart) expect(isTogether(mix, pair)).toBe(unmet.has(pair))
			}),
		)
	})

	it('[GROUP1] has sizes that differ by 1, or by the smallest block of the fullest group, if there are no "apart" pairs', () => {
		fc.assert(
			fc.property(anyOptions, ({ apart: _, ...options }) => {
				const mix = mixGroups(options)
				const sizes = sizesOf(mix)
				const blockSize = (person: ParticipantId) => boundTo(person, options.together).size
				const fullest = mix.groups.filter((group) => group.length === Math.max(...sizes))
				for (const group of fullest)
					expect(spread(sizes)).toBeLessThanOrEqual(Math.max(1, Math.min(...group.map(blockSize))))
			}),
		)
	})

	it('[GROUP1] equals the best of all mixes in size and cities, for few people', () => {
		const few = fc.array(fc.nat(3), { minLength: 2, maxLength: 7, size: 'max' }).map(peopleOf)
		const options = few.chain((people) =>
			fc.record({
				people: fc.constant(people),
				groups: fc.integer({ min: 1, max: 3 }),
				seed: fc.integer(),
				together: anyPairs(people.length, 2),
				apart: anyPairs(people.length, 3),
			}),
		)
		fc.assert(
			fc.property(options, (options) => {
				const mix = mixGroups(options)
				const best = allMixes(options)
					.map((other) => rank(options, other))
					.sort(compare)[0]
				expect(rank(options, mix)).toEqual(best)
			}),
			{ numRuns: 200 },
		)
	})

	it('reports contradicting pairs, absent people, and pairs without room', () => {
		const people = peopleOf([0, 1, 2, 3])
		const options = { people, seed: 1 }
		const bound = mixGroups({ ...options, groups: 2, together: [pair(0, 1), pair(1, 2)], apart: [pair(0, 2)] })
		expect(bound.unmet).toEqual([{ pair: pair(0, 2), reason: 'together' }])
		const absent = mixGroups({ ...options, groups: 2, together: [pair(0, 9)], apart: [pair(8, 1)] })
		expect(absent.unmet).toEqual([
			{ pair: pair(0, 9), reason: 'absent' },
			{ pair: pair(8, 1), reason: 'absent' },
		])
		const crowded = mixGroups({ ...options, groups: 2, apart: [pair(0, 1), pair(1, 2), pair(2, 0)] })
		expect(crowded.unmet).toMatchObject([{ reason: 'noRoom' }])
	})
})

it('mixes 300 people of 60 cities with twenty pairs evenly', () => {
	const people = peopleOf(Array.from({ length: 300 }, (_, index) => (index * index) % 60))
	const together = Array.from({ length: 10 }, (_, index) => pair(index, 299 - index))
	const apart = Array.from({ length: 10 }, (_, index) => pair(20 + index, 30 + index))
	const currentGroups = new Map(people.map((one, index) => [one.id, index % 50]))
	const mix = mixGroups({ people, groups: 50, seed: 4, together, apart, currentGroups })
	expect([spread(sizesOf(mix)), mix.unmet]).toEqual([0, []])
})

it.each([
	[23, 5, 5],
	[20, 5, 4],
	[2, 5, 1],
	[0, 5, 1],
])('%i people in groups of at most %i make %i groups', (people, size, groups) => {
	expect(groupsOfSize(people, size)).toBe(groups)
})

/** Returns a person and everyone whom "together" pairs bind to them. */
function boundTo(person: ParticipantId, pairs: readonly Pair[]): Set<ParticipantId> {
	const bound = new Set([person])
	for (const member of bound)
		for (const [a, b] of pairs) {
			if (a === member) bound.add(b)
			if (b === member) bound.add(a)
		}
	return bound
}

/** Returns every assignment of these people that satisfies the "together" pairs. */
function allMixes({ people, groups, together = [] }: MixOptions): Mix[] {
	const assignments = people.reduce<number[][]>(
		(made) => made.flatMap((places) => Array.from({ length: groups }, (_, group) => [...places, group])),
		[[]],
	)
	return assignments
		.map((places): Mix => {
			const membersOf = (group: number) => people.filter((_, index) => places[index] === group).map((one) => one.id)
			return { groups: Array.from({ length: groups }, (_, group) => membersOf(group)), unmet: [] }
		})
		.filter((mix) => together.every((bound) => isTogether(mix, bound)))
}

/** Returns the rank of a mix, by descending priority. */
function rank(options: MixOptions, mix: Mix): number[] {
	const squares = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count * count, 0)
	const cityOf = new Map(options.people.map((one) => [one.id, one.city]))
	const cities = [...new Set(cityOf.values())]
	const counts = mix.groups.flatMap((group) =>
		cities.map((city) => group.filter((one) => cityOf.get(one) === city).length),
	)
	const broken = (options.apart ?? []).filter((pair) => isTogether(mix, pair)).length
	return [broken, squares(sizesOf(mix)), squares(counts)]
}

function compare(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((part, index) => part !== b[index])
	return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
