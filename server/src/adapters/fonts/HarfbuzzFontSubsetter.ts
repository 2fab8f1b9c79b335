import type { FontRequest, FontSubsets } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { FontSubsetter } from '../../ports/FontSubsetter.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'

const MAX_CACHED_BYTES = 8 * 1024 * 1024
/** The process keeps whole fonts in memory, so it takes many requests and ends late. */
const BOUNDS = { maxRunMs: 30_000, maxQueue: 256, maxMemoryMb: 512, idleMs: 60_000 }

/**
 * Subsets fonts with harfbuzz, one request at a time, in a process. The latest results are
 * cached.
 */
export function createHarfbuzzFontSubsetter(): FontSubsetter {
	const cache = createSubsetCache(MAX_CACHED_BYTES)
	const pool = createProcessPool<FontRequest, FontSubsets>({
		file: new URL('./subsetWorker.js', import.meta.url),
		task: 'subsetFonts',
		...BOUNDS,
	})
	/** Equal requests at the same time share one run: a whole group may export at once. */
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

/** The results that were used last, up to this many bytes in total. */
export function createSubsetCache(maxBytes: number): LRUCache<string, FontSubsets> {
	return new LRUCache({ maxSize: maxBytes, sizeCalculation: bytesOf })
}

/** The same characters in another order are the same request. */
function keyOf({ characters, weight, format }: FontRequest): string {
	return `${weight} ${format} ${[...new Set(characters)].sort().join('')}`
}

function bytesOf({ fonts }: FontSubsets, key: string): number {
	return fonts.reduce((sum, { base64 }) => sum + base64.length, key.length * 2)
}
