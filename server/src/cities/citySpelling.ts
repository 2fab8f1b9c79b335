import { nameKey, type Workshop } from '@charrette/shared'
import type { CityNames } from './createCityNames.ts'
import { cityKeys, type NamedCity } from './findCities.ts'

type CitiesOfWorkshop = Pick<Workshop, 'cities' | 'participants'>

/** Returns a typed city as the workshop spells it; any other city as it was typed. */
export type CitySpelling = (workshop: CitiesOfWorkshop, typed: string) => string

/**
 * Reads the names of a workshop's cities, so that a city typed in different scripts is one city
 * (PEOPLE5): 广州 joins Guangzhou, and Wuhan joins 武汉. The suggested cities come first, then those of
 * participants. A city with exactly the typed name needs no other names.
 */
export async function readSpellings(
	{ cityNames }: { cityNames: Pick<CityNames, 'namesOf'> },
	workshop: CitiesOfWorkshop,
	typed: string,
): Promise<CitySpelling> {
	const isKnown = nameKey(typed) === '' || exactly(workshop, typed) !== undefined
	const names = isKnown ? new Map<string, readonly string[]>() : await cityNames.namesOf(citiesOf(workshop))
	return (now, city) => {
		const keys = cityKeys(city)
		const isSame = ({ name }: NamedCity) => names.get(name)?.some((other) => keys.has(other))
		return (exactly(now, city) ?? citiesOf(now).find(isSame))?.name ?? city
	}
}

function exactly(workshop: CitiesOfWorkshop, typed: string): NamedCity | undefined {
	const key = nameKey(typed)
	return citiesOf(workshop).find(({ name }) => nameKey(name) === key)
}

/** Returns the suggested cities of a workshop and those of its participants, each once. */
function citiesOf({ cities, participants }: CitiesOfWorkshop): NamedCity[] {
	const found = new Map<string, NamedCity>(cities.map((city) => [nameKey(city.name), city]))
	for (const { city } of participants) if (city && !found.has(nameKey(city))) found.set(nameKey(city), { name: city })
	return [...found.values()]
}
