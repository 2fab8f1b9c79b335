import type { Card, Participant } from '@charrette/shared'
import { nameKey } from '@charrette/shared'
import type { ReportCell, ReportColumn, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportSource.ts'

/** A city with who and what comes from it. */
export interface ToldCity {
	name: string
	people: Participant[]
	cards: Card[]
}

/** The cities of the workshop, its people and its cards, however they are written, in alphabetical order of the report's language. */
export function citiesOf({ workshop, contents, locale }: ReportScope): ToldCity[] {
	const byKey = new Map<string, ToldCity>()
	const cityOf = (name: string): ToldCity => {
		const found = byKey.get(nameKey(name)) ?? { name, people: [], cards: [] }
		byKey.set(nameKey(name), found)
		return found
	}
	for (const { name } of workshop.cities) cityOf(name)
	for (const person of workshop.participants) cityOf(person.city).people.push(person)
	for (const { cards } of contents.values()) for (const card of cards) cityOf(card.city).cards.push(card)
	byKey.delete('')
	return [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, locale))
}

/** Who took part, city by city, with how many cards each city has. The roster is told also where nobody is told who wrote what (ANON1). */
export function peopleSection(scope: ReportScope): ReportSection[] {
	const { namesPeople, paper, locale } = scope
	const columns: ReportColumn[] = [
		{ title: paper.city, share: 3 },
		{ title: paper.participants, share: 2 },
		...(namesPeople ? [{ title: paper.names, share: 6 }] : []),
		{ title: paper.cards, share: 1.4 },
	]
	const rows = citiesOf(scope)
		.filter(({ people, cards }) => people.length + cards.length > 0)
		.map(({ name, people, cards }): ReportCell[] => {
			const names = people.map((person) => person.name).sort((a, b) => a.localeCompare(b, locale))
			return [name, people.length, ...(namesPeople ? [names.join(paper.comma)] : []), cards.length]
		})
	if (rows.length === 0) return []
	return [{ level: 1, title: paper.participants, startsPage: true, blocks: [{ type: 'table', columns, rows }] }]
}
