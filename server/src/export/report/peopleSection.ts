import { nameKey } from '@charrette/shared'
import type { ReportCell, ReportColumn, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportSource.ts'

/** The cities that people and cards come from, however they are written, in alphabetical order of the report's language. */
export function citiesOf({ workshop, contents, locale }: ReportScope): string[] {
	const cards = [...contents.values()].flatMap((content) => content.cards)
	const all = [
		...workshop.cities.map(({ name }) => name),
		...[...workshop.participants, ...cards].map(({ city }) => city),
	]
	const byKey = new Map<string, string>()
	for (const city of all) if (nameKey(city) !== '' && !byKey.has(nameKey(city))) byKey.set(nameKey(city), city)
	return [...byKey.values()].sort((a, b) => a.localeCompare(b, locale))
}

/** Who took part, city by city, with how many cards each city has. The roster is told also where nobody is told who wrote what (ANON1). */
export function peopleSection(scope: ReportScope): ReportSection[] {
	const { workshop, contents, namesPeople, paper, locale } = scope
	const cards = [...contents.values()].flatMap((content) => content.cards)
	const isOf = (city: string) => (one: { city: string }) => nameKey(one.city) === nameKey(city)
	const columns: ReportColumn[] = [
		{ title: paper.city, share: 3 },
		{ title: paper.participants, share: 2 },
		...(namesPeople ? [{ title: paper.names, share: 6 }] : []),
		{ title: paper.cards, share: 1.4 },
	]
	const rows = citiesOf(scope).flatMap((city): ReportCell[][] => {
		const people = workshop.participants.filter(isOf(city))
		const written = cards.filter(isOf(city)).length
		if (people.length + written === 0) return []
		const names = people.map(({ name }) => name).sort((a, b) => a.localeCompare(b, locale))
		const told = namesPeople ? [names.join(locale === 'zh-CN' ? '，' : ', ')] : []
		return [[city, people.length, ...told, written]]
	})
	if (rows.length === 0) return []
	return [{ level: 1, title: paper.participants, startsPage: true, blocks: [{ type: 'table', columns, rows }] }]
}
