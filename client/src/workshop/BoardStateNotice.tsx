import { type BoardId, findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { describeAccess } from './boardAccess.ts'

interface BoardStateNoticeProps {
	document: BoardDocument
	workshop: Workshop
	board: BoardId
	/** Whether a participant looks at another board than their own. */
	isElsewhere: boolean
	/** The way back and to other boards. */
	walk: ReactNode
}

/**
 * Explains why the board is read-only, and has the way to other boards; nothing for a person at their own
 * board who can edit it.
 */
export function BoardStateNotice({ document, workshop, board, isElsewhere, walk }: BoardStateNoticeProps) {
	const { t } = useTranslation('board')
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	// The ballot follows the round.
	const canVote = Boolean(useVoteState()?.round)
	const access = describeAccess(workshop, board, { canEdit, storage, canVote })
	if (!access && !isElsewhere) return null
	const at = findBoard(workshop, board)?.board.title ?? ''
	return (
		<Notice rank="state" icon={access?.icon ?? 'open'} tone={access ? 'warn' : 'plain'} actions={walk}>
			{t(access?.text ?? 'notice.elsewhere', { board: at })}
		</Notice>
	)
}

/** Announces that another board opens as soon as this person has finished what they are doing. */
export function MoveNotice({ homeTitle, onGo }: { homeTitle: string; onGo: () => void }) {
	const { t } = useTranslation('board')
	return (
		<Notice
			rank="call"
			role="alert"
			icon="move"
			tone="accent"
			actions={
				<Button size="small" onClick={onGo}>
					{t('notice.goNow')}
				</Button>
			}
		>
			{t('notice.movingSoon', { board: homeTitle })}
		</Notice>
	)
}
