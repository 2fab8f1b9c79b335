import type { Hand, Participant } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'

/** More names say less. */
const MOST_NAMES = 3

/** What a list of hands is part of. */
export type HandWords = (
	what: 'changed' | 'moved' | 'cardGone' | 'otherGone' | 'imagesGone' | 'renamed',
	by: readonly Hand[] | undefined,
) => string | undefined

/** Says whose hands made a change, whoever was at it last first; undefined where nobody can be named. */
export function useHandWords(people: readonly Participant[]): HandWords {
	const { t } = useTranslation('history')
	const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
	const nameOf = (hand: Hand) =>
		hand === 'facilitator' ? t('facilitator') : people.find(({ id }) => id === hand)?.name
	return (what, by = []) => {
		const names = by
			.map(nameOf)
			.filter((name) => name !== undefined)
			.reverse()
		if (names.length === 0) return undefined
		const isLong = names.length > MOST_NAMES + 1
		const shown = isLong ? [...names.slice(0, MOST_NAMES), t('others', { count: names.length - MOST_NAMES })] : names
		return t(`hands.${what}`, { names: list.format(shown) })
	}
}
