import type { PublishedPractice } from '@charrette/shared'
import { localesOf } from '@charrette/shared'
import type { CitySize, FilterName } from '../ports/PracticeStore.ts'

/** The sizes of cities, each with its largest number of people. */
const SIZES: readonly (readonly [CitySize, number])[] = [
	['S', 100_000],
	['M', 500_000],
	['L', 2_000_000],
	['XL', Number.POSITIVE_INFINITY],
]

/** Returns the values by which a practice is filtered, except the statuses of its adoptions. */
export function collectFacets(practice: PublishedPractice, place?: string): { name: FilterName; value: string }[] {
	const { themes, categories, sdgs, city, startedOn, evidence } = practice.facts
	const size = city.population === undefined ? null : sizeOf(city.population)
	const values: Partial<Record<FilterName, readonly (string | number)[]>> = {
		theme: themes,
		category: categories,
		sdg: sdgs,
		country: city.country ? [city.country] : [],
		language: localesOf(practice),
		year: startedOn ? [startedOn.slice(0, 4)] : [],
		size: size ? [size] : [],
		place: place === undefined ? [] : [place],
		progress: evidence?.progress ? [evidence.progress] : [],
	}
	return Object.entries(values).flatMap(([name, all]) =>
		all.map((value) => ({ name: name as FilterName, value: String(value) })),
	)
}

/** Returns the size of a city with this many people. */
export function sizeOf(population: number): CitySize {
	return SIZES.find(([, below]) => population < below)?.[0] ?? 'XL'
}
