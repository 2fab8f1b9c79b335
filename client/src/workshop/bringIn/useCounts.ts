import type { ImportedBoard } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'

/** How much these boards hold, in words: `12 cards · 3 links`; what there is none of is left out. */
export function useCounts(boards: readonly ImportedBoard[]): string {
	const { t } = useTranslation('bring')
	const sum = (what: 'cards' | 'links' | 'clusters' | 'images') =>
		boards.reduce((total, board) => total + board[what], 0)
	const counts = (['cards', 'links', 'clusters', 'images'] as const)
		.map((what) => ({ what, count: sum(what) }))
		.filter(({ what, count }) => count > 0 || what === 'cards')
		.map(({ what, count }) => t(what, { count }))
	return [...(boards.length > 1 ? [t('boards', { count: boards.length })] : []), ...counts].join(' · ')
}
