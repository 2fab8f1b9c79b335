import type { FontSubsets } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { createSubsetCache } from './HarfbuzzFontSubsetter.ts'

/** Subsets that take `bytes` in the cache, plus 2 for a key of one character. */
function subsetsOf(bytes: number): FontSubsets {
	return { fonts: [{ family: 'Inter', weight: 400, characters: 'a', base64: 'x'.repeat(bytes) }], lacking: '' }
}

describe('[EXP2] the cache of font subsets', () => {
	it('keeps the most recently used results, up to its size in bytes', () => {
		const cache = createSubsetCache(10)
		cache.set('a', subsetsOf(2))
		cache.set('b', subsetsOf(2))
		cache.get('a')
		cache.set('c', subsetsOf(2))
		expect(['a', 'b', 'c'].map((key) => cache.has(key))).toEqual([true, false, true])
	})

	it('counts a result that is set repeatedly once, and rejects a result larger than the cache', () => {
		const cache = createSubsetCache(10)
		for (let times = 0; times < 3; times++) cache.set('a', subsetsOf(4))
		cache.set('b', subsetsOf(2))
		cache.set('h', subsetsOf(9))
		expect(['a', 'b', 'h'].map((key) => cache.has(key))).toEqual([true, true, false])
	})
})
