/* The controls of a filter, for the canvas and for the list. They do not import tldraw. */

import {
	CARD_FACETS,
	CARD_KINDS,
	type CardFacet,
	type CardFilter,
	choiceOfFacet,
	type FacetCounts,
} from '@charrette/shared'
import { useCardNames } from '../../i18n/cardNames.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import styles from './filter.module.css'

/**
 * Open: an obstacle without a solution. Shared: an obstacle of several cities. Mine: a card of this
 * person.
 */
const BOARD_MARKS = ['open', 'shared', 'mine'] as const
export type BoardMark = (typeof BOARD_MARKS)[number]

interface FilterFacetsProps {
	facets: FacetCounts
	filter: CardFilter<BoardMark>
	onToggle: (facet: CardFacet, value: string) => void
}

/** A toggle button for each value of the filter, with the number of its cards. */
export function FilterFacets({ facets, filter, onToggle }: FilterFacetsProps) {
	const { t } = useTranslation('board')
	const nameOf = useCardNames()
	const labelOf = (facet: CardFacet, value: string) => {
		const choice = choiceOfFacet(facet)
		const mark = BOARD_MARKS.find((one) => facet === 'marks' && one === value)
		if (mark) return t(`filter.mark.${mark}`)
		return choice ? nameOf(choice, value) : value
	}
	return (
		<div className={styles['facets']}>
			{CARD_FACETS.filter((facet) => facets[facet].length > 0).map((facet) => (
				<fieldset key={facet}>
					<legend>{t(`filter.${facet}`)}</legend>
					{facets[facet].map(({ value, count }) => {
						const kind = CARD_KINDS.find((one) => facet === 'kinds' && one === value)
						return (
							<button
								key={value}
								type="button"
								data-kind={kind}
								aria-pressed={filter[facet].some((active) => active === value)}
								onClick={() => onToggle(facet, value)}
							>
								{kind && <KindIcon kind={kind} size={16} />}
								{labelOf(facet, value)} <small>{count}</small>
							</button>
						)
					})}
				</fieldset>
			))}
		</div>
	)
}

interface FilterSummaryProps {
	/** Number of cards that match; null without a filter, in which case nothing is shown. */
	shownCount: number | null
	/** Number of cards on the board. */
	count: number
	/** Number of open obstacles while only they are shown (COVER1); null otherwise. */
	openCount: number | null
	onClear: () => void
}

/** The number of cards of the board that match, with a button that clears the filter. */
export function FilterSummary({ shownCount, count, openCount, onClear }: FilterSummaryProps) {
	const { t } = useTranslation('board')
	return (
		<p className={styles['summary']} role="status">
			{shownCount !== null && (
				<>
					<span>
						{openCount === null
							? t('filter.shown', { shown: shownCount, count })
							: t('coverage.unanswered', { count: openCount })}
					</span>
					<button type="button" onClick={onClear}>
						{t('filter.clear')}
					</button>
				</>
			)}
		</p>
	)
}
