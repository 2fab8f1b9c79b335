import { boardWalk, findBoard } from '@charrette/shared'
import { type ReactNode, useSyncExternalStore } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useLateComponent } from '../ui/useLateComponent.ts'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { describeAccess } from './boardAccess.ts'

interface BoardStateNoticeProps {
	document: BoardDocument
	/** Whether a participant views a board other than their own. */
	isElsewhere: boolean
	/** The buttons that lead to other boards and back. */
	walk: ReactNode
}

/** The notice that only facilitators fetch. */
const loadFrozen = async () => (await fetchChunkOnce(() => import('./FrozenForOthersNotice.tsx'))).FrozenForOthersNotice

const WALKED_VOTE = { icon: 'check', text: 'vote.canVote' } as const

/**
 * Explains why the board is read-only, with buttons to other boards, and says to a facilitator that
 * it is frozen for others. Who can edit the board reads nothing else, except in a vote on several
 * boards, which has a button to the next one (WALK1).
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
	const FrozenForOthersNotice = useLateComponent(mayUnfreeze, loadFrozen)
	if (!access && mayUnfreeze) return FrozenForOthersNotice && <FrozenForOthersNotice />
	const isOnWalk = canVote && !isElsewhere && boardWalk(workshop, credentials.participant)?.kind === 'vote'
	const shown = access ?? (isOnWalk && credentials.participant ? WALKED_VOTE : null)
	if (!shown && !isElsewhere) return null
	const at = found?.title ?? ''
	return (
		<Notice rank="state" icon={shown?.icon ?? 'open'} tone={access ? 'warn' : 'plain'} actions={walk}>
			{t(shown?.text ?? 'notice.elsewhere', { board: at })}
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
