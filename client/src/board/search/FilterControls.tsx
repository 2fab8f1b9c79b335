/* The controls of a filter, for the canvas and for the list. They do not import tldraw. */

import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import type { Facet, Facets, Filter } from './Filter.ts'
import styles from './filter.module.css'

interface FilterFacetsProps {
	facets: Facets
	filter: Filter
	onToggle: <Field extends keyof Filter>(field: Field, value: Filter[Field][number]) => void
}

/** A toggle button for each value of the filter, with the number of its cards. */
export function FilterFacets({ facets, filter, onToggle }: FilterFacetsProps) {
	const { t } = useTranslation(['board', 'app'])
	const fieldset = <Field extends keyof Filter>(
		field: Field,
		describe: (value: Filter[Field][number]) => { label: string; icon?: ReactNode; kind?: string },
	) => {
		const shown = facets[field] as Facet<Filter[Field][number]>[]
		const active: readonly string[] = filter[field]
		if (shown.length === 0) return null
		return (
			<fieldset>
				<legend>{t(`board:filter.${field}`)}</legend>
				{shown.map(({ value, count }) => {
					const { label, icon, kind } = describe(value)
					return (
						<button
							key={value}
							type="button"
							data-kind={kind}
							aria-pressed={active.includes(value)}
							onClick={() => onToggle(field, value)}
						>
							{icon}
							{label} <small>{count}</small>
						</button>
					)
				})}
			</fieldset>
		)
	}
	return (
		<div className={styles['facets']}>
			{fieldset('marks', (mark) => ({ label: t(`board:filter.mark.${mark}`) }))}
			{fieldset('kinds', (kind) => ({ label: t(`app:kinds.${kind}`), icon: <KindIcon kind={kind} size={16} />, kind }))}
			{fieldset('categories', (category) => ({ label: t(`board:categories.${category}`) }))}
			{fieldset('cities', (city) => ({ label: city }))}
		</div>
	)
}

interface FilterSummaryProps {
	/** Number of cards that match; null without a filter, in which case nothing is shown. */
	shownCount: number | null
	/** Number of cards on the board. */
	count: number
	onClear: () => void
}

/** The number of cards of the board that match, with a button that clears the filter. */
export function FilterSummary({ shownCount, count, onClear }: FilterSummaryProps) {
	const { t } = useTranslation('board')
	return (
		<p className={styles['summary']} role="status">
			{shownCount !== null && (
				<>
					<span>{t('filter.shown', { shown: shownCount, count })}</span>
					<button type="button" onClick={onClear}>
						{t('filter.clear')}
					</button>
				</>
			)}
		</p>
	)
}
