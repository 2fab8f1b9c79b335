import { findBoard, type Workshop } from '@charrette/shared'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner.tsx'
import { useBoardSurroundings } from './BoardContext.ts'

/** Why one may only look: the board is frozen, or it is another group's. Nothing for those who may write. */
export function AccessBanner({ workshop }: { workshop: Workshop }) {
	const { board, canEdit } = useBoardSurroundings()
	const { t } = useTranslation('board')
	const found = findBoard(workshop, board)?.board
	if (canEdit || !found) return null
	return found.frozen ? (
		<Banner icon="freeze">{t('notice.frozen')}</Banner>
	) : (
		<Banner icon="lock">{t('notice.visiting', { board: found.title })}</Banner>
	)
}
