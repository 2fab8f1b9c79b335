import {
	type BoardId,
	findBoard,
	isWritingPrivately,
	type ParticipantId,
	type PrivateCardCounts,
	privateRoom,
	type Reveal,
	type Workshop,
} from '@charrette/shared'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { localStore } from '../../connection/browserStorage.ts'
import type { Credentials } from '../../connection/credentials.ts'
import type { Observable } from '../../connection/observable.ts'
import type { SaveStatus } from '../../connection/saveStatus.ts'
import { LOCAL_KEYS } from '../../connection/storageKeys.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { unsentCardsOf } from '../../sync/unsentCards.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notices.tsx'

/**
 * One person's private writing at a board (ROOM3): either their private document is open, or the
 * board, read-only.
 */
export interface PrivateWriting {
	/** Whether private writing is active at this board, for this person. */
	isActive: boolean
	/** The owner of the open private document; null while the board's document is open. */
	owner: ParticipantId | null
	/**
	 * Whether the private document will be closed once it is saved, because private writing has
	 * ended.
	 */
	isLeaving: boolean
	/** The number of this person's cards that were not revealed when private writing ended. */
	waiting: number
	/**
	 * Opens the board when private writing has ended; `cards` is the number of this person's private
	 * cards.
	 */
	leave(cards: number): void
	viewBoard(): void
	returnToOwn(): void
}

interface PrivateWritingOptions {
	board: BoardId
	/** The number of all participants' private cards at this board. */
	cardCounts: PrivateCardCounts | undefined
}

/**
 * Opens this person's private document when private writing begins, and if it has cards that are
 * only on this device. It stays open when private writing ends, until its last edits are saved.
 * Cards that were not revealed can be viewed later.
 */
export function usePrivateWriting(
	workshop: Workshop,
	{ participant }: Credentials,
	{ board, cardCounts }: PrivateWritingOptions,
): PrivateWriting {
	const isActive = isWritingPrivately(workshop, participant, board)
	const [isAtOwn, setAtOwn] = useState(
		() => isActive || (participant !== null && unsentCardsOf(privateRoom(board, participant)) > 0),
	)
	const [isReopened, setReopened] = useState(false)
	const [waiting, setWaiting] = useWaitingCards(board, participant)
	const found = findBoard(workshop, board)?.board
	const revealedAt = useRef(found?.lastReveal?.at)
	useEffect(() => {
		if (isActive) setAtOwn(true)
		setReopened(false)
	}, [isActive])
	const at = found?.lastReveal?.at
	useEffect(() => {
		if (at === revealedAt.current) return
		revealedAt.current = at
		setWaiting(0)
		setReopened(false)
	}, [at, setWaiting])
	const hadCards = useRef(false)
	const hasCards = (cardCounts?.cards ?? 0) > 0
	useEffect(() => {
		// A reveal ended while this person's document was being closed.
		if (hadCards.current && !hasCards) setWaiting(0)
		hadCards.current = hasCards
	}, [hasCards, setWaiting])
	const viewBoard = useCallback(() => {
		setAtOwn(false)
		setReopened(false)
	}, [])
	const leave = useCallback(
		(cards: number) => {
			setWaiting(cards)
			viewBoard()
		},
		[setWaiting, viewBoard],
	)
	const returnToOwn = useCallback(() => {
		setAtOwn(true)
		setReopened(true)
	}, [])
	// During a reveal, the server is moving the cards to the board: none of them waits.
	const isRevealing = found?.revealed !== undefined && found.lastReveal?.phase !== found.revealed
	return {
		isActive,
		owner: isAtOwn ? participant : null,
		isLeaving: isAtOwn && !isActive && !isReopened,
		waiting: isActive || isRevealing || !hasCards ? 0 : waiting,
		leave,
		viewBoard,
		returnToOwn,
	}
}

/** The number of a person's cards that wait for a reveal at a board; survives a reload. */
function useWaitingCards(board: BoardId, participant: ParticipantId | null): [number, (cards: number) => void] {
	const key = LOCAL_KEYS.waiting(board, participant)
	const [waiting, setWaiting] = useState(() => Number(localStore.read(key)))
	const change = useCallback(
		(cards: number) => {
			setWaiting(cards)
			if (cards > 0) localStore.write(key, String(cards))
			else localStore.remove(key)
		},
		[key],
	)
	return [waiting, change]
}

/**
 * Returns the newest reveal since the board was opened, until `seen` is called; null if there is
 * none.
 */
export function useNewReveal(newest: Reveal | undefined): [reveal: Reveal | null, seen: () => void] {
	const at = newest?.at ?? 0
	const [seenAt, setSeenAt] = useState(at)
	const seen = useCallback(() => setSeenAt(at), [at])
	return [newest && newest.cards > 0 && at > seenAt ? newest : null, seen]
}

interface PrivateWritingNoticeProps {
	privateWriting: PrivateWriting
	cardCounts: PrivateCardCounts | undefined
	/** The buttons that lead to other boards and back. */
	walk: ReactNode
}

/**
 * Explains who can see these cards and how many there are, with a button to the board or to the
 * private document.
 */
export function PrivateWritingNotice({ privateWriting, cardCounts, walk }: PrivateWritingNoticeProps) {
	const { isActive, owner, isLeaving, waiting, viewBoard, returnToOwn } = privateWriting
	const { t } = useTranslation('board')
	const count = cardCounts?.cards ?? 0
	const notice = { rank: 'state', icon: 'lock' } as const
	if (isLeaving) return <Notice {...notice}>{t('privateWriting.leaving')}</Notice>
	if (!isActive && !owner && waiting === 0)
		return <Notice {...notice}>{t('privateWriting.toReveal', { count })}</Notice>
	const viewing = isActive ? t('privateWriting.viewing') : t('privateWriting.waiting', { count: waiting })
	return (
		<Notice
			{...notice}
			actions={
				<>
					<Button size="small" onClick={owner ? viewBoard : returnToOwn}>
						{t(owner ? 'privateWriting.viewBoard' : 'privateWriting.back')}
					</Button>
					{walk}
				</>
			}
		>
			{owner ? t('privateWriting.own') : viewing} {isActive && count > 0 && t('privateWriting.soFar', { count })}
		</Notice>
	)
}

/** The states in which edits are not saved on the server yet. */
const UNSAVED_STATES: readonly SaveStatus['state'][] = [
	'saving',
	'offline',
	'paused',
	'waiting',
	'full',
	'waitingForDevice',
]

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
