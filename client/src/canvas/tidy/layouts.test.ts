import { CARD_KINDS, OBSTACLE_CATEGORIES } from '@charrette/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutMap } from './layoutMap.ts'
import {
	GROUP_GAP,
	groupByCategory,
	groupByCity,
	groupByKind,
	layoutGrid,
	layoutGroups,
	type TidyBlock,
	type TidyLink,
	type TidyPlan,
} from './layouts.ts'

const compare = (a: string, b: string) => (a < b ? -1 : 1)

/** Each layout as a function of blocks and links. */
const LAYOUTS: Record<string, (blocks: TidyBlock[], links: TidyLink[]) => TidyPlan> = {
	grid: layoutGrid,
	kind: (blocks) => layoutGroups(groupByKind(blocks)),
	city: (blocks) => layoutGroups(groupByCity(blocks, compare)),
	category: (blocks, links) => layoutGroups(groupByCategory(blocks, links)),
	map: layoutMap,
}

const blockParts = fc.record({
	w: fc.integer({ min: 140, max: 600 }),
	h: fc.integer({ min: 112, max: 700 }),
	kind: fc.constantFrom(...CARD_KINDS),
	city: fc.constantFrom('', 'Dakar', 'Wuhan', 'Bogotá', '北京'),
	category: fc.constantFrom(null, ...OBSTACLE_CATEGORIES),
	isCluster: fc.boolean(),
})

/** Blocks, and links between them by index. */
const boards = fc
	.record({
		parts: fc.array(blockParts, { minLength: 1, maxLength: 60 }),
		ends: fc.array(fc.tuple(fc.nat(59), fc.nat(59), fc.boolean()), { maxLength: 80 }),
	})
	.map(({ parts, ends }) => ({
		blocks: parts.map((part, index): TidyBlock => ({ id: `b${index}`, x: 0, y: 0, ...part })),
		links: ends.map(([from, to, isCause]): TidyLink => ({ from: `b${from}`, to: `b${to}`, isCause })),
	}))

function overlapsIn(blocks: readonly TidyBlock[], { positions }: TidyPlan): string[] {
	const placed = blocks.map((block) => ({ ...block, ...(positions.get(block.id) ?? { x: Number.NaN, y: Number.NaN }) }))
	return placed.flatMap((a, index) =>
		placed
			.slice(index + 1)
			.filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
			.map((b) => `${a.id} ${b.id}`),
	)
}

describe.each(Object.entries(LAYOUTS))('the layout %s', (_way, layout) => {
	it('places every block once, inside the plan, without overlap', () => {
		fc.assert(
			fc.property(boards, ({ blocks, links }) => {
				const plan = layout(blocks, links)
				expect([...plan.positions.keys()].sort()).toEqual(blocks.map(({ id }) => id).sort())
				expect(overlapsIn(blocks, plan)).toEqual([])
				for (const { id, w, h } of blocks) {
					const { x = -1, y = -1 } = plan.positions.get(id) ?? {}
					expect(x).toBeGreaterThanOrEqual(0)
					expect(y).toBeGreaterThanOrEqual(0)
					expect(x + w).toBeLessThanOrEqual(plan.w + 0.001)
					expect(y + h).toBeLessThanOrEqual(plan.h + 1)
				}
			}),
		)
	})

	it('is deterministic', () => {
		fc.assert(
			fc.property(boards, ({ blocks, links }) => {
				expect(layout(structuredClone(blocks), structuredClone(links))).toEqual(layout(blocks, links))
			}),
		)
	})

	it('is empty for an empty board', () => {
		expect(layout([], [])).toEqual({ positions: new Map(), w: 0, h: 0 })
	})
})

const card = (id: string, kind: TidyBlock['kind'], more: Partial<TidyBlock> = {}): TidyBlock => ({
	id,
	x: 0,
	y: 0,
	w: 200,
	h: 112,
	kind,
	city: '',
	category: null,
	isCluster: false,
	...more,
})
const link = (from: string, to: string, isCause = false): TidyLink => ({ from, to, isCause })

it('layoutGrid keeps the given order, with clusters first', () => {
	const blocks = ['a', 'b', 'c', 'd', 'e'].map((id) => card(id, 'note'))
	const { positions } = layoutGrid([...blocks, card('cluster', 'note', { isCluster: true, w: 500, h: 400 })])
	const inOrder = [...positions].sort(([, a], [, b]) => a.y - b.y || a.x - b.x).map(([id]) => id)
	expect(inOrder).toEqual(['cluster', 'a', 'b', 'c', 'd', 'e'])
})

it('layoutGroups keeps the order of groups, with a gap between them', () => {
	const obstacles = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'].map((id) => card(id, 'obstacle'))
	const solutions = ['s1', 's2', 's3'].map((id) => card(id, 'solution'))
	const { positions } = layoutGroups(groupByKind([...solutions, ...obstacles]))
	const left = (block: TidyBlock) => positions.get(block.id)?.x ?? Number.NaN
	const edge = Math.max(...obstacles.map((block) => left(block) + block.w))
	expect(Math.min(...solutions.map(left))).toBe(edge + GROUP_GAP)
})

it('groupByCity sorts cities, with cards without a city last', () => {
	const blocks = [card('none', 'note'), card('w', 'note', { city: 'Wuhan' }), card('d', 'note', { city: 'Dakar' })]
	expect(groupByCity(blocks, compare).map((group) => group.map(({ id }) => id))).toEqual([['d'], ['w'], ['none']])
})

it('groupByCategory puts a solution in the category of its obstacle', () => {
	const blocks = [
		card('office', 'solution'),
		card('loan', 'solution'),
		card('permits', 'obstacle', { category: 'law' }),
		card('note', 'note'),
	]
	const groups = groupByCategory(blocks, [link('office', 'permits')]).filter((group) => group.length > 0)
	expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['permits', 'office'], ['loan'], ['note']])
})
