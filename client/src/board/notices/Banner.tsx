import { findBoard, type Workshop } from '@charrette/shared'
import { useEditor, useValue } from '@tldraw/tldraw'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { useVoteState } from '../../vote/useBoardVotes.ts'
import { useDelayedMove } from '../../workshop/useDelayedMove.ts'
import { useBoardContext } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import { describeAccess } from './boardAccess.ts'
import styles from './notices.module.css'

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

interface AccessBannerProps {
	workshop: Workshop
	/** Whether a participant looks at another board than their own. */
	isElsewhere: boolean
	/** The way back and to other boards. */
	children: ReactNode
}

/**
 * Explains why the board is read-only, and has the way to other boards; nothing for a person at their own
 * board who can edit it.
 */
export function AccessBanner({ workshop, isElsewhere, children }: AccessBannerProps) {
	const { board, canvasBinding, canEdit } = useBoardContext()
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(canvasBinding.storage.subscribe, canvasBinding.storage.get)
	// The ballot follows the round.
	const canVote = Boolean(useVoteState()?.round)
	const access = describeAccess(workshop, board, { canEdit, storage, canVote })
	if (!access && !isElsewhere) return null
	const at = findBoard(workshop, board)?.board.title ?? ''
	return (
		<Banner icon={access?.icon ?? 'canvas'} isQuiet={!access}>
			<span>{t(access?.text ?? 'notice.elsewhere', { board: at })}</span>
			{children}
		</Banner>
	)
}

/**
 * Takes a person to their new own board, after a new session or a move to another group: at once, or a
 * little later if they are in the middle of something.
 */
export function MoveBanner({ homeTitle, onGo }: { homeTitle: string; onGo: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isBusy = useValue('is busy', () => editor.getEditingShapeId() !== null || isInGesture(editor), [editor])
	const isDelayed = useDelayedMove(isBusy, onGo)
	if (!isDelayed) return null
	return (
		<Banner icon="move">
			<span>{t('notice.movingSoon', { board: homeTitle })}</span>
			<Button size="small" onClick={onGo}>
				{t('notice.goNow')}
			</Button>
		</Banner>
	)
}
