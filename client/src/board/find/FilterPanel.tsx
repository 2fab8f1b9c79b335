import { useEditor, useValue } from '@tldraw/tldraw'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import { contentOf } from '../contentOf.ts'
import { facetsOf, toggleWish } from './Filter.ts'
import { FilterFacets } from './FilterFacets.tsx'
import { FilterStand } from './FilterStand.tsx'
import { filterOf, markedCards } from './filterOf.ts'
import styles from './find.module.css'

/** What to look at: kinds, cities, categories, open obstacles, one's own cards. The others step back. */
export function FilterPanel({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale } = useBoardSurroundings()
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
				onToggle={(field, value) => filterOf(editor).update((now) => toggleWish(now, field, value))}
			/>
			<FilterStand />
		</Chrome>
	)
}
