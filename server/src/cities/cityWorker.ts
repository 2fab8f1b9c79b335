import { findCities, type NamedCity } from './findCities.ts'

/** Returns all names of each city, folded; none for a city that is not in the list. */
export function readCityNames(cities: readonly NamedCity[]): string[][] {
	const found = findCities(cities)
	return cities.map((city) => found.get(city)?.names ?? [])
}
