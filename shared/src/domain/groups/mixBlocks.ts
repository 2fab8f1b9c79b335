import { groupBy } from '../collections.ts'
import type { ParticipantId } from '../ids.ts'
import { nameKey } from '../text.ts'

/** Two people. */
export type Pair = readonly [ParticipantId, ParticipantId]

/** Who is to be mixed into how many groups, and what is wished for. The same wish gives the same mix, everywhere. */
export interface MixOptions {
	people: readonly { id: ParticipantId; city: string }[]
	/** How many groups; at least 1. */
	groups: number
	/** Another seed is another mix, as good. */
	seed: number
	/** Pairs that stay in one group; whoever is bound to the same person is bound too. */
	together?: readonly Pair[] | undefined
	/** Pairs that are kept apart. */
	apart?: readonly Pair[] | undefined
	/** The numbers of the groups in which people are now: of mixes that are as good, the one in which most stay is taken. */
	currentGroups?: ReadonlyMap<ParticipantId, number> | undefined
}

/**
 * A wish that a mix does not meet, and why:
 *
 *     absent      one of the two is not among the people
 *     together    they are to be kept apart, and other wishes bind them together
 *     noRoom      every mix that was tried has a pair like this in one group
 */
export interface UnmetPair {
	pair: Pair
	reason: 'absent' | 'together' | 'noRoom'
}

/** People in groups, in the order of the wish's people, and the wishes that could not be met. */
export interface Mix {
	groups: ParticipantId[][]
	unmet: UnmetPair[]
}

/** People who stay in one group: mostly one person, or those whom pairs bind together. */
export interface Block {
	people: ParticipantId[]
	/** How many of them are from which city; a city is a number. */
	cities: [city: number, people: number][]
	/** The present groups of those who have one. */
	currentGroups: number[]
	/** The numbers of the blocks that must not sit with this one, each once for every pair that wishes so. */
	apart: number[]
}

/** A wish, taken apart: its blocks, how many people each city has, and the wishes that no mix can meet. */
export interface Blocks {
	blocks: Block[]
	cities: number[]
	unmet: UnmetPair[]
}

/** Binds people who stay together into blocks, and finds the wishes that name nobody or contradict others. */
export function createBlocks({ people, together = [], apart = [], currentGroups }: MixOptions): Blocks {
	const known = new Set(people.map(({ id }) => id))
	const isKnown = (pair: Pair) => pair.every((id) => known.has(id))
	const unmet: UnmetPair[] = [...together, ...apart]
		.filter((pair) => !isKnown(pair))
		.map((pair) => ({ pair, reason: 'absent' }))
	const leaders = bind(known, together.filter(isKnown))
	const numberOf = numberNames(people.map(({ city }) => nameKey(city)))
	const bound = [...groupBy(people, ({ id }) => leaders.get(id)).values()]
	const blocks = bound.map((held): Block => {
		const cities = groupBy(held, ({ city }) => numberOf.get(nameKey(city)) ?? 0)
		return {
			people: held.map(({ id }) => id),
			cities: [...cities].map(([city, of]) => [city, of.length]),
			currentGroups: held.flatMap(({ id }) => currentGroups?.get(id) ?? []),
			apart: [],
		}
	})
	const blockOf = new Map(blocks.flatMap((block) => block.people.map((id) => [id, block])))
	const places = new Map(blocks.map((block, index) => [block, index]))
	for (const pair of apart.filter(isKnown)) {
		const [one, other] = pair.map((id) => blockOf.get(id))
		if (one === other) unmet.push({ pair, reason: 'together' })
		else if (one && other) {
			one.apart.push(places.get(other) ?? 0)
			other.apart.push(places.get(one) ?? 0)
		}
	}
	const cities = Array.from(numberOf.keys(), (city) => people.filter((one) => nameKey(one.city) === city).length)
	return { blocks, cities, unmet }
}

/** Whether wishes say anything of this block. */
export function isConstrained({ people, apart }: Block): boolean {
	return people.length > 1 || apart.length > 0
}

/** For each person, the one who stands for all that are bound to them, directly or by others. */
function bind(people: Iterable<ParticipantId>, pairs: readonly Pair[]): Map<ParticipantId, ParticipantId> {
	const leaders = new Map([...people].map((id) => [id, id]))
	for (const [a, b] of pairs) {
		const [to, from] = [leaders.get(a) ?? a, leaders.get(b) ?? b]
		for (const [id, leader] of leaders) if (leader === from) leaders.set(id, to)
	}
	return leaders
}

function numberNames(names: readonly string[]): Map<string, number> {
	return new Map([...new Set(names)].map((name, index) => [name, index]))
}
