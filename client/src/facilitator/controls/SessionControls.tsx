import {
	currentSession,
	LIMITS,
	PROJECTIONS,
	type Projection,
	plenaryOf,
	projectorContent,
	sessionBoards,
} from '@charrette/shared'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'

const FROM_PHASE = 'phase'
const CHOICES = [FROM_PHASE, ...PROJECTIONS] as const
/** Scenes with parts that are shown one after the other. */
const STEPPED_SCENES: readonly Projection[] = ['board', 'wall', 'coverage']

/**
 * The controls that apply to everyone: the projector's scene, the gathering, frozen boards and
 * anonymous authors.
 */
export function SessionControls({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	return (
		<>
			<Select
				icon="projector"
				label={t('controls.shows')}
				className={styles['shows']}
				value={workshop.projection ?? FROM_PHASE}
				options={CHOICES.map((value) => ({ value, label: t(`projections.${value}`) }))}
				onChange={(shows) => run({ type: 'projection.set', shows: shows === FROM_PHASE ? null : shows })}
			/>
			{STEPPED_SCENES.includes(projectorContent(workshop).shows) && <ProjectorSteps run={run} />}
			<GatherAllButton workshop={workshop} run={run} />
			<FreezeAllButton workshop={workshop} run={run} />
			<Button
				icon="mask"
				aria-pressed={workshop.isAnonymous}
				aria-label={t('controls.anonymous')}
				title={t('controls.anonymous')}
				onClick={() => run({ type: 'anonymity.set', isAnonymous: !workshop.isAnonymous })}
			>
				<span className={styles['label']}>{t('controls.anonymous')}</span>
			</Button>
		</>
	)
}

/** Steps through the parts of the projector's scene: clusters, boards or pages. */
function ProjectorSteps({ run }: Pick<ControlProps, 'run'>) {
	const { t } = useTranslation('dashboard')
	const steps = [
		{ by: -1, icon: 'arrowLeft', label: t('controls.projectorPrevious') },
		{ by: 1, icon: 'arrowRight', label: t('controls.projectorNext') },
	] as const
	return (
		<span className={styles['projectorSteps']}>
			{steps.map(({ by, icon, label }) => (
				<Button
					key={by}
					icon={icon}
					iconOnly
					aria-label={label}
					title={label}
					onClick={() => run({ type: 'projector.step', by })}
				/>
			))}
		</span>
	)
}

/** Brings everyone to the plenary board, and ends the gathering. */
function GatherAllButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const session = currentSession(workshop)
	const plenary = session && plenaryOf(session)
	if (!plenary) return null
	const isGathering = workshop.gathering !== null
	const label = isGathering ? t('gathering.stop') : t('controls.gather', { board: plenary.title })
	return (
		<Button
			icon="gather"
			aria-pressed={isGathering}
			aria-label={label}
			title={label}
			onClick={() => run({ type: 'people.gather', board: isGathering ? null : plenary.id })}
		>
			<span className={styles['label']}>{isGathering ? label : t('controls.gatherShort')}</span>
		</Button>
	)
}

function FreezeAllButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const session = currentSession(workshop)
	const boards = session ? sessionBoards(session) : []
	const isFrozen = boards.length > 0 && boards.every((board) => board.frozen)
	const label = t(isFrozen ? 'boards.unfreezeAll' : 'boards.freezeAll')
	const freeze = async () => {
		const done = await run({ type: 'boards.freeze', frozen: !isFrozen, boards: boards.map((board) => board.id) })
		if (done) showToast(t(isFrozen ? 'boards.allUnfrozen' : 'boards.allFrozen'))
	}
	return (
		<Button icon={isFrozen ? 'unfreeze' : 'freeze'} aria-pressed={isFrozen} aria-label={label} onClick={freeze}>
			<span className={styles['label']}>{label}</span>
		</Button>
	)
}

/** Sends a message to everyone. A new message replaces the previous one. */
export function MessageButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const [isWriting, setWriting] = useState(false)
	return (
		<>
			<Button
				icon="message"
				className={styles['messageButton']}
				aria-label={t('controls.messageTitle')}
				title={t('controls.messageTitle')}
				onClick={() => setWriting(true)}
			>
				<span className={styles['label']}>{t('controls.message')}</span>
			</Button>
			{isWriting && (
				<Dialog title={t('controls.messageTitle')} onClose={() => setWriting(false)}>
					<MessageForm workshop={workshop} run={run} onDone={() => setWriting(false)} />
				</Dialog>
			)}
		</>
	)
}

function MessageForm({ workshop, run, onDone }: ControlProps & { onDone: () => void }) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [text, setText] = useState('')
	const [isSaving, save] = useSave()
	const send = async (event: FormEvent | KeyboardEvent) => {
		event.preventDefault()
		if (text.trim() === '' || !(await save(() => run({ type: 'message.send', text: text.trim() })))) return
		showToast(t('controls.sent'))
		onDone()
	}
	return (
		<form className={styles['message']} onSubmit={send}>
			<Field label={t('controls.messageLabel')} hint={t('controls.messageHint', { most: LIMITS.maxMessageLength })}>
				{(control) => (
					<textarea
						{...control}
						rows={3}
						maxLength={LIMITS.maxMessageLength}
						value={text}
						onChange={(event) => setText(event.target.value)}
						onKeyDown={(event) => {
							const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
							if (isSend && !isComposing(event)) send(event)
						}}
					/>
				)}
			</Field>
			<div className={styles['actions']}>
				{workshop.message && (
					<Button onClick={() => run({ type: 'message.clear' })}>{t('controls.removeMessage')}</Button>
				)}
				<Button type="submit" variant="primary" busy={isSaving} aria-disabled={text.trim() === ''}>
					{t('controls.send')}
				</Button>
			</div>
		</form>
	)
}
