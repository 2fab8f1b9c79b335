import { boardWalk, dueOnWalk, nextOnWalk } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useTimerReading } from '../timer/timer.ts'
import { Button } from '../ui/Button.tsx'
import styles from './BoardNavigation.module.css'
import { useBoardPlace } from './BoardPlace.ts'
import { ownBoardOf, useGoToBoard } from './useGoToBoard.ts'

/**
 * Buttons for participants: one back to their own board and, in a gallery walk or a vote on several
 * boards, one to the next board (WALK1). Participants are not moved automatically: when the timer
 * has reached the next board, its button says so.
 */
export function BoardWalkButtons() {
	const { t } = useTranslation('board')
	const { workshop, credentials, board, clock } = useBoardPlace()
	const goTo = useGoToBoard(workshop, credentials)
	const reading = useTimerReading(workshop.timer, clock)
	const { participant } = credentials
	if (!participant) return null
	const ownBoard = ownBoardOf(workshop, credentials)
	const walk = boardWalk(workshop, participant)
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
