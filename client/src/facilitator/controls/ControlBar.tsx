import { currentPhase, currentSession, phaseAtOffset, textIn } from '@charrette/shared'
import { useState } from 'react'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { WorkshopState } from '../../connection/useWorkshop.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'
import { MessageButton, SessionControls } from './SessionControls.tsx'
import { TimerControls } from './TimerControls.tsx'

/**
 * The controls of the whole session: its phase, the timer, what everybody sees, and revealing
 * private cards.
 */
export function ControlBar({
	workshop,
	run,
	clock,
	privateCards,
}: ControlProps & { clock: ServerClock; privateCards: WorkshopState['privateCards'] }) {
	const { t } = useTranslation('dashboard')
	return (
		<section className={styles['bar']} aria-label={t('controls.bar')}>
			<PhaseSteps workshop={workshop} run={run} />
			<TimerControls workshop={workshop} run={run} clock={clock} />
			<div className={styles['session']}>
				<SessionControls workshop={workshop} run={run} />
				<MessageButton workshop={workshop} run={run} />
			</div>
			<RevealControls workshop={workshop} run={run} privateCards={privateCards} />
		</section>
	)
}

/** The current phase, with buttons for the previous and the next one. */
function PhaseSteps({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const session = currentSession(workshop)
	const phase = currentPhase(workshop)
	if (!session || session.phases.length === 0) return <p className={styles['phase']}>{t('controls.unplanned')}</p>
	const at = phase ? session.phases.indexOf(phase) + 1 : 0
	const next = at < session.phases.length ? phaseAtOffset(session, 1) : null
	const from = phase?.id ?? null
	return (
		<div className={styles['steps']}>
			<Button
				icon="arrowLeft"
				iconOnly
				aria-label={t('controls.previous')}
				title={t('controls.previous')}
				disabled={at === 0}
				onClick={() => run({ type: 'phase.previous', from })}
			/>
			<p className={styles['phase']} aria-live="polite">
				<small>{at > 0 ? t('controls.position', { at, count: session.phases.length }) : session.title}</small>
				<strong>{phase ? textIn(phase.title, locale) : t('controls.before')}</strong>
			</p>
			<Button
				variant="primary"
				className={styles['next']}
				disabled={!next}
				onClick={() => run({ type: 'phase.next', from })}
			>
				<span>{next ? t('controls.next', { phase: textIn(next.title, locale) }) : t('controls.last')}</span>
				{next && ' →'}
			</Button>
		</div>
	)
}

/**
 * How many private cards this session's boards have, with buttons that reveal them; hidden if there
 * are none.
 */
function RevealControls({
	workshop,
	run,
	privateCards,
}: ControlProps & { privateCards: WorkshopState['privateCards'] }) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	const [confirming, setConfirming] = useState<'named' | 'unnamed' | null>(null)
	const boards = currentSession(workshop)?.boards ?? []
	const count = boards.reduce((sum, { id }) => sum + (privateCards[id]?.cards ?? 0), 0)
	if (count === 0) return null
	const labels = {
		named: t(workshop.isAnonymous ? 'controls.reveal' : 'controls.revealNamed'),
		unnamed: t('controls.revealUnnamed'),
	}
	const reveal = async () => {
		setBusy(true)
		const done = await run({ type: 'private.reveal', names: confirming === 'named' })
		setBusy(false)
		setConfirming(null)
		if (done) showToast(t('controls.revealed'))
	}
	return (
		<div className={styles['reveal']}>
			<p role="status">{t('controls.privateCards', { count })}</p>
			<Button onClick={() => setConfirming('named')}>{labels.named}</Button>
			{!workshop.isAnonymous && <Button onClick={() => setConfirming('unnamed')}>{labels.unnamed}</Button>}
			{confirming && (
				<ConfirmDialog
					title={labels[confirming]}
					confirmLabel={labels[confirming]}
					isBusy={isBusy}
					onConfirm={reveal}
					onClose={() => setConfirming(null)}
				>
					<p>{t('controls.revealConfirm')}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}
