import type { Card } from '@charrette/shared'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { FilterFacets, FilterSummary } from '../boardParts/search/FilterControls.tsx'
import { useCardResults } from '../boardParts/search/useCardResults.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/isComposing.ts'
import type { ListSearch } from './ListSearch.ts'
import styles from './list.module.css'

interface ListSearchRowProps {
	search: ListSearch
	/** The listed cards. */
	cards: readonly Card[]
	/** Number of cards on the board. */
	count: number
	/** Focuses a card of the list. */
	onEnter: (card: Card) => void
}

/**
 * The search field and filter above the list. The list shows the results on every keystroke; Enter
 * goes to the first result, Esc closes the search. The results of the other boards are listed if
 * this board has none, or at a press; the arrow keys then choose among them (SEARCH1).
 */
export function ListSearchRow(props: ListSearchRowProps) {
	const { search, cards, count, onEnter } = props
	const { workshop, credentials, board } = useBoardPlace()
	const { t } = useTranslation('board')
	const [isFilterOpen, setFilterOpen] = useState(false)
	const field = useRef<HTMLInputElement>(null)
	// On a phone the keyboard would cover the open obstacles.
	const startsWithField = useRef(search.openCount === null)
	useEffect(() => {
		if (startsWithField.current) field.current?.focus()
	}, [])
	const startsOpen = cards.length === 0 && !isFilterOpen
	const onSearch = search.setQuery
	const others = useCardResults({ workshop, credentials, board, startsOpen, field, onSearch })

	const onKeyDown = (event: KeyboardEvent) => {
		// During composition, Enter and Escape belong to the input method; Enter may choose a result.
		if (isComposing(event) || event.defaultPrevented) return
		const isInField = event.target === field.current
		if (event.key === 'Escape') search.close()
		else if (isInField && cards[0] && (event.key === 'Enter' || event.key === 'ArrowDown')) onEnter(cards[0])
		else return
		event.preventDefault()
	}
	const clear = () => {
		others.clear()
		search.clear()
		field.current?.focus()
	}
	return (
		<search className={styles['search']} aria-label={t('list.find')} onKeyDown={onKeyDown}>
			<div className={styles['searchLine']}>
				<Icon name="search" size={18} />
				<input
					ref={field}
					type="text"
					{...others.fieldProps}
					aria-label={t('search.label')}
					placeholder={t('search.label')}
					enterKeyHint="search"
				/>
				<Button
					variant="quiet"
					size="small"
					icon="filter"
					iconOnly
					aria-label={t('filter.open')}
					title={t('filter.open')}
					aria-expanded={isFilterOpen}
					onClick={() => setFilterOpen(!isFilterOpen)}
				/>
				<Button
					variant="quiet"
					size="small"
					icon="close"
					iconOnly
					aria-label={t('search.close')}
					title={t('search.close')}
					onClick={search.close}
				/>
			</div>
			{isFilterOpen && (
				<FilterFacets facets={search.facets} filter={search.filter} onToggle={search.toggleFilterValue} />
			)}
			{others.results}
			<FilterSummary
				shownCount={search.visibleIds && cards.length}
				count={count}
				openCount={search.openCount}
				onClear={clear}
			/>
		</search>
	)
}
