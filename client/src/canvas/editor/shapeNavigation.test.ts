import type { BoardContent, Card } from '@charrette/shared'
import { expect, it } from 'vitest'
import { readingOrder } from './shapeNavigation.ts'

const card = (id: string, cluster?: string): Card => ({
	id,
	kind: 'obstacle',
	text: id,
	city: '',
	...(cluster ? { cluster } : {}),
})

const content: BoardContent = {
	cards: [card('loose'), card('inner 1', 'streets'), card('inner 2', 'streets')],
	clusters: [
		{ id: 'streets', title: 'Streets', cards: ['inner 1', 'inner 2'] },
		{ id: 'parks', title: 'Parks', cards: [] },
	],
	images: [{ id: 'photo', path: '', alt: '', cluster: 'streets' }],
	links: [{ id: 'link', from: 'loose', to: 'inner 1', meaning: 'causes' }],
	coverage: { obstacles: 3, answered: 0, open: 3, shared: 0 },
}

it('[KEY1] visits each cluster with its cards and images, then the other cards, links and drawings', () => {
	const all = ['drawing', ...content.cards.map(({ id }) => id), 'parks', 'streets', 'photo', 'link']
	expect(readingOrder(content, all)).toEqual([
		'streets',
		'inner 1',
		'inner 2',
		'photo',
		'parks',
		'loose',
		'link',
		'drawing',
	])
})

it('leaves out shapes that are no longer on the board', () => {
	expect(readingOrder(content, ['inner 2', 'loose'])).toEqual(['inner 2', 'loose'])
})
