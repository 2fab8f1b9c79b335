import type { VoteResult } from '@charrette/shared'
import { expect, it } from 'vitest'
import { choiceOf, firstPlace } from './VoteResultList.tsx'

const cardOf = (text: string, cities: VoteResult['cards'][number]['cities']) =>
	({ text, rank: 1, cities }) as VoteResult['cards'][number]
const lima = (dots: number) => [{ city: 'Lima', dots }]

it('[VOTE4a] the choice of a city is its cards with the most dots, on one line', () => {
	const cards = [
		cardOf('Permits', [{ city: 'Dakar', dots: 3 }, ...lima(1)]),
		cardOf('Land\nvalue', lima(2)),
		cardOf('Money', lima(2)),
		cardOf('Trees', [{ city: null, dots: 4 }]),
	]
	expect(choiceOf({ cards }, 'Lima')).toBe('Land value / Money')
	expect(choiceOf({ cards }, 'Dakar')).toBe('Permits')
	expect(choiceOf({ cards }, null)).toBe('Trees')
	expect(choiceOf({ cards }, 'Quito')).toBe('')
})

it('[VOTE4a] a city whose dots lie on more than three cards alike has no choice', () => {
	const cards = ['Permits', 'Land', 'Money', 'Trees'].map((text) => cardOf(text, lima(1)))
	expect(choiceOf({ cards }, 'Lima')).toBe('')
	expect(choiceOf({ cards: cards.slice(1) }, 'Lima')).toBe('Land / Money / Trees')
})

it('[VOTE6a] a vote by group has no first place of all', () => {
	const cards = [cardOf('Permits', [])]
	expect(firstPlace({ cards })).toEqual({ cards: 'Permits' })
	expect(firstPlace({ cards, isByGroup: true })).toBeNull()
})
