import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyJsonChange, compareJson } from './jsonChanges.ts'

/** Values that look like states: objects, lists of items with ids, other lists. */
const { value } = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 5, withCrossShrink: true },
		fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.boolean(), fc.constant(null)),
		fc.dictionary(fc.constantFrom('a', 'b', 'id', '__proto__', 'constructor', '='), tie('value'), { maxKeys: 4 }),
		fc.uniqueArray(fc.record({ id: fc.constantFrom('p', 'q', 'r', '__proto__'), text: tie('value') }), {
			maxLength: 4,
			selector: ({ id }) => id,
		}),
		fc.array(tie('value'), { maxLength: 3 }),
	),
}))

describe('[ROOM2d] differences of JSON values', () => {
	it('lead from any value to any other, also over the wire, and are null between equal values', () => {
		fc.assert(
			fc.property(value, value, (before, after) => {
				const [was, is] = [JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after))] as [unknown, unknown]
				const change = compareJson(was, is)
				if (change === null) expect(was).toEqual(is)
				else expect(applyJsonChange(was, JSON.parse(JSON.stringify(change)))).toEqual(is)
				expect(compareJson(is, JSON.parse(JSON.stringify(is)))).toBeNull()
			}),
			{ seed: 33, numRuns: 600 },
		)
	})

	it('name only what changed, and keep the rest as the same objects', () => {
		const before = {
			version: 1,
			people: [
				{ id: 'a', city: 'Lima' },
				{ id: 'b', city: 'Oslo' },
			],
			rounds: { x: [1] },
		}
		const after = {
			version: 2,
			people: [
				{ id: 'b', city: 'Wuhan' },
				{ id: 'c', city: 'Dakar' },
			],
			rounds: { x: [1] },
			message: undefined,
		}
		const change = compareJson(before, after)
		expect(change).toEqual({
			'.': {
				version: { '=': 2 },
				people: { '-': ['a'], '+': [{ id: 'c', city: 'Dakar' }], '.': { b: { '.': { city: { '=': 'Wuhan' } } } } },
			},
		})
		const found = applyJsonChange(before, change ?? {}) as typeof before
		expect(found.rounds).toBe(before.rounds)
	})

	it('replace a list in another order as a whole', () => {
		const [a, b] = [{ id: 'a' }, { id: 'b' }]
		expect(compareJson([a, b], [b, a])).toEqual({ '=': [b, a] })
		expect(compareJson([a], [b, a])).toEqual({ '=': [b, a] })
	})

	it('are refused by values that they do not fit', () => {
		expect(() => applyJsonChange({ a: 1 }, { '.': { b: { '=': 2 } } })).toThrow(/missing value/)
		expect(() => applyJsonChange([{ id: 'a' }], { '.': { b: { '=': 2 } } })).toThrow(/missing item/)
		expect(() => applyJsonChange('text', { '+': { a: 1 } })).toThrow(/another value/)
	})
})
