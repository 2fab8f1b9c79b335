import {
	type Card,
	coverageOfObstacles,
	isShared,
	type JoinedObstacle,
	localize,
	plainText,
	type Session,
	type VoteResult,
} from '@charrette/shared'
import type { ReportBlock, ReportLine, ReportSection } from './Report.ts'
import { type ReportScope, shortLine } from './ReportScope.ts'
import { citiesText, splitCards } from './voteSections.ts'

/**
 * The first two pages of a report: what was asked, what many cities share, what won, what is open
 * and what is promised. Their lists are short enough for two pages of A4; the annexes continue
 * them, so that nothing is written twice (REP6).
 */
const SHOWN = { phases: 6, shared: 5, open: 4, actions: 5 }

/** Builds the sections of the first two pages. */
export function frontSections(scope: ReportScope): ReportSection[] {
	const { texts } = scope
	const section = (title: string, blocks: ReportBlock[]): ReportSection[] =>
		blocks.length > 0 ? [{ level: 2, title, startsPage: false, blocks }] : []
	return [
		...section(texts.front.asked, askedBlocks(scope)),
		...section(texts.front.shared, [...totals(scope), ...sharedBlocks(scope)]),
		...wonSections(scope),
		...section(texts.front.open, openBlocks(scope)),
		...section(texts.front.promised, promisedBlocks(scope)),
	]
}

/**
 * Builds the annexes that continue the first pages: the other obstacles that are shared or open,
 * and the other actions.
 */
export function continuedSections(scope: ReportScope): ReportSection[] {
	const { texts } = scope
	const obstacles = othersOf(scope)
	const actions = actionsOf(scope).slice(SHOWN.actions)
	const section = (title: string, lines: ReportLine[]): ReportSection[] =>
		lines.length > 0 ? [{ level: 1, title, startsPage: true, blocks: [{ type: 'lines', lines, more: '' }] }] : []
	return [
		...section(
			texts.front.moreObstacles,
			obstacles.map((joined) => obstacleLine(joined, scope)),
		),
		...section(
			texts.front.moreActions,
			actions.map((card) => actionLine(card, scope)),
		),
	]
}

function askedBlocks({ sessions, locale, texts }: ReportScope): ReportBlock[] {
	const asked = sessions.flatMap(({ phases, title }: Session) =>
		phases.flatMap((phase): ReportLine[] => {
			const prompt = plainText(localize(phase.prompt, locale)).trim()
			const name = [sessions.length > 1 ? title : '', localize(phase.title, locale)].filter(Boolean).join(' · ')
			return prompt === '' ? [] : [{ kind: null, mark: '', text: shortLine(`${name} — ${prompt}`), note: '' }]
		}),
	)
	return asked.length > 0 ? [linesOf(asked, SHOWN.phases, texts.front.more)] : []
}

/**
 * Builds the totals. A copy of a card on the plenary board counts once, together with its original
 * (FAN5d), and obstacles that say the same count once (SHARED1).
 */
function totals({ texts, counted, copies, obstacles: joined }: ReportScope): ReportBlock[] {
	const { obstacles, answered, open, shared } = coverageOfObstacles(joined)
	const figures = [
		{ value: counted.size, label: texts.cards },
		{ value: obstacles, label: texts.obstacles },
		{ value: answered, label: texts.answered },
		{ value: open, label: texts.open },
		{ value: shared, label: texts.shared },
	]
	const meter = { part: answered, whole: obstacles, label: texts.answeredOf(answered, obstacles) }
	return [
		{ type: 'figures', figures },
		...(copies > 0 ? [{ type: 'text' as const, text: texts.copies(copies) }] : []),
		...(obstacles > 0 ? [{ type: 'meter' as const, ...meter }] : []),
	]
}

/** The shared obstacles of the first pages: those of most cities. */
const sharedOf = ({ obstacles }: ReportScope) => obstacles.filter(isShared).slice(0, SHOWN.shared)

/** The open obstacles that are not among these. */
function openOf(scope: ReportScope): JoinedObstacle[] {
	const above = new Set(sharedOf(scope))
	return scope.obstacles.filter(
		(joined) => !joined.isAnswered && !above.has(joined) && joined.obstacles[0].text.trim() !== '',
	)
}

/** The shared and open obstacles that are not on the first pages. */
function othersOf(scope: ReportScope): JoinedObstacle[] {
	const above = new Set([...sharedOf(scope), ...openOf(scope).slice(0, SHOWN.open)])
	const open = new Set(openOf(scope))
	return scope.obstacles.filter((joined) => !above.has(joined) && (isShared(joined) || open.has(joined)))
}

function sharedBlocks(scope: ReportScope): ReportBlock[] {
	const { front } = scope.texts
	const lines = sharedOf(scope).map((joined) => obstacleLine(joined, scope))
	const others = scope.obstacles.filter(isShared).length - lines.length
	if (lines.length > 0) return [{ type: 'lines', lines, more: others > 0 ? front.more(others) : '' }]
	return scope.obstacles.length > 0 ? [{ type: 'text', text: front.noneShared }] : []
}

function openBlocks(scope: ReportScope): ReportBlock[] {
	const { front } = scope.texts
	const above = sharedOf(scope).filter(({ isAnswered }) => !isAnswered).length
	const lines = openOf(scope).map((joined) => obstacleLine(joined, scope))
	return [
		...(above > 0 ? [{ type: 'text' as const, text: front.openAbove(above) }] : []),
		...(lines.length > 0 ? [linesOf(lines, SHOWN.open, front.more)] : []),
	]
}

function obstacleLine({ obstacles, cities, isAnswered }: JoinedObstacle, scope: ReportScope): ReportLine {
	const { texts } = scope
	const boards = new Set(obstacles.map(({ board }) => scope.boardTitles.get(board) ?? ''))
	const [board, ...others] = boards
	return {
		kind: 'obstacle',
		mark: cities.length > 0 ? texts.front.cities(cities.length) : '',
		text: shortLine(obstacles[0].text),
		note: [
			citiesText(cities, texts),
			others.length > 0 ? texts.front.boards(boards.size) : board,
			isAnswered ? texts.answered : texts.unanswered,
		]
			.filter(Boolean)
			.join(' · '),
	}
}

/** The number of rows of all votes on the first pages, and of votes in any case. */
const VOTE_ROWS = 4
const MAX_VOTES = 6

/** Returns the number of cards of each vote on the first pages. */
export function winnersPerVote(results: readonly VoteResult[]): number {
	return Math.max(1, Math.floor(VOTE_ROWS / Math.max(1, results.length)))
}

function wonSections(scope: ReportScope): ReportSection[] {
	const { texts, results } = scope
	if (results.length === 0) return []
	const parts = results.slice(0, MAX_VOTES).map((result): ReportSection => {
		const { shown, others } = splitCards(result, winnersPerVote(results), scope)
		const more = others.length > 0 ? texts.front.more(others.length) : ''
		const blocks: ReportBlock[] = [
			{ type: 'text', text: texts.turnout(result.voters, result.people, result.dots) },
			...(shown.length > 0 ? [{ type: 'lines' as const, lines: shown, more }] : []),
		]
		return { level: 3, title: result.title, startsPage: false, blocks }
	})
	const others = results.length - parts.length
	const blocks: ReportBlock[] = others > 0 ? [{ type: 'text', text: texts.front.moreVotes(others) }] : []
	return [{ level: 2, title: texts.front.won, startsPage: false, blocks }, ...parts]
}

/** Returns the actions, each once, those with most dots first. */
function actionsOf({ counted }: ReportScope): Card[] {
	const actions = [...counted.keys()].filter(({ kind, text }) => kind === 'action' && text.trim() !== '')
	return actions.sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
}

function promisedBlocks(scope: ReportScope): ReportBlock[] {
	const actions = actionsOf(scope).map((card) => actionLine(card, scope))
	return actions.length > 0 ? [linesOf(actions, SHOWN.actions, scope.texts.front.more)] : []
}

function actionLine(card: Card, scope: ReportScope): ReportLine {
	const { text, author, city, votes } = card
	const { texts } = scope
	const by = [author, city].filter(Boolean).join(texts.comma)
	const note = [by, scope.counted.get(card), votes ? texts.dotsOf(votes) : ''].filter(Boolean).join(' · ')
	return { kind: 'action', mark: '', text: shortLine(text), note }
}

function linesOf(lines: ReportLine[], shown: number, more: (count: number) => string): ReportBlock {
	const others = lines.length - shown
	return { type: 'lines', lines: lines.slice(0, shown), more: others > 0 ? more(others) : '' }
}
