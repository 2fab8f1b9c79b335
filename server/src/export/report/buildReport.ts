import type { Board, BoardContent, Session } from '@charrette/shared'
import { boardSections, hasContent } from './boardSections.ts'
import { exchangeSections } from './exchangeSections.ts'
import type { Report, ReportSection } from './Report.ts'
import type { ReportOptions, ReportScope, ReportSource } from './ReportScope.ts'
import { createScope } from './ReportScope.ts'
import { agendaSection, citiesOf, peopleSection, summarySections } from './summarySections.ts'
import { voteSections } from './voteSections.ts'

/**
 * Builds a report of sessions: run sheets, a summary, all boards with content, votes, and
 * participants.
 */
export function buildReport(source: ReportSource, options: ReportOptions): Report {
	const scope = createScope(source, options)
	const { texts, sessions, workshop } = scope
	const [only] = sessions
	const isOne = sessions.length === 1 && only !== undefined
	const sections = isOne
		? [...agendaSection(only, scope, 1), ...summarySections(scope), ...sessionBody(only, scope, 1)]
		: [...summarySections(scope), ...sessions.flatMap((session) => wholeSession(session, scope))]
	const cities = citiesOf(scope)
	const people = workshop.participants.length
	const peopled = cities.filter((city) => city.people.length > 0).length
	return {
		...coverOf(scope),
		subtitle: isOne ? only.title : '',
		facts: [dateOf(scope), ...(people > 0 ? [texts.peopleFrom(people, peopled)] : [])],
		cities: { title: texts.cities, names: cities.map(({ name }) => name) },
		sections: [...sections, ...exchangeSections(scope), ...peopleSection(scope)],
	}
}

/** Builds a report of a single board with this content. */
export function buildBoardReport(
	{ board, content }: { board: Board; content: BoardContent },
	source: Omit<ReportSource, 'contents' | 'exchange'>,
	options: ReportOptions,
): Report {
	const scope = createScope({ ...source, exchange: null, contents: new Map([[board.id, content]]) }, options)
	const sections = boardSections(board, content, { scope, level: 1 })
	return { ...coverOf(scope), subtitle: board.title, facts: [dateOf(scope)], sections }
}

function coverOf({ locale, workshop, texts }: ReportScope): Report {
	return {
		locale,
		title: workshop.title,
		subtitle: '',
		kind: texts.report,
		facts: [],
		cities: { title: texts.cities, names: [] },
		contents: texts.contents,
		sections: [],
	}
}

function wholeSession(session: Session, scope: ReportScope): ReportSection[] {
	const head = { level: 1, title: session.title, startsPage: true, blocks: [] }
	return [head, ...agendaSection(session, scope, 2), ...sessionBody(session, scope, 2)]
}

function sessionBody(session: Session, scope: ReportScope, level: number): ReportSection[] {
	const boards = session.boards.flatMap((board) => {
		const content = scope.contents.get(board.id)
		return content && hasContent(content) ? boardSections(board, content, { scope, level }) : []
	})
	return [...boards, ...voteSections(session, scope, level)]
}

function dateOf({ at, zone, locale }: ReportScope): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at)
}
