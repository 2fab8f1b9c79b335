import type { Board, CardResult, CityDots, Session, VoteResult } from '@charrette/shared'
import { lastResultFor, plainText, withRanks } from '@charrette/shared'
import type { ReportBlock, ReportCard, ReportCell, ReportColumn, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportScope.ts'
import { shorten } from './ReportScope.ts'

/** Number of cards in the summary, and the maximum including ties for the last rank. */
const TOP_CARDS = { cards: 10, tied: 14 }

/** Builds the cards of a board with dots in its newest closed vote. */
export function boardVotes(board: Board, scope: ReportScope): Pick<ReportSection, 'title' | 'blocks'>[] {
	const result = newestResultOf(board, scope)
	const cards = cardsOf(board, result)
	if (!result || cards.length === 0) return []
	const title = `${scope.texts.votes}: ${result.title}`
	return [{ title, blocks: [rankedCards(cards, scope, { namesBoards: false })] }]
}

/** Builds the votes of a session: turnout, cards by rank, and dots by city. */
export function voteSections(session: Session, scope: ReportScope, level: number): ReportSection[] {
	const { texts, results, workshop } = scope
	const inSession = results.filter(({ round }) =>
		workshop.rounds?.some((one) => one.id === round && one.session === session.id),
	)
	if (inSession.length === 0) return []
	const sections = inSession.map((result) => ({
		level: level + 1,
		title: result.title,
		startsPage: false,
		blocks: resultBlocks(result, scope),
	}))
	return [{ level, title: texts.votes, startsPage: true, blocks: [] }, ...sections]
}

/** Builds the cards with the most dots in all newest votes, for the summary. */
export function topCards(scope: ReportScope): ReportBlock[] {
	const boards = scope.sessions.flatMap((session) => session.boards)
	const cards = boards.flatMap((board) => cardsOf(board, newestResultOf(board, scope)))
	const least = cards.map(({ dots }) => dots).sort((a, b) => b - a)[TOP_CARDS.cards - 1] ?? 0
	const most = cards
		.filter(({ dots }) => dots >= least)
		.sort((a, b) => b.dots - a.dots)
		.slice(0, TOP_CARDS.tied)
	const ranked = withRanks(most)
	return ranked.length > 0 ? [rankedCards(ranked, scope, { namesBoards: true })] : []
}

function newestResultOf(board: Board, { workshop, results }: ReportScope): VoteResult | null {
	const newest = lastResultFor(workshop, board.id)?.id
	return results.find(({ round }) => round === newest) ?? null
}

function cardsOf(board: Board, result: VoteResult | null): CardResult[] {
	return result?.cards.filter((card) => card.board === board.id) ?? []
}

function resultBlocks(result: VoteResult, scope: ReportScope): ReportBlock[] {
	const { texts } = scope
	const turnout = texts.turnout(result.voters, result.people, result.dots)
	const blocks: ReportBlock[] = [
		{ type: 'text', text: result.gone > 0 ? `${turnout} ${texts.gone(result.gone)}` : turnout },
	]
	if (result.cards.length > 0) blocks.push(rankedCards(result.cards, scope, { namesBoards: true }))
	const rows = result.cities.map(({ city, voters, dots }) => [city ?? texts.otherCities, voters, dots])
	const columns: ReportColumn[] = [
		{ title: texts.city, share: 6 },
		{ title: texts.voters, share: 2 },
		{ title: texts.dots, share: 2 },
	]
	if (rows.length > 0) blocks.push({ type: 'table', columns, rows })
	return blocks
}

function rankedCards(
	cards: readonly CardResult[],
	scope: ReportScope,
	{ namesBoards }: { namesBoards: boolean },
): ReportBlock {
	const { texts, workshop } = scope
	const titles = new Map(workshop.sessions.flatMap(({ boards }) => boards.map(({ id, title }) => [id, title])))
	const boardOf = (card: CardResult) => titles.get(card.board) ?? ''
	const given = cards.map((card) => byCity(card.cities, scope))
	const hasCities = given.some((cities) => cities !== '')
	const columns: ReportColumn[] = [
		{ title: texts.rank, share: 1.3 },
		{ title: texts.card, share: 6 },
		...(namesBoards ? [{ title: texts.board, share: 2 }] : []),
		{ title: texts.dots, share: 1.3 },
		...(hasCities ? [{ title: texts.byCity, share: 3 }] : []),
	]
	const rows = cards.map((card, index): ReportCell[] => [
		card.rank,
		[votedCard(card, scope)],
		...(namesBoards ? [boardOf(card)] : []),
		card.dots,
		...(hasCities ? [given[index] ?? ''] : []),
	])
	return { type: 'table', columns, rows }
}

function votedCard({ kind, text }: CardResult, { labels }: ReportScope): ReportCard {
	const label = labels.kinds[kind]
	return {
		kind,
		label,
		text: shorten(plainText(text)),
		from: '',
		dots: '',
		reactions: '',
		details: [],
		image: null,
		links: [],
		action: null,
	}
}

/** Lists the dots of each city; empty if all cities are too small to be named. */
function byCity(cities: readonly CityDots[], { texts }: ReportScope): string {
	if (cities.every(({ city }) => city === null)) return ''
	const dotsOfCities = cities.map(({ city, dots }) => `${city ?? texts.otherCities} ${dots}`)
	return dotsOfCities.join(texts.comma)
}
