import { type BoardId, findBoard, isEditingOpen, isGallery, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { READ_ONLY_ICONS, readOnlyReason } from '../board/notices/readOnlyReason.ts'
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
	/** Whether this person is editing a card. */
	isWriting: boolean
	/** The name of this person's group. */
	group: string
	/** Goes to that group's board; null while it is the open one. */
	onMove: (() => void) | null
	/** The way to other boards and back. */
	walk: ReactNode
	/** A notice that replaces the reason why the board is read-only; null where there is none. */
	notice: ReactNode
}

/**
 * Why the board is read-only, or that this person was moved to another group. A moved person goes
 * to the new board as soon as they are not editing a card.
 */
export function ListBanner(props: ListBannerProps) {
	const { document, workshop, board, canEdit, isWriting, group, onMove, walk, notice } = props
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	// The ballot follows the round.
	const canVote = Boolean(useVoteState()?.round)
	const found = findBoard(workshop, board)
	useEffect(() => {
		if (onMove && !isWriting) onMove()
	}, [onMove, isWriting])
	if (onMove)
		return (
			<BannerLine icon="move">
				{t('notice.movingSoon', { group })}
				<Button size="small" onClick={onMove}>
					{t('notice.goNow')}
				</Button>
			</BannerLine>
		)
	if (notice)
		return (
			<BannerLine icon="lock" isQuiet>
				{notice}
			</BannerLine>
		)
	const state = found && { isFrozen: found.board.frozen, isEditing: isEditingOpen(workshop, found.session) }
	const reason = state ? readOnlyReason({ canEdit, storage, ...state }) : null
	if (!found || !reason) return null
	if (reason === 'phase' && (canVote || isGallery(workshop)))
		return (
			<BannerLine icon="check">
				{t(canVote ? 'vote.canVote' : 'walk.gallery')} {walk}
			</BannerLine>
		)
	return (
		<BannerLine icon={READ_ONLY_ICONS[reason]}>
			{t(`notice.${reason}`, { board: found.board.title })} {walk}
		</BannerLine>
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
