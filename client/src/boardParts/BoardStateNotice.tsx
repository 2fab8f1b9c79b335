import { findBoard } from '@charrette/shared'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { describeAccess } from './boardAccess.ts'

interface BoardStateNoticeProps {
	document: BoardDocument
	/** Whether a participant views a board other than their own. */
	isElsewhere: boolean
	/** The buttons that lead to other boards and back. */
	walk: ReactNode
}

/**
 * Explains why the board is read-only, with buttons to other boards. Shows nothing to a person at
 * their own board who can edit it.
 */
export function BoardStateNotice({ document, isElsewhere, walk }: BoardStateNoticeProps) {
	const { t } = useTranslation('board')
	const { workshop, board } = useBoardPlace()
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	// Checks the round, not the ballot, which is fetched only after the round is known.
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

/** Announces that another board will open as soon as this person pauses. */
export function MoveNotice({ onGo }: { onGo: () => void }) {
	const { t } = useTranslation('board')
	const { workshop, ownBoard } = useBoardPlace()
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
			{t('notice.movingSoon', { board: (ownBoard && findBoard(workshop, ownBoard)?.board.title) ?? '' })}
		</Notice>
	)
}
