import type { BoardChanges, Card, Cluster, Participant } from '@charrette/shared'
import { compareBoards } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { Aspect } from '../../ports/DocStore.ts'
import { attributeChanges } from './compareSnapshots.ts'

const card = (id: string, more: Partial<Card> = {}): Card => ({ id, kind: 'note', text: id, city: '', ...more })
const cluster = (title: string): Cluster => ({ id: 'law', title, cards: [] })
const participants = ['ana', 'bo', 'chen'].map((id) => ({ id }) as Participant)
const attribution = (record: string, aspect: Aspect, author: string) => ({ record, aspect, author, at: 0 })
const nothing = { links: [], images: [] }

function attributed(attributions: ReturnType<typeof attribution>[]): BoardChanges {
	const before = { ...nothing, cards: [card('a'), card('b'), card('c')], clusters: [cluster('Law')] }
	const after = {
		...nothing,
		cards: [card('a', { text: 'A' }), card('b', { cluster: 'law' })],
		clusters: [cluster('Laws')],
	}
	return attributeChanges(compareBoards(before, after), attributions, { participants })
}

it('[HIST7] names the authors of each change, the last one last', () => {
	const { changed, moved, clusters } = attributed([
		attribution('a', 'words', 'ana'),
		attribution('a', 'place', 'bo'),
		attribution('b', 'words', 'bo'),
		attribution('b', 'place', 'chen'),
		attribution('law', 'words', 'facilitator'),
		attribution('a', 'words', 'chen'),
		attribution('a', 'words', 'ana'),
	])
	expect(changed.map(({ by }) => by)).toEqual([['chen', 'ana']])
	expect(moved.map(({ by }) => by)).toEqual([['chen']])
	expect(clusters.renamed.map(({ by }) => by)).toEqual([['facilitator']])
})

it('[HIST7] names the last author of a deletion, and no unknown author', () => {
	const goneBy = (...authors: string[]) =>
		attributed(authors.map((author) => attribution('c', 'gone', author))).gone[0]?.by
	expect(goneBy('ana', 'bo')).toEqual(['bo'])
	expect(goneBy('ana', 'bo', 'ana')).toEqual(['ana'])
	expect(goneBy('ana', '')).toEqual([])
	expect(goneBy('ana', 'removed')).toEqual([])
	expect(goneBy()).toEqual([])
})
