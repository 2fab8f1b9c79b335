import { type BoardId, findBoard, type Gathering, type Workshop } from '@charrette/shared'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createObservable } from '../connection/observable.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './gatheringNotice.module.css'
import { useWhenIdle } from './useWhenIdle.ts'

/** The gathering that this person followed last, by its time: it leads their view to its part of the board as well. */
export const followedGathering = createObservable(0)

interface GatheringNoticeProps {
	workshop: Workshop
	/** The board on this person's screen. */
	openBoard: BoardId
	/** The board where this person belongs, to go back to afterwards. */
	homeBoard: BoardId | null
	/** Whether a part of a board can be shown here; else a call to the board that is open says nothing new. */
	showsParts: boolean
	/** Whether it is the past of that board. */
	isViewingHistory: boolean
	onGo: (board: BoardId) => void
}

/** "The facilitator brings everyone to …", with a not-now; and the way back once everyone is released. It waits while one types. */
export function GatheringNotice(props: GatheringNoticeProps) {
	const { workshop, openBoard, isViewingHistory, onGo } = props
	const { t } = useTranslation()
	const [dismissedAt, setDismissedAt] = useState(0)
	const followedAt = useSyncExternalStore(followedGathering.subscribe, followedGathering.get)
	const released = useEndedGathering(workshop.gathering)
	const gathering = useWhenIdle(workshop.gathering)
	const metAt = useMetGathering(gathering, openBoard, isViewingHistory)
	const call = promptFor(props, { gathering, released, followedAt, metAt })
	if (!call || call.stamp <= dismissedAt) return null

	const title = findBoard(workshop, call.goal)?.board.title ?? ''
	const go = () => {
		setDismissedAt(call.stamp)
		if (call.type !== 'released') followedGathering.set(call.stamp)
		if (call.goal !== openBoard || isViewingHistory) onGo(call.goal)
	}
	return (
		<div className={styles['notice']} role="alert">
			<Icon name="gather" />
			<p>{t(`gathering.${call.type}`, { board: title })}</p>
			<div className={styles['actions']}>
				<Button variant="primary" onClick={go}>
					{t(`gathering.${ACTION_KEYS[call.type]}`, { board: title })}
				</Button>
				<Button onClick={() => setDismissedAt(call.stamp)}>
					{t(call.type === 'released' ? 'gathering.stay' : 'gathering.notNow')}
				</Button>
			</div>
		</div>
	)
}

/** A call to another board, to a part of this one, or back home; `stamp` tells one from the next. */
interface GatheringPrompt {
	type: 'called' | 'shown' | 'released'
	goal: BoardId
	stamp: number
}

const ACTION_KEYS = { called: 'go', shown: 'look', released: 'back' } as const

interface Gatherings {
	gathering: Gathering | null
	released: Gathering | null
	followedAt: number
	/** The last call that found this person where it leads. */
	metAt: number
}

/** What there is to say to this person: nothing to who is where everybody is called, or was called there and has gone elsewhere. */
function promptFor(
	{ openBoard, homeBoard, showsParts, isViewingHistory }: GatheringNoticeProps,
	{ gathering, released, followedAt, metAt }: Gatherings,
): GatheringPrompt | null {
	if (gathering && gathering.board !== openBoard) return { type: 'called', goal: gathering.board, stamp: gathering.at }
	const isNewPart = gathering?.viewport && showsParts && gathering.at !== followedAt
	if (gathering && (isNewPart || (isViewingHistory && gathering.at !== metAt)))
		return { type: isViewingHistory ? 'called' : 'shown', goal: gathering.board, stamp: gathering.at }
	const isAway = released !== null && released.board === openBoard && homeBoard !== openBoard
	// A call and its release are told apart by the half millisecond that no server clock gives.
	return isAway && homeBoard ? { type: 'released', goal: homeBoard, stamp: released.at + 0.5 } : null
}

/** The last gathering that found this person at its board, by its time: who looks back from there is not called again. */
function useMetGathering(gathering: Gathering | null, openBoard: BoardId, isLookingBack: boolean): number {
	const [metAt, setMetAt] = useState(0)
	const at = gathering?.board === openBoard && !isLookingBack ? gathering.at : null
	useEffect(() => {
		if (at !== null) setMetAt(at)
	}, [at])
	return metAt
}

/** The last gathering, once it is over. Null while one lasts or before the first. */
function useEndedGathering(gathering: Gathering | null): Gathering | null {
	const last = useRef<Gathering | null>(null)
	const [released, setReleased] = useState<Gathering | null>(null)
	useEffect(() => {
		if (gathering) last.current = gathering
		setReleased(gathering ? null : last.current)
	}, [gathering])
	return released
}
