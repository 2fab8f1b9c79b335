import { type CardShape, readTranslations, translationOf, type Workshop } from '@charrette/shared'
import { useOpenTranslation } from '../boardParts/detailsContext.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import type { ReadText } from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import styles from './details.module.css'

export interface CardTranslationsProps {
	shape: CardShape
	read: ReadText
	workshop: Workshop
	canWrite: boolean
}

/** The translations of a card that people wrote, and the button for another one (READ5). */
export function CardTranslations({ shape, read, workshop, canWrite }: CardTranslationsProps) {
	const { t } = useTranslation(['board', 'panels'])
	const language = useLanguage()
	const names = useDisplayNames(workshop)
	const open = useOpenTranslation()
	const languages = new Intl.DisplayNames([language], { type: 'language' })
	const { text } = shape.props
	const translations = readTranslations(shape.meta)
	const found = Object.keys(translations).flatMap((locale) => translationOf({ text, translations }, locale) ?? [])
	if (found.length === 0 && !(canWrite && text.trim())) return null
	return (
		<section className={styles['detail']}>
			{found.length > 0 && <h3>{t('details.translations')}</h3>}
			{found.map((one) => {
				const name = languages.of(one.locale) ?? one.locale
				const label = one.isStale ? t('panels:translate.older', { language: name }) : name
				const by = one.by === undefined ? undefined : names.get(one.by)
				return (
					<div key={one.locale} className={styles['translation']}>
						<Button
							size="small"
							icon={one.isStale ? 'warning' : 'language'}
							onClick={() => open?.(shape.id, one.locale)}
						>
							{label}
						</Button>
						{by && <small>{t('panels:translate.by', { name: by })}</small>}
					</div>
				)
			})}
			{canWrite && text.trim() && (
				<Button icon="language" className={styles['similar']} onClick={() => open?.(shape.id, null)}>
					{t(read.isTranslated ? 'translate.correct' : 'translate.add')}
				</Button>
			)}
		</section>
	)
}
