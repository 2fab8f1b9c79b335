import { findBoard, type Workshop } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from './Banner.tsx'
import { useBoardSurroundings } from './BoardContext.ts'

/** Why one may only look: the server's disk is full, the board is frozen, or it is another group's. Nothing for those who may write. */
export function AccessBanner({ workshop }: { workshop: Workshop }) {
	const { board, openBoard, canEdit } = useBoardSurroundings()
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(openBoard.storage.subscribe, openBoard.storage.get)
	const found = findBoard(workshop, board)?.board
	if (canEdit || !found) return null
	if (storage === 'full') return <Banner icon="warning">{t('notice.full')}</Banner>
	return found.frozen ? (
		<Banner icon="freeze">{t('notice.frozen')}</Banner>
	) : (
		<Banner icon="lock">{t('notice.visiting', { board: found.title })}</Banner>
	)
}
