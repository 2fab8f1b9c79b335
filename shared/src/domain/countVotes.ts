import { groupBy } from './collections.ts'
import { nameKey } from './locales.ts'
import type { CastDots, CityDots, CountInput, VoteResult } from './VoteRound.ts'

/**
 * Counts a round's dots (VOTE4): the total and rank of each card, and dots by city in a form that
 * reveals no ballot.
 */
export function countVotes({ round, people, cast, cards, cityOf }: CountInput): VoteResult {
	const given = cast.filter((dots) => dots.count > 0)
	const voters = [...new Set(given.map((dots) => dots.voter))]
	const cities = poolCities(voters, cityOf)
	const byCity = (dots: readonly CastDots[]): CityDots[] =>
		[...groupBy(dots, ({ voter }) => cities.get(voter) ?? null)]
			.map(([city, of]) => ({ city, dots: sumDots(of) }))
			.sort((a, b) => b.dots - a.dots)
	const byCard = groupBy(atHeads(given, cards, round.perCard), cardKey)
	const counted = cards
		.map(({ joined: _, ...card }) => ({ card, of: byCard.get(cardKey(card)) ?? [] }))
		.filter(({ of }) => of.length > 0)
		.map(({ card, of }) => ({ ...card, dots: sumDots(of), voters: of.length, cities: byCity(of) }))
		.sort((a, b) => b.dots - a.dots)
	const votersByCity = groupBy(voters, (voter) => cities.get(voter) ?? null)
	return {
		round: round.id,
		title: round.title,
		...(round.isByGroup && { isByGroup: true }),
		closedAt: round.closedAt,
		people,
		voters: voters.length,
		dots: sumDots(given),
		gone: sumDots(given) - sumDots(counted.map(({ dots }) => ({ count: dots }))),
		cards: round.isByGroup
			? [...groupBy(counted, ({ board }) => board).values()].flatMap(withRanks)
			: withRanks(counted),
		cities: byCity(given).map((of) => ({ ...of, voters: votersByCity.get(of.city)?.length ?? 0 })),
	}
}

/**
 * Returns the dots at the cards that show them. A person's dots on joined cards are added, up to
 * the number that one card can get (VOTE4).
 */
function atHeads(given: readonly CastDots[], cards: CountInput['cards'], perCard: number): CastDots[] {
	const heads = new Map(
		cards.flatMap(({ board, card, joined = [] }) =>
			joined.map((one) => [cardKey({ board, card: one }), card] as const),
		),
	)
	if (heads.size === 0) return [...given]
	const moved = given.map((dots) => ({ ...dots, card: heads.get(cardKey(dots)) ?? dots.card }))
	return [...groupBy(moved, (dots) => `${dots.voter} ${cardKey(dots)}`).values()].flatMap(([first, ...more]) =>
		first ? [{ ...first, count: Math.min(Math.max(perCard, first.count), first.count + sumDots(more)) }] : [],
	)
}

/**
 * Ranks cards that are sorted by their dots: equal cards share a rank, and the next ranks are
 * skipped.
 */
export function withRanks<One extends { dots: number }>(sorted: readonly One[]): (One & { rank: number })[] {
	let rank = 0
	return sorted.map((one, index) => {
		if (one.dots !== sorted[index - 1]?.dots) rank = index + 1
		return { ...one, rank }
	})
}

/**
 * Returns a key that is unique across boards, because several boards may have a card with the same
 * id.
 */
function cardKey({ board, card }: { board: string; card: string }): string {
	return `${board} ${card}`
}

function sumDots(dots: readonly { count: number }[]): number {
	return dots.reduce((total, { count }) => total + count, 0)
}

/**
 * The minimum number of voters of a city that is shown. With two, each voter could infer the
 * other's ballot.
 */
export const MIN_VOTERS_PER_CITY = 3

/**
 * Returns the city under which each voter is counted, so that no ballot can be inferred from a
 * result (VOTE4). Cities with too few voters are pooled as null, together with the next larger
 * cities until the pool is large enough.
 */
export function poolCities<Voter>(
	voters: readonly Voter[],
	cityOf: (voter: Voter) => string | null,
): Map<Voter, string | null> {
	const named = groupBy(voters, (voter) => nameKey(cityOf(voter) ?? ''))
	const bySize = [...named].sort(([, a], [, b]) => a.length - b.length)
	const counted = new Map<Voter, string | null>()
	for (const [key, people] of bySize) {
		const isSmall = key === '' || people.length < MIN_VOTERS_PER_CITY
		const isPoolSmall = counted.size > 0 && counted.size < MIN_VOTERS_PER_CITY
		const isPooled = isSmall || isPoolSmall
		if (!isPooled) break
		for (const voter of people) counted.set(voter, null)
	}
	for (const people of named.values()) {
		const [first] = people
		for (const voter of people)
			if (!counted.has(voter)) counted.set(voter, first === undefined ? null : cityOf(first) || null)
	}
	return counted
}
