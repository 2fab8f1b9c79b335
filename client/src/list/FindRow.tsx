import type { Card } from '@charrette/shared'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { FilterFacets } from '../board/find/FilterFacets.tsx'
import { ShownCount } from '../board/find/ShownCount.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './find.module.css'
import type { Find } from './useFind.ts'

interface FindRowProps {
	find: Find
	/** The cards that are listed. */
	cards: readonly Card[]
	/** How many cards there are. */
	count: number
	/** Goes to a card of the list. */
	onEnter: (card: Card) => void
}

/** Search and filter over the list: it holds what was found while one types; Enter leads into it, Esc ends it. */
export function FindRow({ find, cards, count, onEnter }: FindRowProps) {
	const { t } = useTranslation('board')
	const [text, setText] = useState('')
	const [isFilterOpen, setFilterOpen] = useState(false)
	const field = useRef<HTMLInputElement>(null)
	useEffect(() => field.current?.focus(), [])

	const onKeyDown = (event: KeyboardEvent) => {
		// An input method's own Enter and Escape choose a character.
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		const isInField = event.target === field.current
		if (event.key === 'Escape') find.close()
		else if (isInField && cards[0] && (event.key === 'Enter' || event.key === 'ArrowDown')) onEnter(cards[0])
		else return
		event.preventDefault()
	}
	const clear = () => {
		setText('')
		find.clear()
		field.current?.focus()
	}
	return (
		<search className={styles['find']} aria-label={t('list.find')} onKeyDown={onKeyDown}>
			<div className={styles['line']}>
				<Icon name="search" size={18} />
				<input
					ref={field}
					type="text"
					value={text}
					aria-label={t('see.searchLabel')}
					placeholder={t('see.searchLabel')}
					autoComplete="off"
					enterKeyHint="search"
					spellCheck={false}
					onChange={({ target, nativeEvent }) => {
						setText(target.value)
						if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) find.search(target.value)
					}}
					onCompositionEnd={({ currentTarget }) => find.search(currentTarget.value)}
				/>
				<Button
					look="quiet"
					size="small"
					icon="filter"
					iconOnly
					aria-label={t('see.filter')}
					title={t('see.filter')}
					aria-expanded={isFilterOpen}
					onClick={() => setFilterOpen(!isFilterOpen)}
				/>
				<Button
					look="quiet"
					size="small"
					icon="close"
					iconOnly
					aria-label={t('see.endSearch')}
					title={t('see.endSearch')}
					onClick={find.close}
				/>
			</div>
			{isFilterOpen && <FilterFacets facets={find.facets} filter={find.filter} onToggle={find.toggleWish} />}
			<ShownCount shown={find.seen && cards.length} count={count} onClear={clear} />
		</search>
	)
}
