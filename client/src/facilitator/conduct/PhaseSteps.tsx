import { currentPhase, currentSession, phaseAway, textIn } from '@charrette/shared'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './ConductBar.module.css'
import type { ConductProps } from './ConductProps.ts'

/** The phase that runs, and the steps to the one before and the one after it. */
export function PhaseSteps({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	const locale = useLocale()
	const session = currentSession(workshop)
	const phase = currentPhase(workshop)
	if (!session || session.phases.length === 0) return <p className={styles['phase']}>{t('conduct.unplanned')}</p>
	const at = phase ? session.phases.indexOf(phase) + 1 : 0
	const next = at < session.phases.length ? phaseAway(session, 1) : null
	const from = phase?.id ?? null
	return (
		<div className={styles['steps']}>
			<Button
				icon="arrowLeft"
				iconOnly
				aria-label={t('conduct.previous')}
				title={t('conduct.previous')}
				disabled={at === 0}
				onClick={() => run({ type: 'phase.previous', from })}
			/>
			<p className={styles['phase']} aria-live="polite">
				<small>{at > 0 ? t('conduct.place', { at, count: session.phases.length }) : session.title}</small>
				<strong>{phase ? textIn(phase.title, locale) : t('conduct.before')}</strong>
			</p>
			<Button
				look="primary"
				className={styles['next']}
				disabled={!next}
				onClick={() => run({ type: 'phase.next', from })}
			>
				<span>{next ? t('conduct.next', { phase: textIn(next.title, locale) }) : t('conduct.last')}</span>
				{next && ' →'}
			</Button>
		</div>
	)
}
