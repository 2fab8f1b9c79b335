import { type BoardId, findBoard, isAtWork, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { READ_ONLY_ICONS, whyReadOnly } from '../board/notices/whyReadOnly.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/iconPaths.ts'
import { joinClasses } from '../ui/joinClasses.ts'
import { useVoteStand } from '../vote/VoteContext.ts'
import styles from './list.module.css'

interface ListNotesProps {
	document: OpenDocument
	workshop: Workshop
	board: BoardId
	canEdit: boolean
	/** Whether this person is in the middle of a text. */
	isWriting: boolean
	/** This person's group, and the way to its board if that is another one. */
	group: string
	onMove: (() => void) | null
	/** What else is to be said; it goes before why one may only look. */
	note: ReactNode
}

/** What is special about the board just now: one may only look, or one belongs elsewhere. */
export function ListNotes({ document, workshop, board, canEdit, isWriting, group, onMove, note }: ListNotesProps) {
	const { t } = useTranslation('board')
	const storage = useSyncExternalStore(document.storage.subscribe, document.storage.get)
	const mayVote = Boolean(useVoteStand()?.ballot)
	const found = findBoard(workshop, board)
	useEffect(() => {
		if (onMove && !isWriting) onMove()
	}, [onMove, isWriting])
	if (onMove)
		return (
			<Note icon="move">
				{t('notice.movingSoon', { group })}
				<Button size="small" onClick={onMove}>
					{t('notice.goNow')}
				</Button>
			</Note>
		)
	if (note)
		return (
			<Note icon="lock" isQuiet>
				{note}
			</Note>
		)
	const facts = found && { frozen: found.board.frozen, isAtWork: isAtWork(workshop, found.session) }
	const reason = facts ? whyReadOnly({ canEdit, storage, ...facts }) : null
	if (!found || !reason) return null
	if (reason === 'phase' && mayVote) return <Note icon="check">{t('vote.may')}</Note>
	return <Note icon={READ_ONLY_ICONS[reason]}>{t(`notice.${reason}`, { board: found.board.title })}</Note>
}

function Note({ icon, isQuiet, children }: { icon: IconName; isQuiet?: boolean; children: ReactNode }) {
	return (
		<div className={joinClasses(styles['note'], isQuiet && styles['quiet'])} role="status">
			<Icon name={icon} size={18} />
			<span>{children}</span>
		</div>
	)
}
