import { currentPhase, LIMITS } from '@charrette/shared'
import { useState } from 'react'
import type { ServerClock } from '../../connection/serverClock.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { MuteButton } from '../../timer/MuteButton.tsx'
import { formatClock, useTimerReading } from '../../timer/timer.ts'
import { useTimerChime } from '../../timer/timerChime.ts'
import { Button } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'

const DEFAULT_MINUTES = 5

/** The shared timer: the remaining time, or the overtime, and its main control. */
export function TimerControls({ workshop, run, clock }: ControlProps & { clock: ServerClock }) {
	const { t } = useTranslation('dashboard')
	const reading = useTimerReading(workshop.timer, clock)
	useTimerChime(reading)
	if (!reading) return <TimerStart key={currentPhase(workshop)?.id} workshop={workshop} run={run} />

	const { remainingMs, overtimeMs, isRunning } = reading
	const isOver = remainingMs === 0
	const action = isRunning ? 'pause' : 'resume'
	const isFresh = workshop.timer?.ranMs === 0 && !isRunning
	const label = t(isFresh ? 'controls.start' : `controls.${action}`)
	return (
		<fieldset className={styles['timer']} aria-label={t('controls.timer')}>
			<span className={styles['clock']} role="timer" data-over={isOver} data-running={isRunning}>
				{isOver ? `+${formatClock(Math.floor(overtimeMs / 1000) * 1000)}` : formatClock(remainingMs)}
			</span>
			{isOver && (
				<span className={styles['over']} role="status">
					{t('controls.timeUp')}
				</span>
			)}
			<Button
				icon={isRunning ? 'pause' : 'play'}
				aria-label={label}
				title={label}
				onClick={() => run({ type: `timer.${action}` })}
			>
				<span className={styles['action']}>{label}</span>
			</Button>
		</fieldset>
	)
}

/** Extends, removes and mutes the timer. */
export function TimerOptions({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	if (!workshop.timer) return null
	return (
		<div className={styles['timerOptions']}>
			<Button onClick={() => run({ type: 'timer.add', minutes: 1 })}>{t('controls.addMinute')}</Button>
			<Button
				icon="stop"
				iconOnly
				variant="quiet"
				aria-label={t('controls.removeTimer')}
				title={t('controls.removeTimer')}
				onClick={() => run({ type: 'timer.stop' })}
			/>
			<MuteButton label={t('controls.silent')} />
		</div>
	)
}

/** Starts a timer. The default is the planned number of minutes of the phase. */
function TimerStart({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const [minutes, setMinutes] = useState(currentPhase(workshop)?.minutes || DEFAULT_MINUTES)
	const isTime = minutes > 0 && minutes <= LIMITS.maxPhaseMinutes
	return (
		<form
			className={styles['timer']}
			onSubmit={(event) => {
				event.preventDefault()
				if (isTime) run({ type: 'timer.start', minutes })
			}}
		>
			<label className={styles['minutes']}>
				<input
					type="number"
					className={field['compact']}
					inputMode="numeric"
					min={1}
					max={LIMITS.maxPhaseMinutes}
					value={Number.isNaN(minutes) ? '' : minutes}
					onChange={(event) => setMinutes(event.target.valueAsNumber)}
					onFocus={(event) => event.target.select()}
				/>
				{t('controls.minutes')}
			</label>
			<Button type="submit" icon="play" aria-label={t('controls.start')} aria-disabled={!isTime}>
				<span className={styles['flow']}>{t('controls.start')}</span>
			</Button>
		</form>
	)
}
