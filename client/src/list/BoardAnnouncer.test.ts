import type { Card, Link } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { announcementsOf, itemsById } from './BoardAnnouncer.tsx'

const card = (id: string, text = id, more: Partial<Card> = {}): Card => ({
	id,
	kind: 'obstacle',
	text,
	city: '',
	...more,
})
const told = (cards: Card[], links: Link[] = []) => itemsById({ cards, links })
const by = (who: string | null, ...ids: string[]) => new Map(ids.map((id) => [id, who]))

describe('news of what others do', () => {
	it('tells of a new card once something is written on it, and of nothing that nobody else touched', () => {
		const empty = told([card('a', '')])
		expect(announcementsOf(told([]), empty, by('Li', 'a'))).toEqual([])
		const written = told([card('a', 'Permits'), card('mine')])
		expect(announcementsOf(empty, written, by('Li', 'a'))).toEqual([
			{ type: 'added', who: 'Li', card: card('a', 'Permits') },
		])
	})

	it('knows a new card by its author where it is not known who brought it', () => {
		const now = told([card('a', 'Permits', { author: 'Ana' })])
		expect(announcementsOf(told([]), now, by(null, 'a'))).toMatchObject([{ who: 'Ana' }])
	})

	it('tells of a changed and of a deleted card, and not of one that was moved', () => {
		const before = told([card('a'), card('b'), card('c')])
		const now = told([card('a', 'anew'), card('c')])
		expect(announcementsOf(before, now, by('Li', 'a', 'b', 'c')).map(({ type }) => type)).toEqual([
			'changed',
			'removed',
		])
	})

	it('tells of a new link with both its cards, and not of its arrow’s ends', () => {
		const link: Link = { id: 'l', from: 's', to: 'a', meaning: 'addresses' }
		const cards = [card('a'), card('s', 's', { kind: 'solution' })]
		const news = announcementsOf(told(cards), told(cards, [link]), by('Li', 'l', 'binding:l-start'))
		expect(news).toMatchObject([{ type: 'linked', from: { id: 's' }, to: { id: 'a' } }])
	})
})
