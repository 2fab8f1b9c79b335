import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countVotes, MIN_VOTERS_PER_CITY, poolCities } from './countVotes.ts'
import type { BoardId, ParticipantId, RoundId } from './ids.ts'
import type { CountInput } from './VoteRound.ts'

const board = 'b' as BoardId
const card = (id: string, on = board) => ({ board: on, card: id, kind: 'solution' as const, text: id.toUpperCase() })
const cast = (voter: string, id: string, count: number, on = board) => ({
	voter: voter as ParticipantId,
	board: on,
	card: id,
	count,
})
const about = { round: { id: 'r' as RoundId, title: 'Which first?', closedAt: 9, perCard: 3 }, people: 8 }
const fromLima = (): string => 'Lima'

describe('countVotes', () => {
	const cards = [card('a'), card('b'), card('c'), card('d'), card('a', 'other' as BoardId)]
	const dots = [
		cast('ana', 'b', 2),
		cast('ben', 'a', 1),
		cast('eva', 'a', 1),
		cast('eva', 'c', 1),
		cast('ole', 'gone', 3),
		cast('ole', 'a', 1, 'other' as BoardId),
		cast('pia', 'd', 0),
	]
	const result = countVotes({ ...about, cast: dots, cards, cityOf: fromLima })

	it('[VOTE4] ranks cards by their dots, ties alike and in reading order', () => {
		expect(result.cards.map(({ card: id, rank, dots: got, voters }) => [id, rank, got, voters])).toEqual([
			['a', 1, 2, 2],
			['b', 1, 2, 1],
			['c', 3, 1, 1],
			['a', 3, 1, 1],
		])
		expect(result.cards[0]).toMatchObject({ text: 'A', kind: 'solution', cities: [{ city: 'Lima', dots: 2 }] })
	})

	it('[VOTE6a] ranks the cards of each board for themselves in a vote by group', () => {
		const { isByGroup, cards: ranked } = countVotes({
			...about,
			round: { ...about.round, isByGroup: true },
			...{ cast: dots, cards, cityOf: fromLima },
		})
		expect(isByGroup).toBe(true)
		expect(ranked.map(({ board: on, card, rank }) => [on, card, rank])).toEqual([
			['b', 'a', 1],
			['b', 'b', 1],
			['b', 'c', 3],
			['other', 'a', 1],
		])
	})

	it('[VOTE4] reports the turnout, and the dots on deleted cards', () => {
		expect(result).toMatchObject({ round: 'r', title: 'Which first?', people: 8, voters: 4, dots: 9, gone: 3 })
	})

	it('[VOTE4] counts each dot once: by card, by city of a card, and by city', () => {
		const voters = fc.array(
			fc.record({
				voter: fc.nat(40).map((number) => `p${number}`),
				card: fc.constantFrom('a', 'b', 'c', 'd'),
				count: fc.nat(3),
			}),
			{ maxLength: 80, size: 'max' },
		)
		fc.assert(
			fc.property(voters, fc.integer({ min: 1, max: 20 }), (drawn, cities) => {
				const all = drawn.map(({ voter, card: id, count }) => cast(voter, id, count))
				const cityOf: CountInput['cityOf'] = (voter) => `City ${Number(voter.slice(1)) % cities}`
				const counted = countVotes({ ...about, cast: all, cards, cityOf })
				const total = all.reduce((sum, { count }) => sum + count, 0)
				const sum = (of: readonly { dots: number }[]) => of.reduce((so, { dots: more }) => so + more, 0)
				expect([counted.dots, sum(counted.cards), sum(counted.cities)]).toEqual([total, total, total])
				for (const one of counted.cards) expect(sum(one.cities)).toBe(one.dots)
				expect(counted.cities.reduce((so, { voters: more }) => so + more, 0)).toBe(counted.voters)
				if (counted.voters < MIN_VOTERS_PER_CITY) return
				for (const { voters: hidden } of counted.cities) expect(hidden).toBeGreaterThanOrEqual(MIN_VOTERS_PER_CITY)
			}),
		)
	})
})

describe('poolCities', () => {
	const people = (cities: string) => [...cities].map((city, index) => ({ city, index }))
	const shown = (cities: string) => {
		const voters = people(cities)
		const counted = poolCities(voters, ({ city }) => (city === '?' ? null : city))
		return voters.map((voter) => counted.get(voter) ?? '-')
	}

	it.each([
		['cities with one voter each', 'abc', '---'],
		['no city that is large enough', 'aaabbb', 'aaabbb'],
		['a small city together with the smallest other one', 'aaaabbbc', 'aaaa----'],
		['small cities that are large enough together', 'aaabbc', 'aaa---'],
		['voters of unknown cities', 'aaa???', 'aaa---'],
		['nobody if there are no voters', '', ''],
	])('[VOTE4] pools %s', (_, cities, expected) => {
		expect(shown(cities).join('')).toBe(expected)
	})

	it('[VOTE4] treats spellings of a city as one city', () => {
		const names = ['Bogotá', 'bogotá', 'BOGOTA\u0301']
		expect([...poolCities([0, 1, 2], (index) => names[index] ?? null).values()]).toEqual(['Bogotá', 'Bogotá', 'Bogotá'])
	})
})

describe('[JOIN3] the dots on joined cards', () => {
	it('count at the card that shows them, for each person up to the dots that one card can get', () => {
		const board = 'b' as BoardId
		const dots = (voter: string, card: string, count: number) => ({ voter: voter as ParticipantId, board, card, count })
		const cast = [dots('ana', 'head', 2), dots('ana', 'joined', 2), dots('bo', 'joined', 1), dots('bo', 'other', 1)]
		const cards = [
			{ board, card: 'head', kind: 'solution' as const, text: 'A', joined: ['joined'] },
			{ board, card: 'other', kind: 'solution' as const, text: 'B' },
		]
		const round = { id: 'r' as RoundId, title: '', closedAt: 0, perCard: 3 }
		const result = countVotes({ round, people: 2, cast, cards, cityOf: () => null })
		expect(result.cards.map(({ card, dots, voters }) => [card, dots, voters])).toEqual([
			['head', 4, 2],
			['other', 1, 1],
		])
		expect([result.dots, result.gone]).toEqual([6, 1])
	})
})
