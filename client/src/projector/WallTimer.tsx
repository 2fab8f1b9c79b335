import type { Timer, Workshop } from '@charrette/shared'
import type { ServerClock } from '../session/serverClock.ts'
import { formatClock } from '../workshop/formatClock.ts'
import { useTimerReading } from '../workshop/useTimerReading.ts'
import { Lines } from './Lines.tsx'
import { useWallTexts } from './useWallTexts.ts'
import styles from './WallTimer.module.css'

/** In the last minute the time stands out. */
const SOON_MS = 60_000

interface WallTimerProps {
	timer: Timer | null
	clock: ServerClock
	workshop: Workshop
	/** As large as the wall allows. */
	isLarge?: boolean
}

/** What is left of the time, by the server's clock; nothing where no timer was started. */
export function WallTimer({ timer, clock, workshop, isLarge = false }: WallTimerProps) {
	const reading = useTimerReading(timer, clock)
	const texts = useWallTexts(workshop)
	if (!reading) return null
	const { leftMs, isRunning } = reading
	const state = leftMs === 0 ? 'over' : leftMs <= SOON_MS ? 'soon' : 'early'
	return (
		<div className={styles['timer']} data-state={state} data-large={isLarge} role="timer">
			<span className={styles['clock']}>{formatClock(leftMs)}</span>
			{(state === 'over' || !isRunning) && (
				<span className={styles['words']}>
					<Lines
						lines={texts.map(({ locale, t }) => ({
							locale,
							text: t(state === 'over' ? 'stage.timeUp' : 'stage.paused'),
						}))}
					/>
				</span>
			)}
		</div>
	)
}
