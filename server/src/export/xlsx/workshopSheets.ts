import type { Card, CardResult, Participant, VoteResult } from '@charrette/shared'
import { CARD_KINDS, capitalize, citiesOfCard, groupBy, nameKey, plainText, sessionCards } from '@charrette/shared'
import type { ExportedBoard } from '../ExportedBoard.ts'
import type { ColumnOf, Sheet, Workbook } from './Workbook.ts'
import { boardColumns, sheetOf } from './Workbook.ts'

/** Builds the sheet of the cards of these boards in their newest closed votes, best first. */
export function voteSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels } = workbook
	type Entry = { on: ExportedBoard; result: VoteResult; card: CardResult }
	const rounds = new Map(boards.flatMap(({ result }) => (result ? [[result.round, result]] : [])))
	const shown = new Map(
		boards.flatMap((on) => on.content.cards.map((card) => [`${on.result?.round} ${on.board.id} ${card.id}`, on])),
	)
	const entries = [...rounds.values()].flatMap((result) =>
		result.cards.flatMap((card): Entry[] => {
			const on = shown.get(`${result.round} ${card.board} ${card.card}`)
			return on ? [{ on, result, card }] : []
		}),
	)
	const cities = ({ cities: by }: CardResult) =>
		by.map(({ city, dots }) => `${city ?? sheetLabels.otherCities}: ${dots}`).join('\n')
	return sheetOf<Entry>(
		sheetLabels.votes,
		[
			{ title: sheetLabels.vote, width: 28, of: ({ result }) => result.title },
			{ title: sheetLabels.rank, width: 9, of: ({ card }) => card.rank },
			{ title: labels.headings.votes, width: 9, of: ({ card }) => card.dots },
			{ title: sheetLabels.voters, width: 11, of: ({ card }) => card.voters },
			{ title: labels.headings.kind, width: 14, of: ({ card: { kind } }) => ({ kind, word: labels.kinds[kind] }) },
			{ title: labels.headings.text, width: 60, of: ({ card }) => plainText(card.text) },
			...boardColumns<Entry>(workbook),
			{ title: sheetLabels.dotsByCity, width: 24, of: ({ card }) => cities(card) },
			{ title: labels.headings.id, width: 24, isCode: true, of: ({ card }) => card.card },
		],
		entries,
	)
}

/**
 * Builds the sheet of all cities of the workshop and of cards, with the numbers of participants and
 * cards. Copies of cards count once (FAN5d).
 */
export function citySheet({ boards, labels, sheetLabels }: Workbook): Sheet {
	const cities = new Map<string, { name: string; people: number; cards: Card[] }>()
	const cityOf = (name: string) => {
		const found = cities.get(nameKey(name)) ?? { name, people: 0, cards: [] }
		cities.set(nameKey(name), found)
		return found
	}
	const workshop = boards[0]?.workshop
	for (const { name } of workshop?.cities ?? []) cityOf(name)
	for (const { city } of workshop?.participants ?? []) cityOf(city).people++
	for (const ofSession of groupBy(boards, ({ session }) => session.id).values())
		for (const card of sessionCards(ofSession).cards)
			for (const city of citiesOfCard(card)) cityOf(city).cards.push(card)
	return sheetOf(
		sheetLabels.cities,
		[
			{ title: labels.headings.city, width: 24, of: ({ name }) => name },
			{ title: sheetLabels.people, width: 15, of: ({ people }) => people },
			{ title: sheetLabels.cards, width: 11, of: ({ cards }) => cards.length },
			...CARD_KINDS.map((kind): ColumnOf<{ name: string; people: number; cards: Card[] }> => {
				return {
					title: labels.kinds[kind],
					width: 13,
					of: ({ cards }) => cards.filter((card) => card.kind === kind).length,
				}
			}),
		],
		[...cities.values()],
	)
}

/** Builds the sheet of participants by city; empty if authors are not named. */
export function peopleSheet({ boards, labels, sheetLabels }: Workbook): Sheet {
	const first = boards[0]
	const people = first?.hasAuthors ? first.workshop.participants : []
	const byCity = [...people].sort((a, b) => a.city.localeCompare(b.city) || a.name.localeCompare(b.name))
	const sessions = people.length > 0 ? (first?.workshop.sessions ?? []) : []
	const groups = new Map(sessions.flatMap((session) => session.groups.map(({ id, name }) => [id, name])))
	const groupOf = ({ group }: Participant) => groups.get(group) ?? ''
	return sheetOf<Participant>(
		sheetLabels.people,
		[
			{ title: labels.headings.city, width: 24, of: ({ city }) => city },
			{ title: sheetLabels.name, width: 32, of: ({ name }) => name },
			{ title: sheetLabels.group, width: 24, of: groupOf },
		],
		byCity,
	)
}

/** Builds the sheet of boards, with their counts. */
export function boardsSheet({ boards, labels, sheetLabels }: Workbook): Sheet {
	const counts = (['obstacles', 'answered', 'open', 'shared'] as const).map((count): ColumnOf<ExportedBoard> => {
		return {
			title: capitalize(labels.coverage[count]),
			width: 15,
			of: ({ content }) => content.coverage[count],
		}
	})
	return sheetOf<ExportedBoard>(
		sheetLabels.boards,
		[
			{ title: sheetLabels.session, width: 24, of: ({ session }) => session.title },
			{ title: sheetLabels.board, width: 24, of: ({ board }) => board.title },
			{ title: sheetLabels.cards, width: 11, of: ({ content }) => content.cards.length },
			{ title: sheetLabels.links, width: 11, of: ({ content }) => content.links.length },
			{ title: sheetLabels.clusters, width: 18, of: ({ content }) => content.clusters.length },
			...counts,
		],
		boards,
	)
}
