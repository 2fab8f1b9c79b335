import { allowsEditing, type CommandOf, currentPhase, currentSession, isRevealed } from '@charrette/shared'
import { useState } from 'react'
import type { WorkshopState } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'

export type PrivateCardProps = ControlProps & Pick<WorkshopState, 'privateCards'>

/**
 * Returns the number of private cards at the boards of the current session; `unsent` counts the
 * cards that are only on a device instead.
 */
export function countPrivateCards(
	{ workshop, privateCards }: Omit<PrivateCardProps, 'run'>,
	which: 'cards' | 'unsent' = 'cards',
): number {
	const boards = currentSession(workshop)?.boards ?? []
	return boards.reduce((sum, { id }) => sum + (privateCards[id]?.[which] ?? 0), 0)
}

export type PhaseStep = 'phase.next' | 'phase.previous'

/** A command that ends private writing. */
export type Leaving = CommandOf<PhaseStep> | CommandOf<'private.set'>

/**
 * Begins or ends private writing in a phase in which participants write (ROOM3m). It is on while
 * cards are private.
 */
export function PrivateWritingSwitch({ workshop, run, onEnd }: ControlProps & { onEnd: (command: Leaving) => void }) {
	const { t } = useTranslation('dashboard')
	const phase = currentPhase(workshop)
	if (phase?.kind !== 'write' || !allowsEditing(phase)) return null
	const isOn = phase.isPrivate && !isRevealed(workshop)
	const set = { type: 'private.set', isPrivate: !isOn } as const
	return (
		<Button
			icon="lock"
			aria-pressed={isOn}
			aria-label={t('controls.private')}
			title={t('controls.privateHint')}
			onClick={() => (isOn ? onEnd(set) : run(set))}
		>
			<span className={styles['label']}>{t('controls.private')}</span>
		</Button>
	)
}

/** Says that a private phase is public since its reveal, and offers to write in private again. */
export function RevealedNotice({ workshop, run }: ControlProps) {
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
export function UnrevealedDialog({
	workshop,
	run,
	privateCards,
	onGo,
	onClose,
}: PrivateCardProps & { onGo: () => Promise<unknown>; onClose: () => void }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const labels = useRevealLabels(workshop)
	const [isSaving, save] = useSave()
	const unsent = countPrivateCards({ workshop, privateCards }, 'unsent')
	const goOn = (names: boolean | null) =>
		save(async () => {
			// A failed reveal shows its error in a toast. The phase then does not change, because the
			// facilitator chose to reveal the cards first.
			const isReady = names === null || (await run({ type: 'private.reveal', names })) !== null
			if (isReady) await onGo()
			onClose()
		})
	return (
		<Dialog
			title={t('dashboard:controls.unrevealed', { count: countPrivateCards({ workshop, privateCards }) })}
			isBusy={isSaving}
			onClose={onClose}
		>
			<p>{t('dashboard:controls.unrevealedMore')}</p>
			{unsent > 0 && <p>{t('dashboard:controls.unsentCards', { count: unsent })}</p>}
			<div className={styles['choices']}>
				<Button variant="primary" busy={isSaving} onClick={() => goOn(true)}>
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
export function RevealControls({ workshop, run, privateCards }: PrivateCardProps) {
	const { t } = useTranslation('dashboard')
	const count = countPrivateCards({ workshop, privateCards })
	const unsent = countPrivateCards({ workshop, privateCards }, 'unsent')
	if (count + unsent === 0) return null
	return (
		<div className={styles['reveal']}>
			<p role="status">
				{count > 0 && t('controls.privateCards', { count })}{' '}
				{unsent > 0 && t('controls.unsentCards', { count: unsent })}
			</p>
			{count > 0 && <RevealButtons workshop={workshop} run={run} count={count} />}
		</div>
	)
}

/**
 * The buttons that reveal all private cards. They end with these cards, and their dialog with them:
 * it must not open again, by itself, for the first card of the next private phase (STAGE4a).
 */
function RevealButtons({ workshop, run, count }: ControlProps & { count: number }) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [isSaving, save] = useSave()
	const [confirming, setConfirming] = useState<'named' | 'unnamed' | null>(null)
	const labels = useRevealLabels(workshop)
	const reveal = async () => {
		const done = await save(() => run({ type: 'private.reveal', names: confirming === 'named' }))
		setConfirming(null)
		if (done) showToast(t('controls.revealed', { count }))
	}
	return (
		<>
			<Button onClick={() => setConfirming('named')}>{labels.named}</Button>
			{!workshop.isAnonymous && <Button onClick={() => setConfirming('unnamed')}>{labels.unnamed}</Button>}
			{confirming && (
				<ConfirmDialog
					title={labels[confirming]}
					confirmLabel={labels[confirming]}
					isBusy={isSaving}
					onConfirm={reveal}
					onClose={() => setConfirming(null)}
				>
					<p>{t('controls.revealConfirm')}</p>
				</ConfirmDialog>
			)}
		</>
	)
}
