import type { Rect } from '@charrette/shared'
import { domainTextsIn, readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { PlacedCard, SampleMap } from './layOutSample.ts'
import { layOutSample } from './layOutSample.ts'
import { readSample } from './readSample.ts'
import { buildSample, writeSample } from './writeSample.ts'

const { cards, links, groups } = readSample()
const maps: [string, SampleMap][] = [
	['the plenary board', { cards, links }],
	...Array.from({ length: groups }, (_, index): [string, SampleMap] => {
		return [`the board of group ${index + 1}`, { cards: cards.filter((card) => card.group === index + 1), links }]
	}),
]

describe.each(maps)('%s of the sample', (_, map) => {
	const layout = layOutSample(map)
	const placeOf = new Map(layout.cards.map((placed) => [placed.card.id, placed]))

	it('has every card once, and every link between them', () => {
		expect([...placeOf.keys()].sort()).toEqual(map.cards.map((card) => card.id).sort())
		expect(layout.cards).toHaveLength(map.cards.length)
		expect(layout.links).toEqual(links.filter((link) => placeOf.has(link.from) && placeOf.has(link.to)))
	})

	it('keeps 60 units between cards, and clusters apart', () => {
		expect(pairs(layout.cards).filter(([a, b]) => overlap(grow(a, 59), b))).toEqual([])
		expect(pairs(layout.clusters).filter(([a, b]) => overlap(grow(a, 59), b))).toEqual([])
	})

	it('puts each obstacle, and nothing else, inside the cluster of its category', () => {
		for (const placed of layout.cards) {
			const around = layout.clusters.filter((cluster) => overlap(cluster, placed))
			expect(around.map((cluster) => cluster.category)).toEqual(placed.cluster ? [placed.cluster] : [])
			expect(placed.cluster).toBe(placed.card.kind === 'obstacle' ? placed.card.category : null)
		}
	})

	it('has cases on the left, solutions right of what they address, and no card on a link', () => {
		const cases = layout.cards.filter(({ card }) => card.kind === 'case')
		const others = layout.cards.filter(({ card }) => card.kind !== 'case')
		expect(Math.max(...cases.map((one) => one.x))).toBeLessThan(Math.min(...others.map((one) => one.x)))
		for (const link of layout.links) {
			const [from, to] = [placeOf.get(link.from), placeOf.get(link.to)]
			if (!from || !to) throw new Error('a link without ends')
			expect(from.x - (to.x + to.w)).toBeGreaterThan(200)
			expect(layout.cards.filter((card) => overlap(card, gutterBetween(from, to)))).toEqual([])
		}
	})

	it('has unique ids and valid records, and is always the same', () => {
		const ids = buildSample(map, 'en').map((record) => record.id)
		expect(new Set(ids).size).toBe(ids.length)
		expect(buildSample(map, 'en')).toEqual(buildSample(map, 'en'))
		const doc = new Y.Doc()
		writeSample(doc, map, 'zh-CN')
		const content = readBoard(doc)
		expect(content.cards.map((card) => card.text).sort()).toEqual(map.cards.map((card) => card.text).sort())
		expect(content.links).toHaveLength(layout.links.length)
		const chinese = Object.values(domainTextsIn('zh-CN').categories)
		for (const cluster of content.clusters) expect(chinese).toContain(cluster.title)
		expect(content.clusters.flatMap((cluster) => cluster.cards)).toHaveLength(
			map.cards.filter((card) => card.kind === 'obstacle').length,
		)
	})
})

function pairs<T>(items: readonly T[]): [T, T][] {
	return items.flatMap((item, index) => items.slice(index + 1).map((other): [T, T] => [item, other]))
}

function overlap(a: Rect, b: Rect): boolean {
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

function grow(box: Rect, by: number): Rect {
	return { x: box.x, y: box.y, w: box.w + by, h: box.h + by }
}

/** Returns the whole area that a straight link between two facing edges can touch. */
function gutterBetween(right: PlacedCard, left: PlacedCard): Rect {
	const x = left.x + left.w
	const y = Math.min(left.y, right.y)
	return { x, y, w: right.x - x, h: Math.max(left.y, right.y) + left.h - y }
}
