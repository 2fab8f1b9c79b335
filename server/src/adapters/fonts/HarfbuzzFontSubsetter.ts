import type { FontRequest, FontSubsets } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { FontSubsetter } from '../../ports/FontSubsetter.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'

const MAX_CACHED_BYTES = 8 * 1024 * 1024
/**
 * The process keeps whole fonts in memory, so it serves many requests and stays idle for long
 * before it ends.
 */
const BOUNDS = { maxRunMs: 30_000, maxQueue: 256, maxMemoryMb: 512, idleMs: 60_000 }

/**
 * Subsets fonts with harfbuzz in a process, one request at a time. The latest results are cached.
 */
export function createHarfbuzzFontSubsetter(): FontSubsetter {
	const cache = createSubsetCache(MAX_CACHED_BYTES)
	const pool = createProcessPool<FontRequest, FontSubsets>({
		file: new URL('./subsetWorker.js', import.meta.url),
		task: 'subsetFonts',
		...BOUNDS,
	})
	/**
	 * Requests in flight by key. Equal requests share one run, since a whole group may export at
	 * once.
	 */
	const running = new Map<string, Promise<FontSubsets>>()

	async function subsetNow(key: string, request: FontRequest): Promise<FontSubsets> {
		try {
			const subsets = await pool.run(request)
			cache.set(key, subsets)
			return subsets
		} finally {
			running.delete(key)
		}
	}

	return {
		async subset(request) {
			const key = keyOf(request)
			const known = cache.get(key) ?? running.get(key)
			if (known) return known
			const subsets = subsetNow(key, request)
			running.set(key, subsets)
			return subsets
		},
		close: () => pool.close(),
	}
}

/** Creates an LRU cache of results, up to this many bytes in total. */
export function createSubsetCache(maxBytes: number): LRUCache<string, FontSubsets> {
	return new LRUCache({ maxSize: maxBytes, sizeCalculation: bytesOf })
}

/** Returns the cache key of a request, which does not depend on the order of its characters. */
function keyOf({ characters, weight, format }: FontRequest): string {
	return `${weight} ${format} ${[...new Set(characters)].sort().join('')}`
}

function bytesOf({ fonts }: FontSubsets, key: string): number {
	return fonts.reduce((sum, { base64 }) => sum + base64.length, key.length * 2)
}
