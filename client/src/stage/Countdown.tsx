import type { Timer } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { ServerClock } from '../session/serverClock.ts'
import { Button } from '../ui/Button.tsx'
import { clockTime, useTimeLeft } from '../workshop/useTimeLeft.ts'
import { isMuted, useEndSound } from './endSound.ts'
import styles from './stage.module.css'

const SOON_MS = 60_000

/** What is left of the time, the same for everybody; its end sounds softly, unless this is turned off here. */
export function Countdown({ timer, clock }: { timer: Timer; clock: ServerClock }) {
	const { t } = useTranslation('board')
	const reading = useTimeLeft(timer, clock)
	const muted = useSyncExternalStore(isMuted.subscribe, isMuted.get)
	useEndSound(reading)
	if (!reading) return null
	const isUp = reading.leftMs === 0
	const time = clockTime(reading.leftMs)
	const state = isUp ? 'up' : !reading.isRunning ? 'paused' : reading.leftMs <= SOON_MS ? 'soon' : 'runs'
	return (
		<span className={styles['countdown']}>
			<span role="timer" aria-label={t(isUp ? 'stage.timeUp' : 'stage.timeLeft', { time })} data-state={state}>
				{isUp ? t('stage.timeUp') : time}
			</span>
			{state === 'paused' && timer.ranMs > 0 && <small>{t('stage.paused')}</small>}
			<Button
				look="quiet"
				size="small"
				icon={muted ? 'silent' : 'sound'}
				iconOnly
				aria-pressed={muted}
				aria-label={t('stage.mute')}
				title={t('stage.mute')}
				onClick={() => isMuted.set(!muted)}
			/>
		</span>
	)
}
