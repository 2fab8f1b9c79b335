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
export function collectFacets(practice: PublishedPractice): { name: FilterName; value: string }[] {
	const { themes, categories, sdgs, city, startedOn } = practice.facts
	const size = city.population === undefined ? null : sizeOf(city.population)
	const values: Partial<Record<FilterName, readonly (string | number)[]>> = {
		theme: themes,
		category: categories,
		sdg: sdgs,
		country: city.country ? [city.country] : [],
		language: localesOf(practice),
		year: startedOn ? [startedOn.slice(0, 4)] : [],
		size: size ? [size] : [],
	}
	return Object.entries(values).flatMap(([name, all]) =>
		all.map((value) => ({ name: name as FilterName, value: String(value) })),
	)
}

function sizeOf(population: number): CitySize {
	return SIZES.find(([, below]) => population < below)?.[0] ?? 'XL'
}
