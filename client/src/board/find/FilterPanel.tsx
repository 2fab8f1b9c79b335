import { useEditor, useValue } from '@tldraw/tldraw'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import { contentOf } from '../contentOf.ts'
import { type Facet, type Filter, facetsOf, toggleWish } from './Filter.ts'
import { FilterStand } from './FilterStand.tsx'
import { filterOf, markedCards } from './filterOf.ts'
import styles from './find.module.css'

/** What to look at: kinds, cities, categories, open obstacles, one's own cards. The others step back. */
export function FilterPanel({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale, words } = useBoardSurroundings()
	const { compare } = useMemo(() => new Intl.Collator(locale), [locale])
	const filter = useValue(filterOf(editor))
	const facets = useValue(
		'facets',
		() => facetsOf(contentOf(editor).get().cards, markedCards(editor), { filter: filterOf(editor).get(), compare }),
		[editor, compare],
	)
	const chips = <Field extends keyof Filter>(
		field: Field,
		show: (facet: Facet<Filter[Field][number]>) => { word: string; icon?: ReactNode; kind?: string },
	) => {
		const shown = facets[field] as Facet<Filter[Field][number]>[]
		const wanted: readonly string[] = filter[field]
		if (shown.length === 0) return null
		return (
			<fieldset>
				<legend>{t(`see.${field}`)}</legend>
				{shown.map((facet) => {
					const { word, icon, kind } = show(facet)
					return (
						<button
							key={facet.value}
							type="button"
							data-kind={kind}
							aria-pressed={wanted.includes(facet.value)}
							onClick={() => filterOf(editor).update((now) => toggleWish(now, field, facet.value))}
						>
							{icon}
							{word} <small>{facet.count}</small>
						</button>
					)
				})}
			</fieldset>
		)
	}
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
			<div className={styles['facets']}>
				{chips('marks', ({ value }) => ({ word: t(`see.mark.${value}`) }))}
				{chips('kinds', ({ value }) => ({
					word: words.kinds[value],
					icon: <KindIcon kind={value} size={16} />,
					kind: value,
				}))}
				{chips('categories', ({ value }) => ({ word: words.categories[value] }))}
				{chips('cities', ({ value }) => ({ word: value }))}
			</div>
			<FilterStand />
		</Chrome>
	)
}
