import { nameKey } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import { createProcessPool } from '../workers/createProcessPool.ts'
import type { CityEntry } from './cityWorker.ts'
import type { NamedCity } from './findCities.ts'

const BOUNDS = { maxRunMs: 30_000, maxQueue: 20, maxMemoryMb: 192 }
/** Names of about a thousand cities. */
const MAX_CACHED_LETTERS = 2_000_000
/** A city without names takes up this much, too. */
const LETTERS_PER_ENTRY = 100
const MAX_IN_TASK = 500

/** The names of cities in all languages and scripts, from the list of `findCities`. */
export interface CityNames {
	/**
	 * Returns the folded names of each city, by the name that it has here. A city is missing if it is
	 * not in the list, or if the list cannot be read in time.
	 */
	namesOf(cities: readonly NamedCity[]): Promise<ReadonlyMap<string, readonly string[]>>
	/** Returns where a city is; null like a city that is missing above. */
	placeOf(city: NamedCity): Promise<Omit<CityEntry, 'names'> | null>
	close(): Promise<void>
}

/**
 * Reads the names of cities in a process of low priority, which ends when idle, and caches them.
 * Equal requests share one run, since a whole hall joins at once.
 */
export function createCityNames({ log, maxWaitMs }: { log: Logger; maxWaitMs: number }): CityNames {
	const cache = new LRUCache<string, CityEntry>({
		maxSize: MAX_CACHED_LETTERS,
		sizeCalculation: ({ names }) => names.reduce((sum, { length }) => sum + length, LETTERS_PER_ENTRY),
	})
	const pool = createProcessPool<readonly NamedCity[], CityEntry[]>({
		file: new URL('./cityWorker.js', import.meta.url),
		task: 'readCityNames',
		...BOUNDS,
	})
	const running = new Map<string, Promise<void>>()

	async function read(cities: readonly NamedCity[]): Promise<void> {
		const found = await pool.run(cities)
		for (const [at, city] of cities.entries()) cache.set(keyOf(city), found[at] ?? { names: [], country: '', at: null })
	}

	function readOnce(cities: readonly NamedCity[]): Promise<void> {
		const key = cities.map(keyOf).join('\n')
		const found =
			running.get(key) ??
			read(cities)
				.catch((error: unknown) => log.warn({ err: error }, 'names of cities not read'))
				.finally(() => running.delete(key))
		running.set(key, found)
		return found
	}

	async function readUnread(cities: readonly NamedCity[]): Promise<void> {
		const unread = cities.filter((city) => !cache.has(keyOf(city))).slice(0, MAX_IN_TASK)
		if (unread.length > 0) await withinTime(readOnce(unread), maxWaitMs)
	}

	return {
		async placeOf(city) {
			await readUnread([city])
			const entry = cache.get(keyOf(city))
			return entry?.at ? entry : null
		},
		async namesOf(cities) {
			await readUnread(cities)
			return new Map(
				cities.flatMap((city) => {
					const { names = [] } = cache.get(keyOf(city)) ?? {}
					return names.length > 0 ? [[city.name, names] as const] : []
				}),
			)
		},
		close: () => pool.close(),
	}
}

const keyOf = ({ name, country = '' }: NamedCity) => `${country} ${nameKey(name)}`

async function withinTime(done: Promise<void>, maxMs: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, maxMs)
	})
	await Promise.race([done, late])
	clearTimeout(timer)
}
