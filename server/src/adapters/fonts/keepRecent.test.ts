import { describe, expect, it } from 'vitest'
import { keepRecent } from './keepRecent.ts'

describe('[EXP2] what was asked for lately', () => {
	it('is kept up to its bytes; what nobody has asked for the longest goes first', () => {
		const kept = keepRecent<string>(10)
		kept.set('a', 'A', 4)
		kept.set('b', 'B', 4)
		kept.get('a')
		kept.set('c', 'C', 4)
		expect(['a', 'b', 'c'].map((key) => kept.get(key))).toEqual(['A', undefined, 'C'])
	})

	it('is counted once, however often it is set, and never more than all that may be kept', () => {
		const kept = keepRecent<string>(10)
		for (let times = 0; times < 3; times++) kept.set('a', 'A', 6)
		kept.set('b', 'B', 4)
		kept.set('huge', 'H', 11)
		expect(['a', 'b', 'huge'].map((key) => kept.get(key))).toEqual(['A', 'B', undefined])
	})
})
