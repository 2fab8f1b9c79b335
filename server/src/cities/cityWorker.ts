import { type FoundCity, findCities, type NamedCity } from './findCities.ts'

/** All names of a city, folded, and where it is; `names` is empty for a city not in the list. */
export interface CityEntry extends Pick<FoundCity, 'names' | 'country'> {
	at: Pick<FoundCity, 'latitude' | 'longitude'> | null
}

/** Returns the names and the place of each city. */
export function readCityNames(cities: readonly NamedCity[]): CityEntry[] {
	const found = findCities(cities)
	return cities.map((city) => {
		const one = found.get(city)
		if (!one) return { names: [], country: '', at: null }
		const { names, country, latitude, longitude } = one
		return { names, country, at: { latitude, longitude } }
	})
}
