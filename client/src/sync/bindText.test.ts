import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DeltaStep, Splice } from './bindText.ts'
import { mapSplice, splicesOf } from './bindText.ts'

const applied = (text: string, splices: readonly Splice[]) =>
	splices.reduce((now, { index, remove, insert }) => now.slice(0, index) + insert + now.slice(index + remove), text)

/** Returns a splice within a text of this length; `at` and `share` are fractions of it. */
const spliceIn = (length: number, { at, share, insert }: { at: number; share: number; insert: string }): Splice => {
	const index = Math.floor(at * (length + 1))
	return { index, remove: Math.floor(share * (length - index + 1)), insert }
}
const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const splice = (letters: string) =>
	fc.record({ at: share, share, insert: fc.string({ unit: fc.constantFrom(...letters), maxLength: 4 }) })

describe('splices of a text', () => {
	it('[DOC2] the delta of a Y.Text event becomes splices that lead to the same text', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 20 }), fc.array(splice('xyz'), { maxLength: 6 }), (start, edits) => {
				const text = new Y.Doc().getText()
				text.insert(0, start)
				let seen = text.toString()
				text.observe((event) => {
					seen = applied(seen, splicesOf(event.delta as DeltaStep[]))
				})
				text.doc?.transact(() => {
					for (const edit of edits) {
						const { index, remove, insert } = spliceIn(text.length, edit)
						text.delete(index, remove)
						text.insert(index, insert)
					}
				})
				expect(seen).toBe(text.toString())
			}),
		)
	})

	it('[DOC2] a composition merges with concurrent remote typing, without losing a character of either', () => {
		fc.assert(
			fc.property(splice('ABC'), fc.array(splice('xyz'), { maxLength: 3 }), (mine, theirs) => {
				const base = '0123456789'
				const own = spliceIn(base.length, mine)
				const others: Splice[] = []
				let meanwhile = base
				for (const edit of theirs) {
					const other = spliceIn(meanwhile.length, edit)
					others.push(other)
					meanwhile = applied(meanwhile, [other])
				}
				const merged = applied(meanwhile, mapSplice(own, others))
				const lettersOf = (text: string, letters: RegExp) => text.replace(letters, '')
				expect(lettersOf(merged, /[^xyz]/g)).toBe(lettersOf(meanwhile, /[^xyz]/g))
				expect(merged).toContain(own.insert)
				const removed = base.slice(own.index, own.index + own.remove)
				const digits = [...meanwhile.replace(/\D/g, '')].filter((digit) => !removed.includes(digit))
				expect(merged.replace(/\D/g, '')).toBe(digits.join(''))
			}),
			{ numRuns: 2000 },
		)
	})
})
