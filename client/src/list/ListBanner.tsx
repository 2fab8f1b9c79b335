import { type BoardId, findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { describeAccess } from '../board/notices/boardAccess.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/iconPaths.ts'
import { joinClasses } from '../ui/joinClasses.ts'
import { useVoteState } from '../vote/useBoardVotes.ts'
import styles from './list.module.css'

interface ListBannerProps {
	document: BoardDocument
	workshop: Workshop
	board: BoardId
	canEdit: boolean
	/** Whether this person is writing a card. */
	isWriting: boolean
	/** The title of this person's own board. */
	homeTitle: string
	/** Whether a participant looks at another board than their own. */
	isElsewhere: boolean
	/** Goes to it after it has become another one; null if it has not. */
	onMove: (() => void) | null
	/** The way to other boards and back. */
	walk: ReactNode
	/** A notice that replaces the reason why the board is read-only; null where there is none. */
	notice: ReactNode
}

/**
 * Why the board is read-only, the way back to this person's own board, or that they get another one:
 * they go there once they have paused.
 */
export function ListBanner(props: ListBannerProps) {
	const { document, workshop, board, canEdit, isWriting, homeTitle, isElsewhere, onMove, walk, notice } = props
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	// The ballot follows the round.
	const canVote = Boolean(useVoteState()?.round)
	useEffect(() => {
		if (onMove && !isWriting) onMove()
	}, [onMove, isWriting])
	if (onMove)
		return (
			<BannerLine icon="move">
				{t('notice.movingSoon', { board: homeTitle })}
				<Button size="small" onClick={onMove}>
					{t('notice.goNow')}
				</Button>
			</BannerLine>
		)
	const access = notice ? null : describeAccess(workshop, board, { canEdit, storage, canVote })
	const at = findBoard(workshop, board)?.board.title ?? ''
	return (
		<>
			{notice && (
				<BannerLine icon="lock" isQuiet>
					{notice}
				</BannerLine>
			)}
			{(access || isElsewhere) && (
				<BannerLine icon={access?.icon ?? 'list'} isQuiet={!access}>
					{t(access?.text ?? 'notice.elsewhere', { board: at })} {walk}
				</BannerLine>
			)}
		</>
	)
}

function BannerLine({ icon, isQuiet, children }: { icon: IconName; isQuiet?: boolean; children: ReactNode }) {
	return (
		<div className={joinClasses(styles['banner'], isQuiet && styles['quiet'])} role="status">
			<Icon name={icon} size={18} />
			<span>{children}</span>
		</div>
	)
}
