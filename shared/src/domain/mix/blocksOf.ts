import type { ParticipantId } from '../ids.ts'
import { nameKey } from '../nameKey.ts'
import { gatherBy } from './gatherBy.ts'
import type { MixWish, Pair, UnmetWish } from './MixWish.ts'

/** People who stay in one group: mostly one person, or those whom pairs bind together. */
export interface Block {
	people: ParticipantId[]
	/** How many of them are from which city; a city is a number. */
	cities: [city: number, people: number][]
	/** The present groups of those who have one. */
	present: number[]
	/** The numbers of the blocks that must not sit with this one, each once for every pair that wishes so. */
	apart: number[]
}

/** A wish, taken apart: its blocks, how many people each city has, and the wishes that no mix can meet. */
export interface Blocks {
	blocks: Block[]
	cities: number[]
	unmet: UnmetWish[]
}

/** Binds people who stay together into blocks, and finds the wishes that name nobody or contradict others. */
export function blocksOf({ people, together = [], apart = [], present }: MixWish): Blocks {
	const known = new Set(people.map(({ id }) => id))
	const isKnown = (pair: Pair) => pair.every((id) => known.has(id))
	const unmet: UnmetWish[] = [...together, ...apart]
		.filter((pair) => !isKnown(pair))
		.map((pair) => ({ pair, reason: 'absent' }))
	const leaders = bind(known, together.filter(isKnown))
	const numberOf = numbered(people.map(({ city }) => nameKey(city)))
	const bound = [...gatherBy(people, ({ id }) => leaders.get(id)).values()]
	const blocks = bound.map((held): Block => {
		const cities = gatherBy(held, ({ city }) => numberOf.get(nameKey(city)) ?? 0)
		return {
			people: held.map(({ id }) => id),
			cities: [...cities].map(([city, of]) => [city, of.length]),
			present: held.flatMap(({ id }) => present?.get(id) ?? []),
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
export function isBound({ people, apart }: Block): boolean {
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

function numbered(names: readonly string[]): Map<string, number> {
	return new Map([...new Set(names)].map((name, index) => [name, index]))
}
