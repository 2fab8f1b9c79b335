import {
	type BoardId,
	boardWalk,
	dueOnWalk,
	findOwnBoard,
	findParticipant,
	nextOnWalk,
	type Workshop,
} from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './BoardNavigation.module.css'
import { useTimerReading } from './timer.ts'
import { useGoToBoard } from './useGoToBoard.ts'

interface BoardWalkProps {
	workshop: Workshop
	credentials: Credentials
	/** The open board. */
	board: BoardId
	clock: ServerClock
}

/**
 * Buttons for participants: one back to their own board and, in a gallery walk or a vote on several
 * boards, one to the next board (WALK1). Participants are not moved automatically: when the timer
 * has reached the next board, its button says so.
 */
export function BoardWalkButtons({ workshop, credentials, board, clock }: BoardWalkProps) {
	const { t } = useTranslation('board')
	const goTo = useGoToBoard(workshop, credentials)
	const reading = useTimerReading(workshop.timer, clock)
	const me = credentials.participant ? findParticipant(workshop, credentials.participant) : null
	if (!me) return null
	const ownBoard = findOwnBoard(workshop, me)
	const walk = boardWalk(workshop, me.id)
	const next = walk && nextOnWalk(walk, board)
	const at = walk ? walk.boards.findIndex(({ id }) => id === board) : -1
	const due = walk?.kind === 'gallery' ? dueOnWalk(walk, reading, workshop.timer?.runsMs ?? 0) : null
	const isLate = due !== null && walk !== null && walk.boards.indexOf(due) > at
	return (
		<span className={styles['walk']}>
			{walk && at >= 0 && <small>{t('walk.stop', { at: at + 1, count: walk.boards.length })}</small>}
			{next && (
				<Button size="small" variant={isLate ? 'primary' : 'plain'} icon="arrowRight" onClick={() => goTo(next.id)}>
					{t('walk.next', { board: next.title })}
					{isLate && at >= 0 && <> · {t('walk.due')}</>}
				</Button>
			)}
			{ownBoard && ownBoard.id !== board && (
				<Button size="small" icon="arrowLeft" onClick={() => goTo(ownBoard.id)}>
					{t('notice.home', { board: ownBoard.title })}
				</Button>
			)}
		</span>
	)
}
