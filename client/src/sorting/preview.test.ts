import { describe, expect, it } from 'vitest'
import { keepLoose, moveCard, OUTSIDE, removeSuggestions, startPreview } from './preview.ts'

const start = () =>
	startPreview(
		{
			suggestions: [
				{ cluster: null, name: 'Buses', words: ['bus'], cards: ['a', 'b'] },
				{ cluster: 'law', name: 'Law', words: ['law'], cards: ['c'] },
			],
		},
		['a', 'b', 'c', 'd'],
	)
const cardsOf = ({ suggestions, outside }: ReturnType<typeof start>) => [
	...suggestions.map(({ cards }) => cards),
	outside,
]

describe('the preview of suggestions', () => {
	it('[SORT3a] moves a card into another suggestion, out of all, and back', () => {
		expect(cardsOf(start())).toEqual([['a', 'b'], ['c'], ['d']])
		expect(cardsOf(moveCard(start(), 'a', 's1'))).toEqual([['b'], ['c', 'a'], ['d']])
		const out = moveCard(start(), 'c', OUTSIDE)
		expect(cardsOf(out)).toEqual([['a', 'b'], [], ['d', 'c']])
		expect(cardsOf(moveCard(out, 'd', 's1'))).toEqual([['a', 'b'], ['d'], ['c']])
	})

	it('[SORT3] leaves the cards of a suggestion that is not wanted outside, and removes accepted ones', () => {
		const keys = new Set(['s0'])
		expect(cardsOf(removeSuggestions(start(), keys, { areAccepted: false }))).toEqual([['c'], ['d', 'a', 'b']])
		expect(cardsOf(removeSuggestions(start(), keys, { areAccepted: true }))).toEqual([['c'], ['d']])
	})

	it('[SORT4a] leaves out cards that can no longer be moved', () => {
		expect(cardsOf(keepLoose(start(), (card) => card !== 'c' && card !== 'a'))).toEqual([['b'], ['d']])
	})
})
