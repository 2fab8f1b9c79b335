import { findBoard } from '@charrette/shared'
import { type ReactNode, useSyncExternalStore } from 'react'
import { sendCommand } from '../connection/api/commands.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
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
 * Explains why the board is read-only, with buttons to other boards, and says to a facilitator that
 * it is frozen for others. Shows nothing else to who can edit the board.
 */
export function BoardStateNotice({ document, isElsewhere, walk }: BoardStateNoticeProps) {
	const { t } = useTranslation('board')
	const { workshop, board, credentials } = useBoardPlace()
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	// Checks the round, not the ballot, which is fetched only after the round is known.
	const canVote = Boolean(useVoteState()?.round)
	const access = describeAccess(workshop, board, { canEdit, storage, canVote })
	const found = findBoard(workshop, board)?.board
	const mayUnfreeze = credentials.role === 'facilitator' && found?.frozen === true && !workshop.isClosed
	if (!access && mayUnfreeze) return <FrozenForOthersNotice />
	if (!access && !isElsewhere) return null
	const at = found?.title ?? ''
	return (
		<Notice rank="state" icon={access?.icon ?? 'open'} tone={access ? 'warn' : 'plain'} actions={walk}>
			{t(access?.text ?? 'notice.elsewhere', { board: at })}
		</Notice>
	)
}

/** Says to a facilitator, who may still edit, that others cannot, with a button that ends it. */
function FrozenForOthersNotice() {
	const { t } = useTranslation('board')
	const { board, credentials } = useBoardPlace()
	const attempt = useAttempt()
	const unfreeze = () =>
		attempt(() => sendCommand(credentials, { type: 'boards.freeze', frozen: false, boards: [board] }))
	return (
		<Notice
			rank="state"
			icon="freeze"
			tone="plain"
			actions={
				<Button size="small" icon="unfreeze" onClick={unfreeze}>
					{t('notice.unfreeze')}
				</Button>
			}
		>
			{t('notice.frozenForOthers')}
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
