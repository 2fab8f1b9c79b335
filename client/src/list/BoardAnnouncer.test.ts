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
const items = (cards: Card[], links: Link[] = []) => itemsById({ cards, links })
const by = (author: string | null, ...ids: string[]) => new Map(ids.map((id) => [id, author]))

describe('announcements of other people’s edits', () => {
	it('announce a new card once it has text, but no card that only this person changed', () => {
		const empty = items([card('a', '')])
		expect(announcementsOf(items([]), empty, by('Li', 'a'))).toEqual([])
		const written = items([card('a', 'Permits'), card('mine')])
		expect(announcementsOf(empty, written, by('Li', 'a'))).toEqual([
			{ type: 'added', author: 'Li', card: card('a', 'Permits') },
		])
	})

	it('name the author of a new card if the transaction has none', () => {
		const now = items([card('a', 'Permits', { author: 'Ana' })])
		expect(announcementsOf(items([]), now, by(null, 'a'))).toMatchObject([{ author: 'Ana' }])
	})

	it('announce changed and deleted cards, but no card that was only moved', () => {
		const before = items([card('a'), card('b'), card('c')])
		const now = items([card('a', 'anew'), card('c')])
		expect(announcementsOf(before, now, by('Li', 'a', 'b', 'c')).map(({ type }) => type)).toEqual([
			'changed',
			'removed',
		])
	})

	it('announce a new link with both its cards, and not its bindings', () => {
		const link: Link = { id: 'l', from: 's', to: 'a', meaning: 'addresses' }
		const cards = [card('a'), card('s', 's', { kind: 'solution' })]
		const announcements = announcementsOf(items(cards), items(cards, [link]), by('Li', 'l', 'binding:l-start'))
		expect(announcements).toMatchObject([{ type: 'linked', from: { id: 's' }, to: { id: 'a' } }])
	})
})
