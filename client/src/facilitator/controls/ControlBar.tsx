import { currentPhase, currentSession, localize, type PhaseId, phaseAtOffset } from '@charrette/shared'
import { useState } from 'react'
import type { ServerClock } from '../../connection/serverClock.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'
import { MessageButton } from './MessageDialog.tsx'
import {
	countPrivateCards,
	type Leaving,
	type PhaseStep,
	type PrivateCardProps,
	PrivateWritingSwitch,
	RevealControls,
	RevealedNotice,
	UnrevealedDialog,
} from './PrivateWritingControls.tsx'
import { SessionControls } from './SessionControls.tsx'
import { TimerControls, TimerOptions } from './TimerControls.tsx'

/**
 * The controls of the whole session: its phase, the timer, the content that everyone sees, and the
 * reveal of private cards. If private cards were not revealed, leaving their phase first asks what
 * to do with them. On a phone, the next phase, the timer and the message stay visible.
 */
export function ControlBar({ workshop, run, clock, privateCards }: PrivateCardProps & { clock: ServerClock }) {
	const { t } = useTranslation('dashboard')
	const [leaving, setLeaving] = useState<{ command: Leaving; from: PhaseId | null } | null>(null)
	const phase = currentPhase(workshop)
	const from = phase?.id ?? null
	const isAsking = phase?.isPrivate === true && countPrivateCards({ workshop, privateCards }) > 0
	// The question ends for good when another facilitator answers it (STAGE4a).
	if (leaving && !(isAsking && leaving.from === from)) setLeaving(null)
	const go = (step: PhaseStep) => {
		leave({ type: step, from })
	}
	const leave = (command: Leaving) => {
		if (isAsking) setLeaving({ command, from })
		else run(command)
	}
	return (
		<section className={styles['bar']} aria-label={t('controls.bar')}>
			<CurrentPhase workshop={workshop} onPrevious={() => go('phase.previous')} />
			<div className={styles['now']}>
				<NextPhase workshop={workshop} onNext={() => go('phase.next')} />
				<TimerControls workshop={workshop} run={run} clock={clock} />
				<MessageButton workshop={workshop} run={run} />
			</div>
			<div className={styles['options']}>
				<TimerOptions workshop={workshop} run={run} />
				<div className={styles['session']}>
					<PrivateWritingSwitch workshop={workshop} run={run} onEnd={leave} />
					<SessionControls workshop={workshop} run={run} />
				</div>
			</div>
			<RevealedNotice workshop={workshop} run={run} />
			<RevealControls workshop={workshop} run={run} privateCards={privateCards} />
			{leaving && (
				<UnrevealedDialog
					workshop={workshop}
					run={run}
					privateCards={privateCards}
					onGo={() => run(leaving.command)}
					onClose={() => setLeaving(null)}
				/>
			)}
		</section>
	)
}

/** The current phase, with a button for the previous one. */
function CurrentPhase({ workshop, onPrevious }: Pick<ControlProps, 'workshop'> & { onPrevious: () => void }) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const session = currentSession(workshop)
	const phase = currentPhase(workshop)
	if (!session || session.phases.length === 0) return <p className={styles['phase']}>{t('controls.unplanned')}</p>
	const at = phase ? session.phases.indexOf(phase) + 1 : 0
	return (
		<div className={styles['steps']}>
			<Button
				icon="arrowLeft"
				iconOnly
				aria-label={t('controls.previous')}
				title={t('controls.previous')}
				disabled={at === 0}
				onClick={onPrevious}
			/>
			<p className={styles['phase']} aria-live="polite">
				<small>{at > 0 ? t('controls.position', { at, count: session.phases.length }) : session.title}</small>
				<strong>{phase ? localize(phase.title, locale) : t('controls.before')}</strong>
			</p>
		</div>
	)
}

/** The button for the next phase. */
function NextPhase({ workshop, onNext }: Pick<ControlProps, 'workshop'> & { onNext: () => void }) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const session = currentSession(workshop)
	if (!session || session.phases.length === 0) return null
	const phase = currentPhase(workshop)
	const isLast = phase !== null && phase !== undefined && session.phases.at(-1) === phase
	const next = isLast ? null : phaseAtOffset(session, 1)
	return (
		<Button variant="primary" className={styles['next']} disabled={!next} onClick={onNext}>
			<span>
				{next ? t('controls.next', { phase: localize(next.title, locale) }) : t('controls.last')}
				{next && ' →'}
			</span>
		</Button>
	)
}
