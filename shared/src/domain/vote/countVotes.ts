import { gatherBy } from '../mix/gatherBy.ts'
import { pooledCities } from './pooledCities.ts'
import type { CardResult, CastDots, CityDots, Count, VoteResult } from './VoteResult.ts'

/** Counts a round's dots (VOTE4): a total and a rank for each card, and by city as far as that tells nobody's ballot. */
export function countVotes({ round, people, cast, cards, cityOf }: Count): VoteResult {
	const given = cast.filter((dots) => dots.count > 0)
	const voters = [...new Set(given.map((dots) => dots.voter))]
	const cities = pooledCities(voters, cityOf)
	const byCity = (dots: readonly CastDots[]): CityDots[] =>
		[...gatherBy(dots, ({ voter }) => cities.get(voter) ?? null)]
			.map(([city, of]) => ({ city, dots: sum(of) }))
			.sort((a, b) => b.dots - a.dots)
	const byCard = gatherBy(given, placeOf)
	const counted = cards
		.map((card) => ({ card, of: byCard.get(placeOf(card)) ?? [] }))
		.filter(({ of }) => of.length > 0)
		.map(({ card, of }) => ({ ...card, dots: sum(of), voters: of.length, cities: byCity(of) }))
		.sort((a, b) => b.dots - a.dots)
	const ranked = counted.map(
		(card): CardResult => ({ ...card, rank: 1 + counted.filter((other) => other.dots > card.dots).length }),
	)
	const votersOf = (city: string | null) => voters.filter((voter) => cities.get(voter) === city).length
	return {
		round: round.id,
		title: round.title,
		closedAt: round.closedAt,
		people,
		voters: voters.length,
		dots: sum(given),
		gone: sum(given) - sum(counted.map(({ dots }) => ({ count: dots }))),
		cards: ranked,
		cities: byCity(given).map((of) => ({ ...of, voters: votersOf(of.city) })),
	}
}

/** A card's id may stand on several boards. */
function placeOf({ board, card }: { board: string; card: string }): string {
	return `${board} ${card}`
}

function sum(dots: readonly { count: number }[]): number {
	return dots.reduce((total, { count }) => total + count, 0)
}
