/**
 * The values by which searches filter, sort and count practices, in the memory of the search
 * thread. A broad query has thousands of matches. Counting them takes a hundred milliseconds in
 * SQL, and one millisecond here.
 */
import { type Locale, type Place, type PracticeId, readPlace } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type {
	FilterName,
	PracticeFilters,
	PracticeHits,
	PracticeReader,
	ReaderCity,
} from '../../ports/PracticeStore.ts'
import { NEAR_DEGREES } from '../sql/practiceHits.ts'

/** A listed practice. */
export interface CachedPractice {
	id: PracticeId
	visibility: string
	workshop: string | null
	at: number
	adoptions: number
	/** Indices of the entry's facet values. */
	facets: number[]
}

export interface ListedPracticeCache {
	/** Newest first. */
	entries: readonly CachedPractice[]
	/** The text of each row id: the index of its entry, and its language. */
	texts: ReadonlyMap<number, { entry: number; locale: Locale }>
	/** Returns whether an entry has a value, such as a category. */
	has(entry: CachedPractice, name: FilterName, value: string): boolean
	/** Returns the predicate for entries of cities near this place; without a place, of none. */
	isNear(at: ReaderCity['at']): (entry: CachedPractice) => boolean
	/** Returns the predicate for entries that a reader may see and that pass the filters. */
	filterFor(reader: PracticeReader, filters: PracticeFilters): (entry: CachedPractice) => boolean
	/** Returns the number of entries with each value. */
	count(entries: Iterable<CachedPractice>): PracticeHits['counts']
}

/**
 * Returns a function that returns the cache and reads it again if `version` has changed. It has
 * to be called in the transaction of the search.
 */
export function cacheListedPractices(database: Database, version: () => number): () => ListedPracticeCache {
	const practices = database.prepare<[], Omit<CachedPractice, 'facets'>>(
		'SELECT id, visibility, workshop, at, adoptions FROM listed_practice ORDER BY at DESC, id',
	)
	// One row for each value with all its practices: one row for each value of each practice would
	// take five times as long to read. Ids contain no white space.
	const facets = database
		.prepare<[], [FilterName, string, string]>(
			'SELECT name, value, group_concat(practice, char(10)) FROM practice_facet GROUP BY name, value',
		)
		.raw()
	const texts = database.prepare<[], [number, string, Locale]>('SELECT id, practice, locale FROM practice_text').raw()
	let cached: { version: number; cache: ListedPracticeCache } | null = null

	function read(): ListedPracticeCache {
		const entries = new Map<string, CachedPractice>()
		for (const practice of practices.all()) entries.set(practice.id, { ...practice, facets: [] })
		const values = new Map<string, number>()
		for (const [name, value, ids] of facets.all()) {
			const facet = values.size
			values.set(facetKey(name, value), facet)
			for (const id of ids.split('\n')) entries.get(id)?.facets.push(facet)
		}
		const indices = new Map([...entries.keys()].map((id, index) => [id, index]))
		const byText = new Map<number, { entry: number; locale: Locale }>()
		for (const [row, practice, locale] of texts.all()) {
			const entry = indices.get(practice)
			if (entry !== undefined) byText.set(row, { entry, locale })
		}
		return createCache([...entries.values()], byText, values)
	}

	return () => {
		const now = version()
		if (cached?.version !== now) cached = { version: now, cache: read() }
		return cached.cache
	}
}

const facetKey = (name: string, value: string) => `${name} ${value}`

function createCache(
	entries: readonly CachedPractice[],
	texts: ListedPracticeCache['texts'],
	values: ReadonlyMap<string, number>,
): ListedPracticeCache {
	const names = [...values.keys()].map((key) => key.split(' ', 1)[0] as FilterName)
	return {
		entries,
		texts,
		has: ({ facets }, name, value) => facets.includes(values.get(facetKey(name, value)) ?? -1),
		isNear(at) {
			if (!at) return () => false
			const near = new Set<number>()
			for (const [key, facet] of values)
				if (names[facet] === 'place' && isWithin(at, readPlace(key.slice('place '.length)))) near.add(facet)
			return ({ facets }) => facets.some((facet) => near.has(facet))
		},
		filterFor({ workshop }, filters) {
			const allowed = (Object.entries(filters) as [FilterName, readonly unknown[]][])
				.filter(([, chosen]) => chosen.length > 0)
				.map(([name, chosen]) => new Set(chosen.map((value) => values.get(facetKey(name, String(value))) ?? -1)))
			const isSeen = (entry: CachedPractice) =>
				entry.visibility === 'public' ||
				(workshop !== null && (entry.visibility !== 'workshop' || entry.workshop === workshop))
			return (entry) => isSeen(entry) && allowed.every((some) => entry.facets.some((facet) => some.has(facet)))
		},
		count(counted) {
			const numbers = new Uint32Array(values.size)
			for (const { facets } of counted) for (const facet of facets) numbers[facet] = (numbers[facet] ?? 0) + 1
			const counts: PracticeHits['counts'] = {}
			for (const [key, facet] of values) {
				const name = names[facet]
				const number = numbers[facet] ?? 0
				if (name && number > 0) counts[name] = { ...counts[name], [key.slice(name.length + 1)]: number }
			}
			return counts
		},
	}
}

/** Returns whether a place is near, by a distance that is exact enough for some hundred km. */
function isWithin(at: NonNullable<ReaderCity['at']>, place: Place | null): boolean {
	if (!place) return false
	const across = Math.abs(place.longitude - at.longitude)
	const east = Math.min(across, 360 - across) * Math.cos((at.latitude * Math.PI) / 180)
	return Math.hypot(east, place.latitude - at.latitude) <= NEAR_DEGREES
}
