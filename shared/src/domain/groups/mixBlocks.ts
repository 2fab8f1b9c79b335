import { groupBy } from '../collections.ts'
import type { ParticipantId } from '../ids.ts'
import { nameKey } from '../locales.ts'
import { type Speaker, type SpokenLanguages, spokenLanguages } from './tableLanguages.ts'

/** Two people. */
export type Pair = readonly [ParticipantId, ParticipantId]

/** The input of a mix. The same options give the same mix on every machine. */
export interface MixOptions {
	people: readonly { id: ParticipantId; city: string; languages?: Speaker }[]
	/** The number of groups; at least 1. */
	groups: number
	/** The seed of the random choices. Another seed gives another mix of equal quality. */
	seed: number
	/** Pairs that must share a group. The relation is transitive. */
	together?: readonly Pair[] | undefined
	/** Pairs that must not share a group. */
	apart?: readonly Pair[] | undefined
	/**
	 * Each person's current group, by index. Among equally good mixes, the mix that moves the fewest
	 * people is chosen.
	 */
	currentGroups?: ReadonlyMap<ParticipantId, number> | undefined
	/** Whether the people of each language are spread over the groups. */
	spreadsLanguages?: boolean | undefined
	/** Whether each group gets an interpreter if it needs one (GROUP5). */
	needsInterpreters?: boolean | undefined
}

/**
 * A pair that a mix could not satisfy, and the reason:
 *
 *     absent      one of the two is not among the people
 *     together    they must be apart, but other pairs put them into the same group
 *     noRoom      every mix that was tried has such a pair in one group
 */
export interface UnmetPair {
	pair: Pair
	reason: 'absent' | 'together' | 'noRoom'
}

/**
 * The people of each group, in the order of the input, and the pairs that could not be satisfied.
 */
export interface Mix {
	groups: ParticipantId[][]
	unmet: UnmetPair[]
}

/**
 * People who must share a group: usually a single person, else people who are linked by "together"
 * pairs.
 */
export interface Block {
	people: ParticipantId[]
	/** The number of the block's people from each city; a city is an index. */
	cities: [city: number, people: number][]
	/** The languages of the block's people; empty if the mix ignores languages. */
	languages: SpokenLanguages[]
	/** The current groups of the people who have one. */
	currentGroups: number[]
	/** The indices of the blocks that must be in another group, once for each such pair. */
	apart: number[]
}

/**
 * The options as blocks, with the number of people of each city and the pairs that no mix can
 * satisfy.
 */
export interface Blocks {
	blocks: Block[]
	cities: number[]
	unmet: UnmetPair[]
}

/**
 * Joins people who must share a group into blocks, and finds the pairs that name absent people or
 * contradict other pairs.
 */
export function createBlocks(options: MixOptions): Blocks {
	const { people, together = [], apart = [], currentGroups } = options
	const hasLanguages = options.spreadsLanguages === true || options.needsInterpreters === true
	const known = new Set(people.map(({ id }) => id))
	const isKnown = (pair: Pair) => pair.every((id) => known.has(id))
	const unmet: UnmetPair[] = [...together, ...apart]
		.filter((pair) => !isKnown(pair))
		.map((pair) => ({ pair, reason: 'absent' }))
	const leaders = findLeaders(known, together.filter(isKnown))
	const cityIndex = indexNames(people.map(({ city }) => nameKey(city)))
	const joined = [...groupBy(people, ({ id }) => leaders.get(id)).values()]
	const blocks = joined.map((members): Block => {
		const cities = groupBy(members, ({ city }) => cityIndex.get(nameKey(city)) ?? 0)
		return {
			people: members.map(({ id }) => id),
			cities: [...cities].map(([city, of]) => [city, of.length]),
			languages: hasLanguages ? members.map(({ languages = [] }) => spokenLanguages(languages)) : [],
			currentGroups: members.flatMap(({ id }) => currentGroups?.get(id) ?? []),
			apart: [],
		}
	})
	const blockOf = new Map(blocks.flatMap((block) => block.people.map((id) => [id, block])))
	const indexOf = new Map(blocks.map((block, index) => [block, index]))
	for (const pair of apart.filter(isKnown)) {
		const [one, other] = pair.map((id) => blockOf.get(id))
		if (one === other) unmet.push({ pair, reason: 'together' })
		else if (one && other) {
			one.apart.push(indexOf.get(other) ?? 0)
			other.apart.push(indexOf.get(one) ?? 0)
		}
	}
	const inCity = groupBy(people, ({ city }) => nameKey(city))
	const cities = Array.from(cityIndex.keys(), (city) => inCity.get(city)?.length ?? 0)
	return { blocks, cities, unmet }
}

/** Whether any pair names a person in this block. */
export function isConstrained({ people, apart }: Block): boolean {
	return people.length > 1 || apart.length > 0
}

/**
 * Returns the representative of each person: the same for all people whom "together" pairs link,
 * directly or through others.
 */
function findLeaders(people: Iterable<ParticipantId>, pairs: readonly Pair[]): Map<ParticipantId, ParticipantId> {
	const leaders = new Map([...people].map((id) => [id, id]))
	const members = new Map([...leaders.keys()].map((id) => [id, [id]]))
	for (const [a, b] of pairs) {
		const [one, other] = [leaders.get(a) ?? a, leaders.get(b) ?? b]
		if (one === other) continue
		// The smaller block joins the larger one.
		const isLarger = (members.get(one)?.length ?? 0) >= (members.get(other)?.length ?? 0)
		const [to, from] = isLarger ? [one, other] : [other, one]
		const moved = members.get(from) ?? []
		for (const id of moved) leaders.set(id, to)
		members.get(to)?.push(...moved)
		members.delete(from)
	}
	return leaders
}

function indexNames(names: readonly string[]): Map<string, number> {
	return new Map([...new Set(names)].map((name, index) => [name, index]))
}
