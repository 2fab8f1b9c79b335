import { type Card, citiesOfCard, localize, nameKey, type Participant, type Session } from '@charrette/shared'
import { hasContent } from './boardSections.ts'
import type { ReportBlock, ReportCell, ReportColumn, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportScope.ts'

/** Builds the run sheet of a session. */
export function agendaSection({ phases }: Session, { texts, locale }: ReportScope, level: number): ReportSection[] {
	if (phases.length === 0) return []
	const columns: ReportColumn[] = [
		{ title: texts.phase, share: 4 },
		{ title: texts.prompt, share: 7 },
		{ title: texts.minutes, share: 1.6 },
	]
	const rows = phases.map(({ title, prompt, minutes }): ReportCell[] => [
		localize(title, locale),
		localize(prompt, locale),
		minutes > 0 ? minutes : '',
	])
	const total = phases.reduce((sum, { minutes }) => sum + minutes, 0)
	if (total > 0) rows.push([texts.total, '', total])
	return [{ level, title: texts.agenda, startsPage: level === 1, blocks: [{ type: 'table', columns, rows }] }]
}

/** Builds the table of all boards with their totals. */
export function boardsSection(scope: ReportScope): ReportSection[] {
	const blocks = byBoard(scope)
	return blocks.length > 0 ? [{ level: 1, title: scope.texts.byBoard, startsPage: false, blocks }] : []
}

function byBoard({ sessions, contents, texts }: ReportScope): ReportBlock[] {
	const boards = sessions.flatMap((session) =>
		session.boards.flatMap((board) => {
			const content = contents.get(board.id)
			const title = sessions.length > 1 ? `${session.title} · ${board.title}` : board.title
			return content ? [{ title, content }] : []
		}),
	)
	const columns = [
		{ title: texts.board, share: 4 },
		...[texts.cards, texts.obstacles, texts.answered, texts.open].map((title) => ({ title, share: 1.6 })),
	]
	const rows = boards
		.filter(({ content }) => hasContent(content))
		.map(({ title, content: { cards, coverage } }) => {
			return [title, cards.length, coverage.obstacles, coverage.answered, coverage.open]
		})
	const empty = boards.filter(({ content }) => !hasContent(content)).map(({ title }) => title)
	return [
		...(rows.length > 0 ? [{ type: 'table' as const, columns, rows }] : []),
		...(empty.length > 0 ? [{ type: 'text' as const, text: texts.nothingOn(empty.join(texts.comma)) }] : []),
	]
}

/** A city with its participants and cards. */
export interface ReportCity {
	name: string
	people: Participant[]
	cards: Card[]
}

/**
 * Returns the cities of the workshop, its participants and cards, sorted in the language of the
 * report. Ignores differences in case and spacing.
 */
export function citiesOf(scope: ReportScope): ReportCity[] {
	const { workshop, locale } = scope
	const byKey = new Map<string, ReportCity>()
	const cityOf = (name: string): ReportCity => {
		const found = byKey.get(nameKey(name)) ?? { name, people: [], cards: [] }
		byKey.set(nameKey(name), found)
		return found
	}
	for (const { name } of workshop.cities) cityOf(name)
	for (const person of workshop.participants) cityOf(person.city).people.push(person)
	for (const card of scope.counted.keys()) for (const city of citiesOfCard(card)) cityOf(city).cards.push(card)
	byKey.delete('')
	return [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, locale))
}

/**
 * Builds a table of participants and the number of cards by city. Anonymity hides authors, not
 * participants (ANON1).
 */
export function peopleSection(scope: ReportScope): ReportSection[] {
	const { namesPeople, texts, locale } = scope
	const columns: ReportColumn[] = [
		{ title: texts.city, share: 3 },
		{ title: texts.participants, share: 2 },
		...(namesPeople ? [{ title: texts.names, share: 6 }] : []),
		{ title: texts.cards, share: 1.4 },
	]
	const rows = citiesOf(scope)
		.filter(({ people, cards }) => people.length + cards.length > 0)
		.map(({ name, people, cards }): ReportCell[] => {
			const names = people.map((person) => person.name).sort((a, b) => a.localeCompare(b, locale))
			return [name, people.length, ...(namesPeople ? [names.join(texts.comma)] : []), cards.length]
		})
	if (rows.length === 0) return []
	return [{ level: 1, title: texts.participants, startsPage: true, blocks: [{ type: 'table', columns, rows }] }]
}
