import type { BoardContent, Card } from '@charrette/shared'
import { coverageOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { type OutlineRow, outlineOf, reuseRows } from './outline.ts'

const card = (id: string, more: Partial<Card> = {}): Card => ({
	id,
	kind: 'obstacle',
	text: id,
	city: 'Dakar',
	...more,
})

function content(more: Partial<BoardContent> = {}): BoardContent {
	const cards = [card('a', { cluster: 'c' }), card('b'), card('s', { kind: 'solution' })]
	const links = [{ id: 'l', from: 's', to: 'a', meaning: 'addresses' as const }]
	const clusters = [{ id: 'c', title: 'Permits', cards: ['a'] }]
	return { cards, links, clusters, images: [], coverage: coverageOf(cards, links), ...more }
}

const idsIn = (rows: readonly OutlineRow[]) => rows.map((row) => row.card.id)

describe('the outline of a board', () => {
	it('has clusters first, then the cards outside of clusters', () => {
		const outline = outlineOf(content())
		expect(outline.map(({ id, rows }) => [id, idsIn(rows)])).toEqual([
			['c', ['a']],
			[null, ['b', 's']],
		])
	})

	it('has each image in the group of its cluster', () => {
		const image = (id: string, cluster?: string) => ({ id, path: '', alt: '', ...(cluster ? { cluster } : {}) })
		const outline = outlineOf(content({ images: [image('i'), image('j', 'c')] }))
		expect(outline.map(({ images }) => images.map(({ id }) => id))).toEqual([['j'], ['i']])
	})

	it('has a link at both its cards, and marks obstacles without a solution', () => {
		const rows = outlineOf(content()).flatMap((group) => group.rows)
		const [a, b, s] = rows
		expect(a?.links).toEqual([
			{ id: 'l', other: 's', otherKind: 'solution', otherText: 's', meaning: 'addresses', isOutward: false },
		])
		expect(s?.links).toMatchObject([{ other: 'a', isOutward: true }])
		expect([a?.isOpen, b?.isOpen, s?.isOpen]).toEqual([false, true, false])
	})

	it('keeps new cards below the card they were added under', () => {
		const cards = ['a', 'b', 'x', 'y'].map((id) => card(id))
		const pins = new Map([
			['x', 'a'],
			['y', 'x'],
			['deleted', 'a'],
		])
		const [group] = outlineOf(content({ cards, links: [], clusters: [] }), pins)
		expect(idsIn(group?.rows ?? [])).toEqual(['a', 'x', 'y', 'b'])
	})

	it('reuses the objects of unchanged rows', () => {
		const before = new Map<string, OutlineRow>()
		const [first] = reuseRows(outlineOf(content({ clusters: [] })), before)
		const cards = content().cards.map((other) => (other.id === 'b' ? { ...other, text: 'changed' } : other))
		const [second] = reuseRows(outlineOf(content({ cards, clusters: [] })), before)
		const same = second?.rows.filter((row, at) => row === first?.rows[at])
		expect(second?.rows.length).toBeGreaterThan(1)
		expect((second?.rows.length ?? 0) - (same?.length ?? 0)).toBe(1)
	})
})
