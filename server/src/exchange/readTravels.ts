import { groupTravels, LIMITS, type Locale, type TravelledIdea, type Travels, type Workshop } from '@charrette/shared'
import type { TravelledAdoption } from '../ports/PracticeStore.ts'
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
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	workshop: Workshop,
	{ locale, isMember }: TravelReader,
): Promise<Travels> {
	const found = await practices.adoptionsAround(workshop.id, LIMITS.maxTravels + 1)
	const visible = found
		.slice(0, LIMITS.maxTravels)
		.filter(({ adoption }) => isMember || adoption.workshop === workshop.id || adoption.isShown)
	return {
		travels: groupTravels(visible.flatMap((one) => toIdea(one, locale) ?? [])),
		isPartial: found.length > LIMITS.maxTravels,
	}
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
		report: [...report].length > MAX_REPORT_LENGTH ? `${[...report].slice(0, MAX_REPORT_LENGTH).join('')}…` : report,
		isShown,
	}
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
