import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutMap, resolveOverlaps } from './layoutMap.ts'
import type { TidyBlock, TidyLink } from './layouts.ts'

const size = { x: 0, y: 0, w: 200, h: 112 }
const card = (id: string, kind: TidyBlock['kind']): TidyBlock => ({
	...size,
	id,
	kind,
	city: '',
	category: null,
	isCluster: false,
})
const link = (from: string, to: string, isCause = false): TidyLink => ({ from, to, isCause })

describe('layoutMap', () => {
	const blocks = [
		card('office', 'solution'),
		card('metro', 'case'),
		card('staff', 'resource'),
		card('permits', 'obstacle'),
		card('nobody leads', 'obstacle'),
		card('lonely', 'obstacle'),
	]
	const links = [
		link('metro', 'permits'),
		link('nobody leads', 'permits', true),
		link('office', 'nobody leads'),
		link('staff', 'office'),
	]
	const { positions } = layoutMap(blocks, links)
	const x = (id: string) => positions.get(id)?.x ?? Number.NaN
	const y = (id: string) => positions.get(id)?.y ?? Number.NaN

	it('orders the columns: case, obstacle, its cause, solution, resource', () => {
		const inOrder = ['metro', 'permits', 'nobody leads', 'office', 'staff']
		expect([...inOrder].sort((a, b) => x(a) - x(b))).toEqual(inOrder)
		expect(new Set(inOrder.map(x)).size).toBe(5)
	})

	it('aligns linked cards, and places cards without a link below', () => {
		expect(['permits', 'nobody leads', 'office', 'staff'].map(y)).toEqual([0, 0, 0, 0])
		expect(y('lonely')).toBeGreaterThan(112)
	})

	it('terminates if the causes form a cycle', () => {
		const ring = ['a', 'b', 'c'].map((id) => card(id, 'obstacle'))
		const plan = layoutMap(ring, [link('a', 'b', true), link('b', 'c', true), link('c', 'a', true)])
		expect(plan.positions.size).toBe(3)
	})

	it('untangles crossing links', () => {
		const four = [card('o1', 'obstacle'), card('o2', 'obstacle'), card('s2', 'solution'), card('s1', 'solution')]
		const crossing = [link('s1', 'o1'), link('s2', 'o2'), link('s1', 'o2')]
		const plan = layoutMap(four, crossing)
		const top = (id: string) => plan.positions.get(id)?.y ?? Number.NaN
		expect(Math.sign(top('o1') - top('o2'))).toBe(Math.sign(top('s1') - top('s2')))
	})
})

describe('resolveOverlaps', () => {
	it('keeps items that do not overlap at their preferred positions', () => {
		expect(
			resolveOverlaps(
				[
					{ middle: 10, size: 20 },
					{ middle: 100, size: 40 },
				],
				5,
			),
		).toEqual([0, 80])
	})

	it('centres items with the same preferred position around it', () => {
		expect(
			resolveOverlaps(
				[
					{ middle: 50, size: 20 },
					{ middle: 50, size: 20 },
				],
				10,
			),
		).toEqual([25, 55])
	})

	it('never lets two items overlap', () => {
		const item = fc.record({ middle: fc.integer({ min: -500, max: 500 }), size: fc.integer({ min: 1, max: 300 }) })
		fc.assert(
			fc.property(fc.array(item), (items) => {
				const tops = resolveOverlaps(items, 7)
				for (const [index, top] of tops.entries()) {
					const next = tops[index + 1]
					if (next !== undefined) expect(next).toBeGreaterThanOrEqual(top + (items[index]?.size ?? 0) + 7 - 0.001)
				}
			}),
		)
	})
})
