import { CARD_KINDS, OBSTACLE_CATEGORIES } from '@charrette/shared'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { CardWords } from '../BoardContext.ts'

/** The words that stand on cards, in the present language; the same object until the language changes. */
export function useCardWords(): CardWords {
	const { t } = useTranslation(['board', 'app'])
	return useMemo(
		() => ({
			kinds: Object.fromEntries(CARD_KINDS.map((kind) => [kind, t(`app:kinds.${kind}`)])) as CardWords['kinds'],
			categories: Object.fromEntries(
				OBSTACLE_CATEGORIES.map((category) => [category, t(`board:categories.${category}`)]),
			) as CardWords['categories'],
		}),
		[t],
	)
}
