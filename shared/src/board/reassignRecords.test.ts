import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { translationFor, translationKey } from '../domain/cardTranslations.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { reassignRecords } from './reassignRecords.ts'
import { putRecord } from './recordWrites.ts'

function openBoard(): Y.Doc {
	const doc = new Y.Doc()
	const at = { x: 0, y: 0, index: 'a1' as never }
	const cards = [
		['own', 'Bogota', 'ana2'],
		['typed', 'Dakar', 'ana2'],
		['other', 'Bogota', 'li'],
	] as const
	for (const [id, city, author] of cards) putRecord(recordsOf(doc), buildCard(id, at, { text: id, city }, author))
	return doc
}

const cardsOf = (doc: Y.Doc) =>
	readBoard(doc, (author) => author)
		.cards.map(({ text, city, author }) => `${text} ${city} ${author}`)
		.sort()

describe('reassigning records', () => {
	it('[PEOPLE4] assigns the cards of a duplicate participant to the person, in their city', () => {
		const doc = openBoard()
		expect(reassignRecords(doc, { id: 'ana2', city: 'Bogota' }, { id: 'ana', city: 'Bogotá' })).toBe(true)
		expect(cardsOf(doc)).toEqual(['other Bogota li', 'own Bogotá ana', 'typed Dakar ana'])
	})

	it('[PEOPLE4] [READ5b] assigns their translations, too', () => {
		const doc = openBoard()
		const key = translationKey('es')
		const card = recordsOf(doc).get('shape:other')
		card?.set(key, translationFor('other', 'otra', 'ana2'))
		reassignRecords(doc, { id: 'ana2', city: '' }, { id: 'ana', city: '' })
		expect(card?.get(key)).toEqual(translationFor('other', 'otra', 'ana'))
	})

	it('[PEOPLE3] corrects the city on the author’s own cards, and changes nothing the second time', () => {
		const doc = openBoard()
		const correct = () => reassignRecords(doc, { id: 'ana2', city: 'Bogota' }, { id: 'ana2', city: 'Bogotá' })
		expect([correct(), correct()]).toEqual([true, false])
		expect(cardsOf(doc)).toEqual(['other Bogota li', 'own Bogotá ana2', 'typed Dakar ana2'])
	})
})
