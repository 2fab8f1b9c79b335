import { type BoardId, findBoard, type Gathering, type Workshop } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './GatheringNotice.module.css'

interface GatheringNoticeProps {
	workshop: Workshop
	/** The board on this person's screen. */
	openBoard: BoardId | null
	/** The board where this person belongs, to go back to afterwards. */
	homeBoard: BoardId | null
}

/** "The facilitator brings everyone to …", with a not-now; and the way back once everyone is released. */
export function GatheringNotice({ workshop, openBoard, homeBoard }: GatheringNoticeProps) {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const [dismissedAt, setDismissedAt] = useState(0)
	const released = useReleased(workshop.gathering)

	const titleOf = (id: BoardId) => findBoard(workshop, id)?.board.title ?? ''
	const { gathering } = workshop
	const isCalled = gathering !== null && gathering.board !== openBoard
	const mayGoBack = released !== null && released.board === openBoard && homeBoard !== null && homeBoard !== openBoard
	const call = isCalled ? gathering : mayGoBack ? released : null
	// A call and its release are told apart by the half millisecond that no server clock gives.
	const stamp = call ? call.at + (isCalled ? 0 : 0.5) : 0
	const goal = isCalled ? gathering.board : homeBoard
	if (!call || !goal || stamp === dismissedAt) return null

	return (
		<div className={styles['notice']} role="alert">
			<Icon name="gather" />
			<p>{isCalled ? t('gathering.called', { board: titleOf(goal) }) : t('gathering.released')}</p>
			<div className={styles['actions']}>
				<Button
					look="primary"
					onClick={() => {
						setDismissedAt(stamp)
						navigate(goal === homeBoard ? `/w/${workshop.id}` : `/w/${workshop.id}/b/${goal}`)
					}}
				>
					{isCalled ? t('gathering.go') : t('gathering.back', { board: titleOf(goal) })}
				</Button>
				<Button onClick={() => setDismissedAt(stamp)}>{isCalled ? t('gathering.notNow') : t('gathering.stay')}</Button>
			</div>
		</div>
	)
}

/** The last gathering, once it is over. Null while one lasts or before the first. */
function useReleased(gathering: Gathering | null): Gathering | null {
	const last = useRef<Gathering | null>(null)
	const [released, setReleased] = useState<Gathering | null>(null)
	useEffect(() => {
		if (gathering) last.current = gathering
		setReleased(gathering ? null : last.current)
	}, [gathering])
	return released
}
