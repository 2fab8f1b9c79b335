import { useCallback } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { RowLink } from './outline.ts'

/** What a link says at one of its cards: "addresses" at its beginning, "is addressed by" at its end. */
export function useLinkWords(): (link: Pick<RowLink, 'meaning' | 'isOutward'>) => string {
	const { t } = useTranslation('board')
	return useCallback(
		({ meaning, isOutward }) => (isOutward ? t(`meanings.${meaning}`) : t(`list.inverse.${meaning}`)),
		[t],
	)
}
