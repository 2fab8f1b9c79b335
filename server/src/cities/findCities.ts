import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { foldText, nameKey } from '@charrette/shared'
import { CITIES_FILE } from '../paths.ts'

/** A city to look up: its name in any language, and its country (ISO 3166) if known. */
export interface NamedCity {
	name: string
	country?: string | undefined
}

/** A city of the list. */
export interface FoundCity {
	name: string
	country: string
	latitude: number
	longitude: number
	/** All its names, folded (`cityKeys`), with the name itself. */
	names: string[]
}

/**
 * Looks up cities in a list of GeoNames (CC BY 4.0) by any of their names: capitals, and cities of
 * 15,000 people or more. Of several cities with the same name, the most populous one in the given
 * country wins. The list is read on each call and not cached: reading takes a tenth of a second,
 * and the list takes many megabytes.
 */
export function findCities<City extends NamedCity>(cities: readonly City[]): Map<City, FoundCity> {
	const wanted = indexNames(cities)
	const found = new Map<City, FoundCity>()
	if (wanted.size === 0) return found
	for (const line of gunzipSync(readFileSync(CITIES_FILE)).toString('utf8').split('\n')) {
		const [country = '', latitude, longitude, name = '', names = ''] = line.split('\t')
		const keys = names.split('|')
		for (const key of keys)
			for (const city of wanted.get(key) ?? []) {
				if (found.has(city) || (city.country ?? country).toUpperCase() !== country) continue
				found.set(city, { name, country, latitude: Number(latitude), longitude: Number(longitude), names: keys })
			}
	}
	return found
}

function indexNames<City extends NamedCity>(cities: readonly City[]): Map<string, City[]> {
	const wanted = new Map<string, City[]>()
	for (const city of cities)
		for (const key of cityKeys(city.name)) {
			const sharing = wanted.get(key)
			if (sharing) sharing.push(city)
			else wanted.set(key, [city])
		}
	return wanted
}

/**
 * Returns the keys that a city is looked up by: the whole name, the part before a comma or bracket,
 * and that part without the Chinese word for city.
 */
export function cityKeys(name: string): Set<string> {
	const whole = foldText(nameKey(name))
	const first = whole.replace(/[,，、;(（/·].*$/u, '').trim()
	return new Set([whole, first, first.replace(/市$/u, '')].filter((key) => key !== ''))
}
