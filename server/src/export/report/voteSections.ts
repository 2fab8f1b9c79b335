import type { Board, CardResult, ReportTexts, VoteResult } from '@charrette/shared'
import { lastResultFor } from '@charrette/shared'
import type { ReportBlock, ReportColumn, ReportLine, ReportSection } from './Report.ts'
import { type ReportScope, shortLine } from './ReportScope.ts'

/** Number of cities that a line of the first pages names. */
const NAMED_CITIES = 6

/** Lists the first cities, and the number of further ones. */
export function citiesText(cities: readonly string[], { comma, front }: ReportTexts): string {
	const named = cities.slice(0, NAMED_CITIES)
	const others = cities.length - named.length
	return [...named, ...(others > 0 ? [front.moreCities(others)] : [])].join(comma)
}

/**
 * Splits the cards of a vote into the lines of the first pages and the cards of the annex. Cards
 * with as many dots as the last of the first pages are on these too, as far as one more line.
 */
export function splitCards(result: VoteResult, winners: number, scope: ReportScope) {
	const cards = inRank(result)
	const least = cards[winners - 1]?.dots
	const shown = cards.filter(({ dots }, index) => index < winners || (dots === least && index <= winners))
	const firstCities = (card: CardResult) => citiesText(dotsByCity(card, scope), scope.texts)
	return {
		shown: shown.map((card) => votedLine(card, scope, firstCities(card))),
		others: cards.slice(shown.length),
	}
}

/** The cards of a result, best first; in a vote by group, the best of each board come first. */
function inRank({ cards, isByGroup }: VoteResult): readonly CardResult[] {
	return isByGroup ? cards.toSorted((a, b) => a.rank - b.rank || b.dots - a.dots) : cards
}

function votedLine(card: CardResult, scope: ReportScope, cities: string): ReportLine {
	const { texts, boardTitles } = scope
	const note = [`${texts.rank} ${card.rank}`, cities, boardTitles.get(card.board)].filter(Boolean).join(' · ')
	return { kind: card.kind, mark: texts.dotsOf(card.dots), text: shortLine(card.text), note }
}

/** Returns the cards of a vote, each with the dots of all cities. */
function votedBlock(cards: readonly CardResult[], scope: ReportScope): ReportBlock {
	const lines = cards.map((card) => votedLine(card, scope, dotsByCity(card, scope).join(scope.texts.comma)))
	return { type: 'lines', lines, more: '' }
}

/** Builds the annex of all votes: turnout, the cards after those of the first pages, and cities. */
export function voteSections(scope: ReportScope, winners: number): ReportSection[] {
	const { texts, results } = scope
	if (results.length === 0) return []
	const sections = results.map((result) => ({
		level: 2,
		title: result.title,
		startsPage: false,
		blocks: resultBlocks(result, winners, scope),
	}))
	return [{ level: 1, title: texts.votes, startsPage: true, blocks: [] }, ...sections]
}

/** Builds the cards of a board with dots in its newest closed vote, for the report of a board. */
export function boardVotes(board: Board, scope: ReportScope): Pick<ReportSection, 'title' | 'blocks'>[] {
	const newest = lastResultFor(scope.workshop, board.id)?.id
	const result = scope.results.find(({ round }) => round === newest)
	const cards = result?.cards.filter((card) => card.board === board.id) ?? []
	if (!result || cards.length === 0) return []
	const title = `${scope.texts.votes}: ${result.title}`
	return [{ title, blocks: [votedBlock(cards, scope)] }]
}

function resultBlocks(result: VoteResult, winners: number, scope: ReportScope): ReportBlock[] {
	const { texts } = scope
	const { shown, others } = splitCards(result, winners, scope)
	const sentences = [
		texts.turnout(result.voters, result.people, result.dots),
		result.gone > 0 ? texts.gone(result.gone) : '',
		shown.length > 0 ? texts.front.firstAbove(shown.length) : '',
	]
	const blocks: ReportBlock[] = [{ type: 'text', text: sentences.filter(Boolean).join(' ') }]
	if (others.length > 0) blocks.push(votedBlock(others, scope))
	const rows = result.cities.map(({ city, voters, dots }) => [city ?? texts.otherCities, voters, dots])
	const columns: ReportColumn[] = [
		{ title: texts.city, share: 6 },
		{ title: texts.voters, share: 2 },
		{ title: texts.dots, share: 2 },
	]
	if (rows.length > 0) blocks.push({ type: 'table', columns, rows })
	return blocks
}

/** Lists the dots of each city; empty if all cities are too small to be named. */
function dotsByCity({ cities }: CardResult, { texts }: ReportScope): string[] {
	if (cities.every(({ city }) => city === null)) return []
	return cities.map(({ city, dots }) => `${city ?? texts.otherCities} ${dots}`)
}
