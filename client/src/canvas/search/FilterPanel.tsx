import { facetsOf, isOnlyMark, NO_FILTER, toggleFilterValue } from '@charrette/shared'
import { useMemo } from 'react'
import { FilterFacets, FilterSummary } from '../../boardParts/search/FilterControls.tsx'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import styles from './search.module.css'

/** Filters the canvas by kind, city, category and marks; cards that do not match are dimmed. */
export function FilterPanel({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const language = useLanguage()
	const { compare } = useMemo(() => new Intl.Collator(language), [language])
	const { content, search } = boardUi(editor)
	const filter = useValue(search.filter)
	const facets = useValue(
		'facets',
		() => facetsOf(content.get().cards, search.marked.get(), { filter: search.filter.get(), compare }),
		[content, search, compare],
	)
	return (
		<CanvasControls
			className={styles['panel']}
			role="region"
			aria-label={t('filter.open')}
			onKeyDown={(event) => event.key === 'Escape' && onClose()}
		>
			<header>
				<b>{t('filter.open')}</b>
				<button type="button" className={styles['quiet']} aria-label={t('filter.close')} onClick={onClose}>
					<Icon name="close" size={16} />
				</button>
			</header>
			<FilterFacets
				facets={facets}
				filter={filter}
				onToggle={(facet, value) => search.filter.update((now) => toggleFilterValue(now, facet, value))}
			/>
			<BoardFilterSummary />
		</CanvasControls>
	)
}

/** The number of cards of the canvas that match the filter. */
export function BoardFilterSummary() {
	const editor = useEditor()
	const { content, search } = boardUi(editor)
	const shownCount = useValue('match count', () => search.matching.get()?.size ?? null, [search])
	const count = useValue('card count', () => content.get().cards.length, [content])
	const openCount = useValue(
		'open count',
		() => (isOnlyMark(search.filter.get(), 'open') ? content.get().coverage.open : null),
		[content, search],
	)
	const onClear = () => search.filter.set(NO_FILTER)
	return <FilterSummary {...{ shownCount, count, openCount, onClear }} />
}
