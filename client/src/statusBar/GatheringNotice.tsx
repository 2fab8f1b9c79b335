import { type BoardId, findBoard, type Gathering, type Workshop } from '@charrette/shared'
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useWhenIdle } from '../ui/useWhenIdle.ts'
import { followedGathering } from './followedGathering.ts'

interface GatheringNoticeProps {
	workshop: Workshop
	/** The board on this person's screen. */
	openBoard: BoardId
	/** The board of this person's group, to which they can return afterwards. */
	ownBoard: BoardId | null
	/**
	 * Whether the view can show a region of the board; if not, a gathering at the open board needs no
	 * notice.
	 */
	canShowRegion: boolean
	/** Whether the version history of the open board is shown instead of the board. */
	isViewingHistory: boolean
	/** Opens a board. */
	onGo: (board: BoardId) => void
}

/**
 * Asks a participant to follow a gathering, and to return to their own board once it has ended. The
 * notice waits while they type. If a facilitator moves everyone, a participant who is not writing
 * follows at once (STAGE2a).
 */
export function GatheringNotice(props: GatheringNoticeProps) {
	const { workshop, openBoard, isViewingHistory, onGo } = props
	const { t } = useTranslation()
	const showToast = useToast()
	const [dismissedAt, setDismissedAt] = useState(0)
	const followedAt = useSyncExternalStore(followedGathering.subscribe, followedGathering.get)
	const ended = useEndedGathering(workshop.gathering)
	const gathering = useWhenIdle(workshop.gathering)
	const attendedAt = useAttendedGathering(gathering, openBoard, isViewingHistory)
	const prompt = promptFor(props, { gathering, ended, followedAt, attendedAt })
	const title = (prompt && findBoard(workshop, prompt.goal)?.board.title) ?? ''
	const go = () => {
		if (!prompt) return
		setDismissedAt(prompt.stamp)
		if (prompt.type !== 'released') followedGathering.set(prompt.stamp)
		if (prompt.goal !== openBoard || isViewingHistory) onGo(prompt.goal)
	}
	const move = () => {
		if (!prompt || prompt.type === 'released' || isWriting()) return
		go()
		showToast(t('gathering.moved', { board: title }))
	}
	useOnMove(workshop.gathering, move)
	if (!prompt || prompt.stamp <= dismissedAt) return null
	return (
		<Notice
			rank="call"
			icon="gather"
			tone="accent"
			actions={
				<>
					<Button variant="primary" onClick={go}>
						{t(`gathering.${ACTION_KEYS[prompt.type]}`, { board: title })}
					</Button>
					<Button onClick={() => setDismissedAt(prompt.stamp)}>
						{t(prompt.type === 'released' ? 'gathering.stay' : 'gathering.notNow')}
					</Button>
				</>
			}
		>
			{t(`gathering.${prompt.type}`, { board: title })}
		</Notice>
	)
}

/**
 * A prompt to go to another board, to a part of this board, or back to the person's own board.
 * `stamp` identifies the prompt.
 */
interface GatheringPrompt {
	type: 'called' | 'shown' | 'released'
	goal: BoardId
	stamp: number
}

const ACTION_KEYS = { called: 'go', shown: 'look', released: 'back' } as const

interface Gatherings {
	gathering: Gathering | null
	ended: Gathering | null
	followedAt: number
	/** The last gathering during which this person was at its board. */
	attendedAt: number
}

/**
 * Returns the prompt for this person. Null if they are at the gathering's board already, or were
 * there and went elsewhere.
 */
function promptFor(
	{ openBoard, ownBoard, canShowRegion, isViewingHistory }: GatheringNoticeProps,
	{ gathering, ended, followedAt, attendedAt }: Gatherings,
): GatheringPrompt | null {
	if (gathering && gathering.board !== openBoard) return { type: 'called', goal: gathering.board, stamp: gathering.at }
	const isNewPart = gathering?.viewport && canShowRegion && gathering.at !== followedAt
	if (gathering && (isNewPart || (isViewingHistory && gathering.at !== attendedAt)))
		return { type: isViewingHistory ? 'called' : 'shown', goal: gathering.board, stamp: gathering.at }
	const isAway = ended !== null && ended.board === openBoard && ownBoard !== openBoard
	// Server times are whole milliseconds, so half a millisecond distinguishes the end of a gathering
	// from its start.
	return isAway && ownBoard ? { type: 'released', goal: ownBoard, stamp: ended.at + 0.5 } : null
}

/**
 * Returns the time of the last gathering during which this person was at its board. If they then
 * open the version history, the prompt is not shown again.
 */
function useAttendedGathering(gathering: Gathering | null, openBoard: BoardId, isViewingHistory: boolean): number {
	const [attendedAt, setAttendedAt] = useState(0)
	const at = gathering?.board === openBoard && !isViewingHistory ? gathering.at : null
	useEffect(() => {
		if (at !== null) setAttendedAt(at)
	}, [at])
	return attendedAt
}

/** Calls `onMove` when a facilitator moves everyone to the gathering; not for an earlier move. */
function useOnMove(gathering: Gathering | null, onMove: () => void): void {
	const movedAt = gathering?.movedAt ?? 0
	const seen = useRef(movedAt)
	const move = useEffectEvent(onMove)
	useEffect(() => {
		const isNew = movedAt > seen.current
		seen.current = Math.max(seen.current, movedAt)
		if (isNew) move()
	}, [movedAt])
}

/** Whether the caret is in a text that is not empty, or a pointer holds something. */
function isWriting(): boolean {
	const field = document.activeElement
	const isField = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
	return (isField && field.value !== '') || document.querySelector(':active') !== null
}

/** Returns the last gathering once it has ended; null during a gathering and before the first. */
function useEndedGathering(gathering: Gathering | null): Gathering | null {
	const last = useRef<Gathering | null>(null)
	const [ended, setEnded] = useState<Gathering | null>(null)
	useEffect(() => {
		if (gathering) last.current = gathering
		setEnded(gathering ? null : last.current)
	}, [gathering])
	return ended
}
