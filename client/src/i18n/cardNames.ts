import type { CardChoice, CardKind, NameOf, ObstacleCategory } from '@charrette/shared'
import { useMemo } from 'react'
import type { Translate } from './texts.ts'
import { useTranslation } from './useTranslation.ts'

/** Returns the names of the values of a card's choices, such as its kind. */
export function cardNamesIn(t: Translate<['board', 'app']>): NameOf {
	const names = {
		kind: (kind) => t(`app:kinds.${kind as CardKind}`),
		category: (category) => t(`board:categories.${category as ObstacleCategory}`),
	} satisfies Record<CardChoice, (value: string) => string>
	return (choice, value) => names[choice](value)
}

/** Returns the same in the current language; the same function until the language changes. */
export function useCardNames(): NameOf {
	const { t } = useTranslation(['board', 'app'])
	return useMemo(() => cardNamesIn(t), [t])
}
