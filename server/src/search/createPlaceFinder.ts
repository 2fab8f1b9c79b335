import { nameKey } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { NamedCity } from '../cities/findCities.ts'
import { createProcessPool } from '../workers/createProcessPool.ts'

const BOUNDS = { maxRunMs: 30_000, maxQueue: 10, maxMemoryMb: 192 }
/** Cities whose places are remembered. @limit exchange: looked up again */
const MAX_CACHED = 5000

/** Finds the places of cities in the list of cities (`readPlace`). */
export interface PlaceFinder {
	/**
	 * Returns the place of each city, in order; null for a city that is not in the list, or if the
	 * list could not be read.
	 */
	placesOf(cities: readonly NamedCity[]): Promise<(string | null)[]>
	close(): Promise<void>
}

/** Creates a finder that reads the list in a process of low priority, which ends when idle. */
export function createPlaceFinder({ log }: { log: Logger }): PlaceFinder {
	const cache = new LRUCache<string, { place: string | null }>({ max: MAX_CACHED })
	const pool = createProcessPool<readonly NamedCity[], (string | null)[]>({
		file: new URL('./placeWorker.js', import.meta.url),
		task: 'findPlaces',
		...BOUNDS,
	})
	return {
		async placesOf(cities) {
			const unknown = cities.filter((city) => city.name !== '' && !cache.has(keyOf(city)))
			if (unknown.length > 0)
				try {
					const places = await pool.run(unknown)
					for (const [at, city] of unknown.entries()) cache.set(keyOf(city), { place: places[at] ?? null })
				} catch (error) {
					log.warn({ err: error }, 'places of cities not read')
				}
			return cities.map((city) => cache.get(keyOf(city))?.place ?? null)
		},
		close: () => pool.close(),
	}
}

const keyOf = ({ name, country = '' }: NamedCity) => `${country} ${nameKey(name)}`
