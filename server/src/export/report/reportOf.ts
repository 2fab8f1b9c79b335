import type { Board, BoardContent, Session } from '@charrette/shared'
import { boardSections, hasContent } from './boardSections.ts'
import { citiesOf, peopleSection } from './peopleSection.ts'
import type { Report, ReportSection } from './Report.ts'
import type { ReportScope, ReportSource, ReportWish } from './ReportSource.ts'
import { scopeOf } from './ReportSource.ts'
import { agendaSection, summarySections } from './summarySections.ts'
import { voteSections } from './voteSections.ts'

/** A report of these sessions: run sheet, summary, every board that has anything on it, votes, and who took part. */
export function reportOf(source: ReportSource, wish: ReportWish): Report {
	const scope = scopeOf(source, wish)
	const { paper, sessions, workshop } = scope
	const [only] = sessions
	const isOne = sessions.length === 1 && only !== undefined
	const told = isOne
		? [...agendaSection(only, scope, 1), ...summarySections(scope), ...sessionBody(only, scope, 1)]
		: [...summarySections(scope), ...sessions.flatMap((session) => wholeSession(session, scope))]
	const cities = citiesOf(scope)
	const people = workshop.participants.length
	const peopled = cities.filter((city) => city.people.length > 0).length
	return {
		...coverOf(scope),
		subtitle: isOne ? only.title : '',
		facts: [dateOf(scope), ...(people > 0 ? [paper.peopleFrom(people, peopled)] : [])],
		cities: { title: paper.cities, names: cities.map(({ name }) => name) },
		sections: [...told, ...peopleSection(scope)],
	}
}

/** A report of one board alone, on which `content` is. */
export function boardReportOf(
	{ board, content }: { board: Board; content: BoardContent },
	source: Omit<ReportSource, 'contents'>,
	wish: ReportWish,
): Report {
	const scope = scopeOf({ ...source, contents: new Map([[board.id, content]]) }, wish)
	const sections = boardSections(board, content, { scope, level: 1 })
	return { ...coverOf(scope), subtitle: board.title, facts: [dateOf(scope)], sections }
}

function coverOf({ locale, workshop, paper }: ReportScope): Report {
	return {
		locale,
		title: workshop.title,
		subtitle: '',
		kind: paper.report,
		facts: [],
		cities: { title: paper.cities, names: [] },
		contents: paper.contents,
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
