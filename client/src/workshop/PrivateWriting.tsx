import {
	type BoardId,
	isWritingPrivately,
	type ParticipantId,
	type PrivateCardCounts,
	type Workshop,
} from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { Observable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'

/**
 * Private writing at a board (ROOM3), for one person: their own document is open, or the board,
 * read-only.
 */
export interface PrivateWriting {
	/** Whether private writing is active at this board, for this person. */
	isActive: boolean
	/** Whose private document is open; null while the board's document is. */
	owner: ParticipantId | null
	viewBoard(): void
	returnToOwn(): void
}

/**
 * Opens this person's private document when private writing begins. It stays open when private
 * writing ends, until `viewBoard` is called, so that its last edits can be saved.
 */
export function usePrivateWriting(workshop: Workshop, { participant }: Credentials, board: BoardId): PrivateWriting {
	const isActive = isWritingPrivately(workshop, participant, board)
	const [isAtOwn, setAtOwn] = useState(isActive)
	useEffect(() => {
		if (isActive) setAtOwn(true)
	}, [isActive])
	const viewBoard = useCallback(() => setAtOwn(false), [])
	const returnToOwn = useCallback(() => setAtOwn(true), [])
	return { isActive, owner: isAtOwn ? participant : null, viewBoard, returnToOwn }
}

interface PrivateWritingNoticeProps {
	privateWriting: PrivateWriting
	/** How many private cards all participants together have at this board. */
	cardCounts: PrivateCardCounts | undefined
}

/**
 * Explains who can see these cards and how many there are, with a button to the board or the
 * private document.
 */
export function PrivateWritingNotice({
	privateWriting: { isActive, owner, viewBoard, returnToOwn },
	cardCounts,
}: PrivateWritingNoticeProps) {
	const { t } = useTranslation('board')
	const count = cardCounts?.cards ?? 0
	if (owner && !isActive) return <span>{t('privateWriting.leaving')}</span>
	if (!isActive) return <span>{t('privateWriting.toReveal', { count })}</span>
	return (
		<>
			<span>
				{t(owner ? 'privateWriting.own' : 'privateWriting.viewing')} {count > 0 && t('privateWriting.soFar', { count })}
			</span>
			<Button size="small" onClick={owner ? viewBoard : returnToOwn}>
				{t(owner ? 'privateWriting.viewBoard' : 'privateWriting.back')}
			</Button>
		</>
	)
}

/** The states in which edits are not saved on the server yet. */
const UNSAVED_STATES: readonly SaveStatus['state'][] = ['saving', 'offline', 'waiting', 'full']

interface LeaveWhenSavedProps {
	saveStatus: Observable<SaveStatus>
	onLeave: () => void
}

/** Calls `onLeave` as soon as all edits of a document are saved. */
export function LeaveWhenSaved({ saveStatus, onLeave }: LeaveWhenSavedProps) {
	useEffect(() => {
		const check = () => {
			if (!UNSAVED_STATES.includes(saveStatus.get().state)) onLeave()
		}
		check()
		return saveStatus.subscribe(check)
	}, [saveStatus, onLeave])
	return null
}
