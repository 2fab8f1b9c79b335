import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { KindIcon } from '../../ui/Icon.tsx'
import type { Facet, Facets, Filter } from './Filter.ts'
import styles from './filter.module.css'

interface FilterFacetsProps {
	facets: Facets
	filter: Filter
	/** Asks for one thing more, or for one less if it was asked for. */
	onToggle: <Field extends keyof Filter>(field: Field, value: Filter[Field][number]) => void
}

/** What one can ask to see of a board's cards, and how many cards each answer has. */
export function FilterFacets({ facets, filter, onToggle }: FilterFacetsProps) {
	const { t } = useTranslation(['board', 'app'])
	const chips = <Field extends keyof Filter>(
		field: Field,
		show: (value: Filter[Field][number]) => { word: string; icon?: ReactNode; kind?: string },
	) => {
		const shown = facets[field] as Facet<Filter[Field][number]>[]
		const wanted: readonly string[] = filter[field]
		if (shown.length === 0) return null
		return (
			<fieldset>
				<legend>{t(`board:see.${field}`)}</legend>
				{shown.map(({ value, count }) => {
					const { word, icon, kind } = show(value)
					return (
						<button
							key={value}
							type="button"
							data-kind={kind}
							aria-pressed={wanted.includes(value)}
							onClick={() => onToggle(field, value)}
						>
							{icon}
							{word} <small>{count}</small>
						</button>
					)
				})}
			</fieldset>
		)
	}
	return (
		<div className={styles['facets']}>
			{chips('marks', (mark) => ({ word: t(`board:see.mark.${mark}`) }))}
			{chips('kinds', (kind) => ({ word: t(`app:kinds.${kind}`), icon: <KindIcon kind={kind} size={16} />, kind }))}
			{chips('categories', (category) => ({ word: t(`board:categories.${category}`) }))}
			{chips('cities', (city) => ({ word: city }))}
		</div>
	)
}

interface FilterSummaryProps {
	/** How many cards are seen; null while all are. */
	shownCount: number | null
	count: number
	onClear: () => void
}

/** How many cards are seen of how many, and the way back to all of them. Nothing while all are. */
export function FilterSummary({ shownCount, count, onClear }: FilterSummaryProps) {
	const { t } = useTranslation('board')
	return (
		<p className={styles['summary']} role="status">
			{shownCount !== null && (
				<>
					<span>{t('see.shown', { shown: shownCount, count })}</span>
					<button type="button" onClick={onClear}>
						{t('see.clear')}
					</button>
				</>
			)}
		</p>
	)
}
