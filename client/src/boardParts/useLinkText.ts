import type { LinkMeaning } from '@charrette/shared'
import { useCallback } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'

/**
 * Returns a function that gives a link's text at one of its cards: "addresses" at its start, "is
 * addressed by" at its end.
 */
export function useLinkText(): (link: { meaning: LinkMeaning; isOutward: boolean }) => string {
	const { t } = useTranslation('board')
	return useCallback(
		({ meaning, isOutward }) => (isOutward ? t(`meanings.${meaning}`) : t(`list.inverse.${meaning}`)),
		[t],
	)
}
