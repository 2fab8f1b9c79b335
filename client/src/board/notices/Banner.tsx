import { findBoard, isEditingOpen, type Workshop } from '@charrette/shared'
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
	/** Nothing is in the way: it only says how things are. */
	isQuiet?: boolean
	children: ReactNode
}

/** A line under the top bar that says what is special about the board just now. */
export function Banner({ icon, isQuiet, children }: BannerProps) {
	return (
		<Chrome className={joinClasses(styles['banner'], isQuiet && styles['quiet'])} role="status">
			<Icon name={icon} size={18} />
			{children}
		</Chrome>
	)
}

/** Why one may only look: the server's disk is full, the board is frozen, the phase is for looking, or it is another group's. Nothing for those who may write. */
export function AccessBanner({ workshop }: { workshop: Workshop }) {
	const { board, canvasBinding, canEdit } = useBoardContext()
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(canvasBinding.storage.subscribe, canvasBinding.storage.get)
	const mayVote = Boolean(useVoteState()?.ballot)
	const found = findBoard(workshop, board)
	const facts = found && { frozen: found.board.frozen, isAtWork: isEditingOpen(workshop, found.session) }
	const reason = facts ? readOnlyReason({ canEdit, storage, ...facts }) : null
	if (!found || !reason) return null
	if (reason === 'phase' && mayVote) return <Banner icon="check">{t('vote.canVote')}</Banner>
	return <Banner icon={READ_ONLY_ICONS[reason]}>{t(`notice.${reason}`, { board: found.board.title })}</Banner>
}

/** Says that one belongs to another group now and takes one there: at once, or when the card under one's hands is finished. */
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
