import type { BoardChanges, Card, Cluster, Participant } from '@charrette/shared'
import { compareBoards } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { Aspect } from '../../ports/DocStore.ts'
import { attributeChanges } from './compareSnapshots.ts'

const card = (id: string, more: Partial<Card> = {}): Card => ({ id, kind: 'note', text: id, city: '', ...more })
const cluster = (title: string): Cluster => ({ id: 'law', title, cards: [] })
const participants = ['ana', 'bo', 'chen'].map((id) => ({ id }) as Participant)
const touch = (record: string, aspect: Aspect, owner: string) => ({ record, aspect, owner, at: 0 })
const nothing = { links: [], images: [] }

function told(touches: ReturnType<typeof touch>[]): BoardChanges {
	const before = { ...nothing, cards: [card('a'), card('b'), card('c')], clusters: [cluster('Law')] }
	const after = {
		...nothing,
		cards: [card('a', { text: 'A' }), card('b', { cluster: 'law' })],
		clusters: [cluster('Laws')],
	}
	return attributeChanges(compareBoards(before, after), touches, { participants })
}

it('[HIST7] names with each change those who had a hand in just that, whoever was last at it last', () => {
	const { changed, moved, clusters } = told([
		touch('a', 'words', 'ana'),
		touch('a', 'place', 'bo'),
		touch('b', 'words', 'bo'),
		touch('b', 'place', 'chen'),
		touch('law', 'words', 'facilitator'),
		touch('a', 'words', 'chen'),
		touch('a', 'words', 'ana'),
	])
	expect(changed.map(({ by }) => by)).toEqual([['chen', 'ana']])
	expect(moved.map(({ by }) => by)).toEqual([['chen']])
	expect(clusters.renamed.map(({ by }) => by)).toEqual([['facilitator']])
})

it('[HIST7] of a card that is gone names who took it away last, and nobody who is not known or not to be named', () => {
	const goneBy = (...owners: string[]) => told(owners.map((owner) => touch('c', 'gone', owner))).gone[0]?.by
	expect(goneBy('ana', 'bo')).toEqual(['bo'])
	expect(goneBy('ana', 'bo', 'ana')).toEqual(['ana'])
	expect(goneBy('ana', '')).toEqual([])
	expect(goneBy('ana', 'who was taken out')).toEqual([])
	expect(goneBy()).toEqual([])
})
