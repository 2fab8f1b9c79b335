import type { Activity } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'

/** What one may do now, as a sentence. */
export function useMayWords(may: readonly Activity[]): string {
	const { t } = useTranslation('board')
	const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
	if (may.length === 0) return t('stage.mayLook')
	return t('stage.may', { what: list.format(may.map((activity) => t(`stage.activity.${activity}`))) })
}
