import {
	allowsEditing,
	type CommandOf,
	currentPhase,
	currentSession,
	isRevealed,
	localize,
	phaseAtOffset,
} from '@charrette/shared'
import { useState } from 'react'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { WorkshopState } from '../../connection/useWorkshop.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'
import { MessageButton, SessionControls } from './SessionControls.tsx'
import { TimerControls, TimerOptions } from './TimerControls.tsx'

/**
 * The controls of the whole session: its phase, the timer, the content that everyone sees, and the
 * reveal of private cards. If private cards were not revealed, leaving their phase first asks what
 * to do with them. On a phone, the next phase, the timer and the message stay visible.
 */
export function ControlBar({ workshop, run, clock, privateCards }: PrivateCardProps & { clock: ServerClock }) {
	const { t } = useTranslation('dashboard')
	const [leaving, setLeaving] = useState<Leaving | null>(null)
	const phase = currentPhase(workshop)
	const from = phase?.id ?? null
	const go = (step: PhaseStep) => {
		leave({ type: step, from })
	}
	const leave = (command: Leaving) => {
		if (phase?.isPrivate && countPrivateCards({ workshop, privateCards }) > 0) setLeaving(command)
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
					onGo={() => run(leaving)}
					onClose={() => setLeaving(null)}
				/>
			)}
		</section>
	)
}

type PrivateCardProps = ControlProps & Pick<WorkshopState, 'privateCards'>

/**
 * Returns the number of private cards at the boards of the current session; `unsent` counts the
 * cards that are only on a device instead.
 */
function countPrivateCards(
	{ workshop, privateCards }: Omit<PrivateCardProps, 'run'>,
	which: 'cards' | 'unsent' = 'cards',
): number {
	const boards = currentSession(workshop)?.boards ?? []
	return boards.reduce((sum, { id }) => sum + (privateCards[id]?.[which] ?? 0), 0)
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

type PhaseStep = 'phase.next' | 'phase.previous'

/** A command that ends private writing. */
type Leaving = CommandOf<PhaseStep> | CommandOf<'private.set'>

/**
 * Begins or ends private writing in a phase in which participants write (ROOM3m). It is on while
 * cards are private.
 */
function PrivateWritingSwitch({ workshop, run, onEnd }: ControlProps & { onEnd: (command: Leaving) => void }) {
	const { t } = useTranslation('dashboard')
	const phase = currentPhase(workshop)
	if (phase?.kind !== 'write' || !allowsEditing(phase)) return null
	const isOn = phase.isPrivate && !isRevealed(workshop)
	const set = { type: 'private.set', isPrivate: !isOn } as const
	return (
		<Button
			icon="lock"
			aria-pressed={isOn}
			title={t('controls.privateHint')}
			onClick={() => (isOn ? onEnd(set) : run(set))}
		>
			{t('controls.private')}
		</Button>
	)
}

/** Says that a private phase is public since its reveal, and offers to write in private again. */
function RevealedNotice({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	if (!isRevealed(workshop)) return null
	return (
		<div className={styles['reveal']}>
			<p role="status">{t('controls.isRevealed')}</p>
			<Button onClick={() => run({ type: 'private.set', isPrivate: true })}>{t('controls.privateAgain')}</Button>
		</div>
	)
}

/**
 * Asks, before a phase with private writing ends, whether its cards are to be revealed or stay
 * private.
 */
function UnrevealedDialog({
	workshop,
	run,
	privateCards,
	onGo,
	onClose,
}: PrivateCardProps & { onGo: () => Promise<unknown>; onClose: () => void }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const labels = useRevealLabels(workshop)
	const [isBusy, setBusy] = useState(false)
	const unsent = countPrivateCards({ workshop, privateCards }, 'unsent')
	const goOn = async (names: boolean | null) => {
		setBusy(true)
		// A failed reveal shows its error in a toast. The phase then does not change, because the
		// facilitator chose to reveal the cards first.
		const isReady = names === null || (await run({ type: 'private.reveal', names })) !== null
		if (isReady) await onGo()
		onClose()
	}
	return (
		<Dialog
			title={t('dashboard:controls.unrevealed', { count: countPrivateCards({ workshop, privateCards }) })}
			isBusy={isBusy}
			onClose={onClose}
		>
			<p>{t('dashboard:controls.unrevealedMore')}</p>
			{unsent > 0 && <p>{t('dashboard:controls.unsentCards', { count: unsent })}</p>}
			<div className={styles['choices']}>
				<Button variant="primary" busy={isBusy} onClick={() => goOn(true)}>
					{labels.named}
				</Button>
				{!workshop.isAnonymous && <Button onClick={() => goOn(false)}>{labels.unnamed}</Button>}
				<Button onClick={() => goOn(null)}>{t('dashboard:controls.keepPrivate')}</Button>
				<Button variant="quiet" onClick={onClose}>
					{t('app:cancel')}
				</Button>
			</div>
		</Dialog>
	)
}

/**
 * Returns the labels of a reveal with and without names; an anonymous workshop has only one label.
 */
function useRevealLabels({ isAnonymous }: ControlProps['workshop']) {
	const { t } = useTranslation('dashboard')
	return {
		named: t(isAnonymous ? 'controls.reveal' : 'controls.revealNamed'),
		unnamed: t('controls.revealUnnamed'),
	}
}

/**
 * The numbers of private cards on this session's boards and of those only on a device, with buttons
 * that reveal them. Hidden if there are none.
 */
function RevealControls({ workshop, run, privateCards }: PrivateCardProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	const [confirming, setConfirming] = useState<'named' | 'unnamed' | null>(null)
	const labels = useRevealLabels(workshop)
	const count = countPrivateCards({ workshop, privateCards })
	const unsent = countPrivateCards({ workshop, privateCards }, 'unsent')
	if (count + unsent === 0) return null
	const reveal = async () => {
		setBusy(true)
		const done = await run({ type: 'private.reveal', names: confirming === 'named' })
		setBusy(false)
		setConfirming(null)
		if (done) showToast(t('controls.revealed', { count }))
	}
	return (
		<div className={styles['reveal']}>
			<p role="status">
				{count > 0 && t('controls.privateCards', { count })}{' '}
				{unsent > 0 && t('controls.unsentCards', { count: unsent })}
			</p>
			{count > 0 && <Button onClick={() => setConfirming('named')}>{labels.named}</Button>}
			{count > 0 && !workshop.isAnonymous && <Button onClick={() => setConfirming('unnamed')}>{labels.unnamed}</Button>}
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
