import type { Locale, PracticeTexts, PublishedPractice } from '@charrette/shared'
import {
	domainTextsIn,
	indexTerms,
	LOCALES,
	localesOf,
	practiceNamesIn,
	toSimplified,
	writePlace,
} from '@charrette/shared'
import { type FoundCity, findCities, type NamedCity } from '../cities/findCities.ts'
import type { IndexedText } from '../ports/PracticeStore.ts'

/** Number of names of one city in other languages. */
const MAX_NAMES = 80
/** Cities that a process remembers: its next practices are often of the same cities. */
const MAX_KNOWN = 1000
const known = new Map<string, FoundCity | undefined>()
const LATIN_OR_HAN = /^[\p{Script=Latin}\p{Script=Han}\s'’.-]+$/u

/**
 * Returns the search terms of each practice, with the names of its city in other languages. It
 * reads the list of cities once, and takes some milliseconds for each text, so it runs in a worker.
 */
export function indexPractices(practices: readonly PublishedPractice[]): IndexedText[][] {
	const cities = practices.map(({ facts: { city }, provenance }) => ({ ...city, name: city.name || provenance.city }))
	const found = lookUp(cities)
	return practices.map((practice, index) => indexPractice(practice, found[index]))
}

/** Returns the place of each city (`readPlace`); null for one that is not in the list. */
export function findPlaces(cities: readonly NamedCity[]): (string | null)[] {
	return lookUp(cities).map((city) => (city ? placeOf(city) : null))
}

/** Returns each city, and reads the list only for cities that were not looked up before. */
function lookUp(cities: readonly NamedCity[]): (FoundCity | undefined)[] {
	const unread = cities.filter((city) => !known.has(keyOf(city)))
	const found = findCities(unread)
	const all = cities.map((city) => known.get(keyOf(city)) ?? found.get(city))
	if (known.size + unread.length > MAX_KNOWN) known.clear()
	for (const city of unread.slice(0, MAX_KNOWN)) known.set(keyOf(city), found.get(city))
	return all
}

const keyOf = ({ name, country = '' }: NamedCity) => `${country} ${name}`

/** Returns the search terms of a practice, by language. */
export function indexPractice(practice: PublishedPractice, city?: FoundCity): IndexedText[] {
	const labels = LOCALES.map((locale) => indexTerms(labelsOf(practice, locale), locale)).join(' ')
	const names = city ? indexTerms(otherNamesOf(city), 'zh-CN') : ''
	return localesOf(practice).map((locale) => {
		const { title = '', abstract = '', ...sections } = practice.texts[locale]?.texts ?? {}
		return {
			locale,
			title: indexTerms(title, locale),
			abstract: indexTerms(abstract, locale),
			body: indexTerms(bodyOf(sections, practice), locale),
			labels,
			names,
			...(city && { place: placeOf(city) }),
		}
	})
}

/** Returns the names of a city in the scripts of the four languages. Without stems. */
function otherNamesOf({ names }: FoundCity): string {
	return names
		.filter((name) => LATIN_OR_HAN.test(name))
		.slice(0, MAX_NAMES)
		.join('\n')
}

/** Returns the place of a city (`readPlace`). A city of China also has its Chinese name. */
function placeOf({ country, latitude, longitude, name, names }: FoundCity): string {
	const han = country === 'CN' ? names.find((one) => /^\p{Script=Han}+(?<!市)$/u.test(one)) : undefined
	return writePlace({ country, latitude, longitude, name, ...(han && { chinese: toSimplified(han) }) })
}

function bodyOf(sections: PracticeTexts, { facts }: PublishedPractice): string {
	return [...Object.values(sections), ...facts.obstacles.map(({ text }) => text)].join('\n')
}

/** Returns the names by which a practice is found in any language. */
function labelsOf({ facts, provenance }: PublishedPractice, locale: Locale): string {
	const { themes, sdgs } = practiceNamesIn(locale)
	const { categories } = domainTextsIn(locale)
	const country = facts.city.country && new Intl.DisplayNames([locale], { type: 'region' }).of(facts.city.country)
	return [
		facts.city.name,
		facts.city.region,
		country,
		provenance.city,
		...facts.themes.map((theme) => themes[theme]),
		...facts.categories.map((category) => categories[category]),
		...facts.sdgs.map((goal) => sdgs[goal - 1]),
	]
		.filter(Boolean)
		.join('\n')
}
