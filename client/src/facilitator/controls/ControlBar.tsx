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

/** What conducts every board at once, always in sight: the phase, its time, and what holds for everybody. */
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
			<div className={styles['stage']}>
				<SessionControls workshop={workshop} run={run} />
				<MessageButton workshop={workshop} run={run} />
			</div>
			<RevealControls workshop={workshop} run={run} privateCards={privateCards} />
		</section>
	)
}

/** The phase that runs, and the steps to the one before and the one after it. */
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

/** How many cards are held in private at the boards of this session, and the ways to reveal them; nothing where there are none. */
function RevealControls({
	workshop,
	run,
	privateCards,
}: ControlProps & { privateCards: WorkshopState['privateCards'] }) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	const [asked, setAsked] = useState<'named' | 'unnamed' | null>(null)
	const boards = currentSession(workshop)?.boards ?? []
	const count = boards.reduce((sum, { id }) => sum + (privateCards[id]?.cards ?? 0), 0)
	if (count === 0) return null
	const words = {
		named: t(workshop.isAnonymous ? 'controls.reveal' : 'controls.revealNamed'),
		unnamed: t('controls.revealUnnamed'),
	}
	const reveal = async () => {
		setBusy(true)
		const done = await run({ type: 'private.reveal', names: asked === 'named' })
		setBusy(false)
		setAsked(null)
		if (done) showToast(t('controls.revealed'))
	}
	return (
		<div className={styles['reveal']}>
			<p role="status">{t('controls.privateCards', { count })}</p>
			<Button onClick={() => setAsked('named')}>{words.named}</Button>
			{!workshop.isAnonymous && <Button onClick={() => setAsked('unnamed')}>{words.unnamed}</Button>}
			{asked && (
				<ConfirmDialog
					title={words[asked]}
					confirmLabel={words[asked]}
					isBusy={isBusy}
					onConfirm={reveal}
					onClose={() => setAsked(null)}
				>
					<p>{t('controls.revealConfirm')}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}
