import type { Board, BoardContent, Session } from '@charrette/shared'
import { boardSections, hasContent } from './boardSections.ts'
import { exchangeSections } from './exchangeSections.ts'
import { continuedSections, frontSections, winnersPerVote } from './frontSections.ts'
import type { Report, ReportSection } from './Report.ts'
import type { ReportOptions, ReportScope, ReportSource } from './ReportScope.ts'
import { createScope } from './ReportScope.ts'
import { agendaSection, boardsSection, citiesOf, peopleSection } from './summarySections.ts'
import { boardVotes, voteSections } from './voteSections.ts'

/**
 * Builds a report of sessions: the first two pages, and annexes with what follows from them, run
 * sheets, votes, all boards with content, and participants.
 */
export function buildReport(source: ReportSource, options: ReportOptions): Report {
	const scope = createScope(source, options)
	const { texts, sessions, workshop } = scope
	const [only] = sessions
	const isOne = sessions.length === 1 && only !== undefined
	const cities = citiesOf(scope)
	const people = workshop.participants.length
	const peopled = cities.filter((city) => city.people.length > 0).length
	return {
		...coverOf(scope),
		subtitle: isOne ? only.title : '',
		facts: [dateOf(scope), ...(people > 0 ? [texts.peopleFrom(people, peopled)] : []), ...noteOf(scope)],
		cities: cities.length > 0 ? texts.citiesAre(cities.map(({ name }) => name).join(' · ')) : '',
		front: frontSections(scope),
		sections: [
			...continuedSections(scope),
			...voteSections(scope, winnersPerVote(scope.results)),
			...(isOne ? agendaSection(only, scope, 1) : []),
			...boardsSection(scope),
			...(isOne ? boardsOf(only, scope, 1) : sessions.flatMap((session) => wholeSession(session, scope))),
			...exchangeSections(scope),
			...peopleSection(scope),
		],
	}
}

/** Builds a report of a single board with this content. */
export function buildBoardReport(
	{ board, content }: { board: Board; content: BoardContent },
	source: Omit<ReportSource, 'contents' | 'exchange'>,
	options: ReportOptions,
): Report {
	const scope = createScope({ ...source, exchange: null, contents: new Map([[board.id, content]]) }, options)
	const votes = boardVotes(board, scope).map((section) => ({ level: 2, startsPage: false, ...section }))
	const sections = [...boardSections(board, content, { scope, level: 1 }), ...votes]
	return { ...coverOf(scope), subtitle: board.title, facts: [dateOf(scope), ...noteOf(scope)], sections }
}

function coverOf({ locale, workshop, texts }: ReportScope): Report {
	return {
		locale,
		title: workshop.title,
		subtitle: '',
		kind: texts.report,
		facts: [],
		cities: '',
		contents: texts.contents,
		front: [],
		sections: [],
	}
}

function wholeSession(session: Session, scope: ReportScope): ReportSection[] {
	const head = { level: 1, title: session.title, startsPage: true, blocks: [] }
	return [head, ...agendaSection(session, scope, 2), ...boardsOf(session, scope, 2)]
}

function boardsOf({ boards }: Session, scope: ReportScope, level: number): ReportSection[] {
	return boards.flatMap((board) => {
		const content = scope.contents.get(board.id)
		return content && hasContent(content) ? boardSections(board, content, { scope, level }) : []
	})
}

function noteOf({ note }: ReportScope): string[] {
	return note ? [note] : []
}

function dateOf({ at, zone, locale }: ReportScope): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at)
}
