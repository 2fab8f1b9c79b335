import { useEditor, useValue } from '@tldraw/tldraw'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import { contentOf } from '../contentOf.ts'
import { filterOf, markedCards, matchingCards } from './boardSearch.ts'
import { facetsOf, NO_FILTER, toggleFilterValue } from './Filter.ts'
import { FilterFacets, FilterSummary } from './FilterControls.tsx'
import styles from './search.module.css'

/** What to look at: kinds, cities, categories, open obstacles, one's own cards. The others step back. */
export function FilterPanel({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale } = useBoardContext()
	const { compare } = useMemo(() => new Intl.Collator(locale), [locale])
	const filter = useValue(filterOf(editor))
	const facets = useValue(
		'facets',
		() => facetsOf(contentOf(editor).get().cards, markedCards(editor), { filter: filterOf(editor).get(), compare }),
		[editor, compare],
	)
	return (
		<Chrome
			className={styles['panel']}
			role="region"
			aria-label={t('see.filter')}
			onKeyDown={(event) => event.key === 'Escape' && onClose()}
		>
			<header>
				<b>{t('see.filter')}</b>
				<button type="button" className={styles['quiet']} aria-label={t('see.closeFilter')} onClick={onClose}>
					<Icon name="close" size={16} />
				</button>
			</header>
			<FilterFacets
				facets={facets}
				filter={filter}
				onToggle={(field, value) => filterOf(editor).update((now) => toggleFilterValue(now, field, value))}
			/>
			<BoardFilterSummary />
		</Chrome>
	)
}

/** How many cards this editor's filter lets be seen. */
export function BoardFilterSummary() {
	const editor = useEditor()
	const shown = useValue('passing', () => matchingCards(editor)?.size ?? null, [editor])
	const count = useValue('all', () => contentOf(editor).get().cards.length, [editor])
	return <FilterSummary shownCount={shown} count={count} onClear={() => filterOf(editor).set(NO_FILTER)} />
}
