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

/** Where somebody is while people write in private at a board (ROOM3): in their own document, or at the board to look at it. */
export interface PrivateWriting {
	/** Whether this person writes alone for this board now. */
	isActive: boolean
	/** Whose own document is open; null: the board's. */
	owner: ParticipantId | null
	viewBoard(): void
	returnToOwn(): void
}

/** Brings a person to their own document when writing in private begins. Back to the board they go by `goToBoard`. */
export function usePrivateWriting(workshop: Workshop, { participant }: Credentials, board: BoardId): PrivateWriting {
	const isAlone = isWritingPrivately(workshop, participant, board)
	const [isAtOwn, setAtOwn] = useState(isAlone)
	useEffect(() => {
		if (isAlone) setAtOwn(true)
	}, [isAlone])
	const goToBoard = useCallback(() => setAtOwn(false), [])
	const goToOwn = useCallback(() => setAtOwn(true), [])
	return { isActive: isAlone, owner: isAtOwn ? participant : null, viewBoard: goToBoard, returnToOwn: goToOwn }
}

interface PrivateWritingNoticeProps {
	privateWriting: PrivateWriting
	/** What everybody together holds in private at this board. */
	cardCounts: PrivateCardCounts | undefined
}

/** What is to be said of private writing at this board: who sees what is written here, how much there is, and the way to the other side. */
export function PrivateWritingNotice({
	privateWriting: { isActive, owner, viewBoard, returnToOwn },
	cardCounts,
}: PrivateWritingNoticeProps) {
	const { t } = useTranslation('board')
	const count = cardCounts?.cards ?? 0
	if (owner && !isActive) return <span>{t('privateWriting.leaving')}</span>
	if (!isActive) return <span>{t('privateWriting.held', { count })}</span>
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

/** While a document is in one of these, what was done in it is still on its way. */
const UNSAVED_STATES: readonly SaveStatus['state'][] = ['saving', 'offline', 'waiting', 'full']

interface LeaveWhenSavedProps {
	saveStatus: Observable<SaveStatus>
	onLeave: () => void
}

/** Leaves a document that is over, as soon as nothing of it would be left behind. */
export function LeaveWhenSaved({ saveStatus, onLeave }: LeaveWhenSavedProps) {
	useEffect(() => {
		const look = () => {
			if (!UNSAVED_STATES.includes(saveStatus.get().state)) onLeave()
		}
		look()
		return saveStatus.subscribe(look)
	}, [saveStatus, onLeave])
	return null
}
