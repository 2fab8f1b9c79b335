import type { VoteRound } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'

/** Which kinds of card are voted on, as a sentence; null where all are. */
export function useKindsWords(round: Pick<VoteRound, 'kinds'> | null): string | null {
	const { t } = useTranslation('board')
	const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
	const kinds = round?.kinds
	return kinds ? t('vote.on', { kinds: list.format(kinds.map((kind) => t(`vote.kinds.${kind}`))) }) : null
}
