import { describe, expect, it } from 'vitest'
import { isOneLetterAway } from './planQuery.ts'

/**
 * Returns the edit distance, in which a swap of neighbours is one change, by the textbook's table.
 */
function distance(a: string, b: string): number {
	const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
	const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY
	for (let i = 1; i <= a.length; i++)
		for (let j = 1; j <= b.length; j++) {
			const isSame = a[i - 1] === b[j - 1]
			const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
			const best = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + Number(!isSame)]
			if (isSwapped) best.push(at(i - 2, j - 2) + 1)
			const row = table[i]
			if (row) row[j] = Math.min(...best)
		}
	return at(a.length, b.length)
}

describe('a word with one wrong letter', () => {
	it.each([
		['permits', 'permitz', true],
		['permits', 'permts', true],
		['permits', 'peermits', true],
		['permits', 'pemrits', true],
		['permits', 'permits', false],
		['permits', 'pirmitz', false],
		['permits', 'perm', false],
		['abcd', 'badc', false],
		['', 'a', true],
	])('[FIND2] %s and %s: %s', (a, b, expected) => {
		expect(isOneLetterAway(a, b)).toBe(expected)
		expect(isOneLetterAway(b, a)).toBe(expected)
	})

	it('[FIND2] agrees with the edit distance for all words of up to four letters from an alphabet of three', () => {
		const words = ['']
		for (let start = 0, length = 1; length <= 4; length++) {
			const end = words.length
			for (; start < end; start++) for (const letter of 'abc') words.push(`${words[start]}${letter}`)
		}
		for (const a of words)
			for (const b of words) if (isOneLetterAway(a, b) !== (distance(a, b) === 1)) expect([a, b]).toEqual([])
	})
})
