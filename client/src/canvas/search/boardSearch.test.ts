import type { BoardContent, Card } from '@charrette/shared'
import { NO_FILTER } from '@charrette/shared'
import { expect, it } from 'vitest'
import { ORIGINALS } from '../../reading/useReading.tsx'
import type { ShapeId } from '../engine/shapes.ts'
import { atom } from '../engine/signals.ts'
import { createBoardSearch } from './boardSearch.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits', city: 'Wuhan' },
	{ id: 'money', kind: 'obstacle', text: 'Money', city: 'Dakar' },
	{ id: 'office', kind: 'solution', text: 'One-stop office for permits', city: 'Wuhan' },
]
const links = [
	{ id: 'link', from: 'office', to: 'permits', meaning: 'addresses' },
	{ id: 'link to money', from: 'office', to: 'money', meaning: 'addresses' },
] as const
const clusters = [
	{ id: 'mixed', title: '', cards: ['permits', 'money'] },
	{ id: 'only money', title: '', cards: ['money'] },
]

function openSearch() {
	const content = atom('content', { cards, links, clusters } as unknown as BoardContent)
	const obstacles = atom('obstacles', { open: ['money'], shared: [] })
	const reader = atom('reader', ORIGINALS)
	const search = createBoardSearch({
		content,
		reader,
		obstacles,
		people: { author: { current: { id: null } }, names: { current: new Map() } },
	})
	const searchFor = (query: string) => search.active.set({ query, current: null as ShapeId | null })
	return { ...search, content, reader, searchFor }
}

it('finds cards by their text, and follows changes of the board', () => {
	const { results, searchFor, content } = openSearch()
	expect(results.get()).toEqual([])
	searchFor('permits')
	expect(results.get()).toEqual(['permits', 'office'])
	content.update((before) => ({ ...before, cards: cards.slice(1) }))
	expect(results.get()).toEqual(['office'])
})

it('[READ7] finds cards by their translations, and when these arrive', () => {
	const { results, searchFor, reader } = openSearch()
	searchFor('dinero')
	expect(results.get()).toEqual([])
	reader.set({ ...ORIGINALS, findTranslation: ({ id }) => (id === 'money' ? 'Dinero' : '') })
	expect(results.get()).toEqual(['money'])
	searchFor('money')
	expect(results.get()).toEqual(['money'])
})

it('dims the cards that do not match, links at them, and clusters that contain only such cards', () => {
	const { dimmed, searchFor } = openSearch()
	expect(dimmed.get()).toBeNull()
	searchFor('permits')
	expect([...(dimmed.get() ?? [])]).toEqual(['money', 'link to money', 'only money'])
})

it('dims nothing for a search without results', () => {
	const { dimmed, searchFor } = openSearch()
	searchFor('airport')
	expect(dimmed.get()).toBeNull()
})

it('ignores the filter during a search', () => {
	const { dimmed, filter, matching, searchFor, active } = openSearch()
	filter.set({ ...NO_FILTER, marks: ['open'] })
	expect(matching.get()).toEqual(new Set(['money']))
	expect(dimmed.get()?.has('permits')).toBe(true)
	searchFor('permits')
	expect(dimmed.get()?.has('permits')).toBe(false)
	active.set(null)
	expect(dimmed.get()?.has('permits')).toBe(true)
})
