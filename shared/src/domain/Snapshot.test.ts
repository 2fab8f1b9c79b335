import { describe, expect, it } from 'vitest'
import type { BoardContent, Card } from './BoardContent.ts'
import { CARD_KINDS, LINK_MEANINGS } from './BoardContent.ts'
import { changedCardFields } from './cardFields.ts'
import { seededRandom } from './collections.ts'
import { compareBoards, countChanges } from './Snapshot.ts'

type Compared = Pick<BoardContent, 'cards' | 'links' | 'clusters' | 'images'>

const empty: Compared = { cards: [], links: [], clusters: [], images: [] }
const card = (id: string, text: string, more: object = {}) => ({ id, kind: 'note' as const, text, city: '', ...more })

describe('compareBoards', () => {
	const before: Compared = {
		cards: [card('a', 'Permits', { cluster: 'law' }), card('b', 'A pilot'), card('c', '九个月')],
		links: [{ id: 'l1', from: 'b', to: 'a', meaning: 'addresses' }],
		clusters: [{ id: 'law', title: 'Law', cards: ['a'] }],
		images: [{ id: 'i', path: '/api/images/1', alt: '' }],
	}

	it('[HIST3] lists what is new, changed, deleted and in another cluster', () => {
		const after: Compared = {
			cards: [card('a', 'Permits take long'), card('d', 'New'), card('b', 'A pilot', { kind: 'solution' })],
			links: [],
			clusters: [{ id: 'law', title: 'Laws', cards: [] }],
			images: [],
		}
		const changes = compareBoards(before, after)
		expect(changes.added.map(({ id }) => id)).toEqual(['d'])
		expect(changes.gone).toEqual([before.cards[2]])
		expect(changes.changed.map((one) => [one.before.text, one.after.text, one.after.kind])).toEqual([
			['Permits', 'Permits take long', 'note'],
			['A pilot', 'A pilot', 'solution'],
		])
		expect(changes.moved).toEqual([{ card: after.cards[0], from: { id: 'law', title: 'Law' }, to: null }])
		expect(changes.links.gone).toEqual([{ ...before.links[0], fromText: 'A pilot', toText: 'Permits' }])
		expect(changes.clusters.renamed.map((one) => one.after.title)).toEqual(['Laws'])
		expect(changes.images.gone).toHaveLength(1)
		expect(countChanges(changes)).toBe(8)
	})

	it('[HIST3] [DETAIL2] lists a card whose details or image changed', () => {
		const plain: Card = { id: 'a', kind: 'note', text: 'A', city: '' }
		const image = { path: `/api/images/${'a'.repeat(40)}`, alt: '' }
		const contentOf = (card: Card) => ({ cards: [card], links: [], clusters: [], images: [] })
		const changes = (before: Card, after: Card) => compareBoards(contentOf(before), contentOf(after)).changed
		for (const other of [{ description: 'More' }, { source: 'Ana' }, { image }]) {
			expect(changes(plain, { ...plain, ...other })).toHaveLength(1)
			expect(changes({ ...plain, ...other }, { ...plain, ...structuredClone(other) })).toEqual([])
			expect(changedCardFields(plain, { ...plain, ...other })).toEqual(Object.keys(other))
		}
		expect(changes({ ...plain, image }, { ...plain, image: { ...image, alt: 'A queue' } })).toHaveLength(1)
	})

	it('[HIST3] treats a link redrawn between the same cards as the same link', () => {
		const again = { ...before, links: [{ id: 'l2', from: 'b', to: 'a', meaning: 'addresses' as const }] }
		expect(countChanges(compareBoards(before, again))).toBe(0)
		const twice = { ...before, links: [...before.links, ...again.links] }
		expect(compareBoards(before, twice).links.added.map(({ id }) => id)).toEqual(['l2'])
	})

	it('[HIST3] [JOIN2] lists joined cards, and those apart again, but not the links that moved with them', () => {
		const cards = ['a', 'b', 'c', 'd'].map((id) => card(id, `text ${id}`)) as Card[]
		const [a, b, c, d] = cards as [Card, Card, Card, Card]
		const link = (id: string, from: string, to: string) => ({ id, from, to, meaning: 'relatesTo' as const })
		const single = { ...empty, cards, links: [link('l1', 'b', 'c'), link('l2', 'b', 'a'), link('l3', 'd', 'c')] }
		const head = { ...a, joined: [b] }
		const joined = { ...empty, cards: [head, c, d], links: [link('l1', 'a', 'c'), link('l3', 'd', 'c')] }
		const changes = compareBoards(single, joined)
		expect(changes.joins).toEqual({ joined: [{ card: b, head }], apart: [] })
		expect(countChanges(changes)).toBe(1)
		const back = compareBoards(joined, single)
		expect(back.joins).toEqual({ joined: [], apart: [{ card: b, head }] })
		expect(countChanges(back)).toBe(1)
		const moved = compareBoards(joined, { ...single, cards: [a, { ...c, joined: [b] }, d] })
		expect([moved.joins.joined[0]?.head.id, moved.joins.apart[0]?.head.id]).toEqual(['c', 'a'])
	})

	it('[HIST3] without an earlier version, lists everything as new', () => {
		expect(countChanges(compareBoards(null, before))).toBe(6)
		expect(countChanges(compareBoards(before, before))).toBe(0)
	})

	it('[HIST3] is symmetric, and applied to one version gives the other (seeded)', () => {
		for (let seed = 1; seed <= 200; seed++) {
			const [one, other] = [randomBoard(2 * seed), randomBoard(2 * seed + 1)]
			const [forth, back] = [compareBoards(one, other), compareBoards(other, one)]
			expect(forth.added, `seed ${seed}`).toEqual(back.gone)
			expect(forth.links.added.map(sentenceOf).sort()).toEqual(back.links.gone.map(sentenceOf).sort())
			expect(forth.moved.length).toBe(back.moved.length)
			const gone = new Set(forth.gone.map(({ id }) => id))
			const cards = new Map(one.cards.filter(({ id }) => !gone.has(id)).map((kept) => [kept.id, kept]))
			for (const { after } of forth.changed) cards.set(after.id, after)
			for (const { card: moved } of forth.moved) cards.set(moved.id, moved)
			for (const added of forth.added) cards.set(added.id, added)
			expect([...cards.values()].sort(byId), `seed ${seed}`).toEqual([...other.cards].sort(byId))
			const links = [...one.links.map(sentenceOf), ...forth.links.added.map(sentenceOf)]
			for (const link of forth.links.gone) links.splice(links.indexOf(sentenceOf(link)), 1)
			expect(links.sort(), `seed ${seed}`).toEqual(other.links.map(sentenceOf).sort())
		}
	})
})

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
const sentenceOf = ({ from, meaning, to }: { from: string; meaning: string; to: string }) => `${from} ${meaning} ${to}`

function randomBoard(seed: number): Compared {
	const random = seededRandom(seed)
	const pick = <One>(from: readonly One[]) => from[random(from.length)] as One
	const clusters = ['x', 'y'].filter(() => random(10) < 7).map((id) => ({ id, title: pick(['One', 'Two']), cards: [] }))
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'].filter(() => random(10) < 7)
	const cards = ids.map((id) => ({
		...card(id, pick(['yes', 'no', '是'])),
		kind: pick(CARD_KINDS),
		...(clusters.length > 0 && random(2) === 0 ? { cluster: pick(clusters).id } : {}),
	}))
	const links = ids.length < 2 ? [] : Array.from({ length: 5 }, (_, at) => linkOf(at))
	function linkOf(at: number) {
		return { id: `l${at}${seed}`, from: pick(ids), to: pick(ids), meaning: pick(LINK_MEANINGS.slice(0, 2)) }
	}
	return { ...empty, cards, links, clusters }
}
