import { findBoard, isEditingOpen, isGallery, type Workshop } from '@charrette/shared'
import { useEditor, useValue } from '@tldraw/tldraw'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { useVoteState } from '../../vote/useBoardVotes.ts'
import { useBoardContext } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import styles from './notices.module.css'
import { READ_ONLY_ICONS, readOnlyReason } from './readOnlyReason.ts'

interface BannerProps {
	icon: IconName
	/** For information that restricts nothing. */
	isQuiet?: boolean
	children: ReactNode
}

/** A line of information about the board under the top bar. */
export function Banner({ icon, isQuiet, children }: BannerProps) {
	return (
		<Chrome className={joinClasses(styles['banner'], isQuiet && styles['quiet'])} role="status">
			<Icon name={icon} size={18} />
			{children}
		</Chrome>
	)
}

/**
 * Explains why the board is read-only, and has the way to other boards; nothing for a person who can
 * edit it.
 */
export function AccessBanner({ workshop, children }: { workshop: Workshop; children: ReactNode }) {
	const { board, canvasBinding, canEdit } = useBoardContext()
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(canvasBinding.storage.subscribe, canvasBinding.storage.get)
	// The ballot follows the round.
	const canVote = Boolean(useVoteState()?.round)
	const found = findBoard(workshop, board)
	if (!found) return null
	const isEditing = isEditingOpen(workshop, found.session)
	const reason = readOnlyReason({ canEdit, storage, isFrozen: found.board.frozen, isEditing })
	if (!reason) return null
	if (reason === 'phase' && (canVote || isGallery(workshop)))
		return (
			<Banner icon="check">
				{t(canVote ? 'vote.canVote' : 'walk.gallery')}
				{children}
			</Banner>
		)
	return (
		<Banner icon={READ_ONLY_ICONS[reason]}>
			{t(`notice.${reason}`, { board: found.board.title })}
			{children}
		</Banner>
	)
}

/**
 * Moves a person who was assigned to another group to its board: at once, or when they finish the
 * card they are writing.
 */
export function MoveBanner({ group, onGo }: { group: string; onGo: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isWriting = useValue('is writing', () => editor.getEditingShapeId() !== null, [editor])
	useEffect(() => {
		if (!isWriting) onGo()
	}, [isWriting, onGo])
	if (!isWriting) return null
	return (
		<Banner icon="move">
			{t('notice.movingSoon', { group })}
			<Button size="small" onClick={() => editor.setEditingShape(null)}>
				{t('notice.goNow')}
			</Button>
		</Banner>
	)
}
