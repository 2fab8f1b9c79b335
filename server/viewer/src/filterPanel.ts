import type { ViewerBoard } from '../../src/export/viewer/ViewerFile.ts'
import { button, kindIcon, make } from './dom.ts'
import { countWishes, FACETS, type Facet, noWishes, offersOf, toggleWish, type Wishes } from './wishes.ts'
import type { Speech } from './words/speak.ts'

/** What the panel shows, and whom it tells. */
export interface FilterScene {
	board: ViewerBoard
	wishes: Wishes
	speech: Speech
	/** How many cards are shown. */
	shown: number
	onWish(wishes: Wishes): void
	onClose(): void
}

/** What the cards can be filtered by, as buttons that stay pressed. */
export function filterPanel({ board, wishes, speech, shown, onWish, onClose }: FilterScene): Node[] {
	const { t } = speech
	const wordOf = (facet: Facet, value: string): string => {
		if (facet === 'marks') return t(value === 'open' ? 'open' : 'voted')
		if (facet === 'kinds') return speech.kinds[value as keyof typeof speech.kinds]
		if (facet === 'categories') return speech.categories[value as keyof typeof speech.categories]
		return value
	}
	const offers = offersOf(board, speech.locale)
	const facets = FACETS.filter((facet) => offers[facet].length > 0).map((facet) =>
		make(
			'fieldset',
			{},
			make('legend', {}, t(facet)),
			...offers[facet].map(([value, count]) => {
				const isKind = facet === 'kinds'
				const chip = make(
					'button',
					{
						type: 'button',
						class: 'chip',
						'aria-pressed': String(wishes.wanted[facet].has(value)),
						'data-value': `${facet} ${value}`,
						'data-kind': isKind && value,
					},
					isKind ? kindIcon(value as keyof typeof speech.kinds, 15) : null,
					make('span', { dir: 'auto' }, wordOf(facet, value)),
					make('b', {}, String(count)),
				)
				chip.addEventListener('click', () => onWish(toggleWish(wishes, facet, value)))
				return chip
			}),
		),
	)
	const clear = make('button', { type: 'button', class: 'plain' }, t('showAll'))
	clear.addEventListener('click', () => onWish({ ...noWishes(), typed: wishes.typed }))
	return [
		make(
			'div',
			{ class: 'head' },
			make('h2', {}, t('filter')),
			button({ icon: 'close', label: t('closeFilter') }, onClose),
		),
		...facets,
		make(
			'div',
			{ class: 'foot' },
			make('span', {}, t('shown', { shown, count: board.cards.length })),
			countWishes(wishes) > 0 ? clear : null,
		),
	]
}
