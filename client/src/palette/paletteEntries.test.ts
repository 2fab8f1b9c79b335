import type { Card } from '@charrette/shared'
import { expect, it } from 'vitest'
import { cardEntries, findEntries, type PaletteEntry } from './paletteEntries.ts'

const entry = (section: PaletteEntry['section'], label: string, detail?: string): PaletteEntry => ({
	id: `${section} ${label}`,
	section,
	label,
	icon: 'search',
	run: () => {},
	...(detail && { detail }),
})
const entries = [
	entry('people', 'Li Wei', 'Wuhan'),
	entry('actions', 'New card: Obstacle'),
	entry('actions', 'Obstacle–solution map'),
	entry('boards', 'Group 1'),
	entry('cards', 'No obstácle permits', 'Dakar'),
	entry('cards', '公交专用道', '武汉'),
]
const labels = (typed: string) => findEntries(entries, typed).map(({ label }) => label)

it('the palette finds every word in labels and details, ignoring case, accents and width', () => {
	expect(labels('obstacle dakar')).toEqual(['No obstácle permits'])
	expect(labels('专用')).toEqual(['公交专用道'])
	expect(labels('ＷＵＨＡＮ')).toEqual(['Li Wei'])
	expect(labels('nothing')).toEqual([])
})

it('the palette lists cards first, then actions whose label begins with the typed text', () => {
	expect(labels('obst')).toEqual(['No obstácle permits', 'Obstacle–solution map', 'New card: Obstacle'])
})

it('the palette lists no cards before the first keystroke, and at most eight entries of a section', () => {
	expect(labels(' ')).toEqual(['New card: Obstacle', 'Obstacle–solution map', 'Group 1', 'Li Wei'])
	const many = Array.from({ length: 30 }, (_, n) => entry('cards', `card ${n}`))
	expect(findEntries(many, 'card')).toHaveLength(8)
})

it('[JOIN2] a card that is joined into another is found by its own text, and leads to that', () => {
	const shown: string[] = []
	const card = (id: string, text: string) => ({ id, kind: 'obstacle', text, city: 'Cali' }) as Card
	const cards = [{ ...card('head', 'Permits take years'), joined: [card('other', 'No one answers letters')] }]
	const all = cardEntries(cards, {
		kindOf: (kind) => kind,
		nameOf: () => undefined,
		readText: (_, text) => ({ text, lang: undefined, from: null, isTranslated: false }),
		show: (id) => shown.push(id),
	})
	const found = findEntries(all, 'letters')
	for (const { run } of found) run()
	expect(found.map(({ label, detail }) => [label, detail])).toEqual([['No one answers letters', 'obstacle · Cali']])
	expect(shown).toEqual(['head'])
})
