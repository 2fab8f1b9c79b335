import { findBoard, isAtWork, type Workshop } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useVoteStand } from '../../vote/VoteContext.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import { Banner } from './Banner.tsx'
import { READ_ONLY_ICONS, whyReadOnly } from './whyReadOnly.ts'

/** Why one may only look: the server's disk is full, the board is frozen, the phase is for looking, or it is another group's. Nothing for those who may write. */
export function AccessBanner({ workshop }: { workshop: Workshop }) {
	const { board, openBoard, canEdit } = useBoardSurroundings()
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(openBoard.storage.subscribe, openBoard.storage.get)
	const mayVote = Boolean(useVoteStand()?.ballot)
	const found = findBoard(workshop, board)
	const facts = found && { frozen: found.board.frozen, isAtWork: isAtWork(workshop, found.session) }
	const reason = facts ? whyReadOnly({ canEdit, storage, ...facts }) : null
	if (!found || !reason) return null
	if (reason === 'phase' && mayVote) return <Banner icon="check">{t('vote.may')}</Banner>
	return <Banner icon={READ_ONLY_ICONS[reason]}>{t(`notice.${reason}`, { board: found.board.title })}</Banner>
}
