import {
	groupTravels,
	LIMITS,
	type Locale,
	nameKey,
	type Travel,
	type TravelledIdea,
	type Travels,
	type Workshop,
} from '@charrette/shared'
import type { TravelledAdoption, TravelledReport } from '../ports/PracticeStore.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'

/** Maximum length of a report in the list. The adoption has the whole report. */
const MAX_REPORT_LENGTH = 300

interface TravelReader {
	locale: Locale
	/**
	 * Whether the reader is a member of the workshop, who sees every adoption of its practices
	 * (ADOPT2). A projector and a file show others' adoptions only with their consent.
	 */
	isMember: boolean
}

/**
 * Returns the travels of ideas from and to a workshop (TRAVEL1): the ideas that it adopted, and the
 * adoptions of its own. Names of people are left out.
 */
export async function readTravels(
	{ practices, placeFinder, now }: Pick<ExchangeDeps, 'practices' | 'placeFinder' | 'now'>,
	workshop: Workshop,
	{ locale, isMember }: TravelReader,
): Promise<Travels> {
	const found = await practices.adoptionsAround(workshop.id, LIMITS.maxTravels + 1)
	const reports = await practices.adoptionReportsAround(workshop.id, LIMITS.maxTravels + 1)
	const reported = reports
		.slice(0, LIMITS.maxTravels)
		.flatMap((one) => toReportedIdea(one, { locale, now: now() }) ?? [])
	const visible = found
		.slice(0, LIMITS.maxTravels)
		.filter(({ adoption }) => isMember || adoption.workshop === workshop.id || adoption.isShown)
	const travels = groupTravels([...visible.flatMap((one) => toIdea(one, locale) ?? []), ...reported])
	return {
		travels,
		isPartial: Math.max(found.length, reports.length) > LIMITS.maxTravels,
		places: await placesIn({ placeFinder }, travels, countriesOf(visible, reports)),
	}
}

/** Returns the countries of cities by `nameKey`, as far as people gave them. */
function countriesOf(
	adoptions: readonly TravelledAdoption[],
	reports: readonly TravelledReport[],
): ReadonlyMap<string, string> {
	const given = [...adoptions, ...reports].flatMap(({ source }) => (source ? [{ ...source, name: source.city }] : []))
	const own = adoptions.map(({ adoption }) => adoption.city)
	const others = reports.flatMap(({ signed: { notice } }) =>
		notice.kind === 'adoption' && notice.adoption ? [{ ...notice.adoption, name: notice.adoption.city }] : [],
	)
	return new Map(
		[...given, ...own, ...others].flatMap(({ name, country }) => (country ? [[nameKey(name), country]] : [])),
	)
}

/** Returns the places of the cities that are in the most travels (MAP2). */
async function placesIn(
	{ placeFinder }: Pick<ExchangeDeps, 'placeFinder'>,
	travels: readonly Travel[],
	countries: ReadonlyMap<string, string>,
): Promise<Record<string, string>> {
	const names = new Map(travels.flatMap(({ from, to }) => [from, to]).map((name) => [nameKey(name), name]))
	const cities = [...names].slice(0, LIMITS.maxPlaces)
	const places = await placeFinder.placesOf(cities.map(([key, name]) => ({ name, country: countries.get(key) })))
	return Object.fromEntries(cities.flatMap(([key], index) => (places[index] ? [[key, places[index]]] : [])))
}

/** Returns the idea of an adoption; null if nothing is stored of its source any more. */
function toIdea(travelled: TravelledAdoption, locale: Locale): (TravelledIdea & { from: string; to: string }) | null {
	const given = sourceOf(travelled, locale)
	if (!given) return null
	const { practice, status, statusAt, createdAt, report, isShown, city } = travelled.adoption
	return {
		...given,
		to: city.name,
		practice,
		status,
		at: statusAt[status] ?? createdAt,
		report: cut(report),
		isShown,
	}
}

function cut(report: string): string {
	const characters = [...report]
	return characters.length > MAX_REPORT_LENGTH ? `${characters.slice(0, MAX_REPORT_LENGTH).join('')}…` : report
}

/** Returns the idea of an adoption on another server, which its city shows (RETURN3). */
function toReportedIdea(
	{ signed: { notice, server }, source }: TravelledReport,
	{ locale, now }: { locale: Locale; now: number },
): (TravelledIdea & { from: string; to: string }) | null {
	if (notice.kind !== 'adoption' || !notice.adoption) return null
	const { city, status, report } = notice.adoption
	const title = source.titles[locale] ?? source.titles[source.original] ?? ''
	const place = {
		from: source.city,
		to: city,
		...(server.url && URL.canParse(server.url) && { server: new URL(server.url).host }),
	}
	const idea = { kind: 'practice', title, practice: notice.practice, status, report: cut(report) } as const
	return { ...place, ...idea, at: Math.min(notice.at, now), isShown: true }
}

function sourceOf(
	{ adoption: { solution }, source }: TravelledAdoption,
	locale: Locale,
): (Pick<TravelledIdea, 'kind' | 'title'> & { from: string }) | null {
	if (solution) return { kind: 'solution', title: solution.text, from: solution.from.city || solution.from.workshop }
	if (!source) return null
	const title = source.titles[locale] ?? source.titles[source.original] ?? ''
	return { kind: 'practice', title, from: source.city }
}
