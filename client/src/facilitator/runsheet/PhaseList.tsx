import { localize, type Phase, type PhasePlan, type Session, type SessionId } from '@charrette/shared'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { Menu } from '../../ui/Menu.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { ControlProps, RunCommand } from '../useCommand.ts'
import { PhaseDialog } from './PhaseDialog.tsx'
import { changesOf, newPhase } from './phaseDraft.ts'
import styles from './runSheet.module.css'

interface PhaseListProps extends Pick<ControlProps, 'run'> {
	session: Session
	isCurrent: boolean
	/** Opens the dialog of a phase, or of a new one. */
	onOpen: (phase: EditedPhase) => void
}

/** A phase that is being edited, or a new one. */
export type EditedPhase = Phase | 'new'

/** The phases of one session, which can be added, edited, reordered and started. */
export function PhaseList({ session, isCurrent, run, onOpen }: PhaseListProps) {
	const { t } = useTranslation('dashboard')
	const actions = usePhaseActions(session, run)
	const { phases } = session
	const dragOf = useDragOrder((from, to) => {
		const phase = phases[from]
		if (phase) actions.move(phase, to)
	})
	const at = phases.findIndex((phase) => phase.id === session.phase)
	const stateOf = (index: number) => (index < at ? 'past' : index === at && isCurrent ? 'on' : 'coming')
	return (
		<>
			{phases.length === 0 && <p className={styles['empty']}>{t('runSheet.empty')}</p>}
			<ol className={styles['phases']}>
				{phases.map((phase, index) => (
					<PhaseRow
						key={phase.id}
						phase={phase}
						index={index}
						count={phases.length}
						state={stateOf(index)}
						isRevealed={session.boards.some(({ revealed }) => revealed === phase.id)}
						actions={actions}
						onOpen={() => onOpen(phase)}
						drag={dragOf(index)}
					/>
				))}
			</ol>
			<Button icon="plus" className={styles['wide']} onClick={() => onOpen('new')}>
				{t('runSheet.add')}
			</Button>
		</>
	)
}

interface PhaseEditorProps extends ControlProps {
	/** The session for which the dialog was opened. */
	session: SessionId
	phase: EditedPhase
	onClose: () => void
}

/** The dialog that edits a phase, or adds one to a session. */
export function PhaseEditor({ workshop, session, phase, run, onClose }: PhaseEditorProps) {
	const { t } = useTranslation('dashboard')
	const isNew = phase === 'new'
	const save = async (plan: PhasePlan) => {
		if (isNew) return (await run({ type: 'phase.add', session, phase: plan })) !== null
		const change = changesOf(phase, plan)
		if (Object.keys(change).length === 0) return true
		return (await run({ type: 'phase.change', phase: phase.id, change })) !== null
	}
	return (
		<PhaseDialog
			title={t(isNew ? 'runSheet.newPhase' : 'runSheet.editPhase')}
			phase={isNew ? newPhase() : planOf(phase)}
			locales={[workshop.locale, ...workshop.locales.filter((locale) => locale !== workshop.locale)]}
			onSave={save}
			onClose={onClose}
		/>
	)
}

function planOf({ id: _, ...plan }: Phase) {
	return plan
}

interface PhaseRowProps {
	phase: Phase
	index: number
	/** The number of phases in the session. */
	count: number
	state: 'past' | 'on' | 'coming'
	/** Whether the private cards of the phase are revealed. */
	isRevealed: boolean
	actions: PhaseActions
	onOpen: () => void
	drag: DragProps
}

/**
 * The drag and drop props of one row; `data-drop` marks the row over which another row is dragged.
 */
interface DragProps {
	draggable: boolean
	'data-drop'?: 'before' | 'after' | undefined
	onDragStart: (event: DragEvent) => void
	onDragOver: (event: DragEvent) => void
	onDragEnd: () => void
	onDrop: (event: DragEvent) => void
}

/**
 * One phase: its title opens it, Alt with an arrow key moves it, and its menu has the other
 * actions.
 */
function PhaseRow({ phase, index, count, state, isRevealed, actions, onOpen, drag }: PhaseRowProps) {
	const { t } = useTranslation('dashboard')
	const title = localize(phase.title, useLocale())
	const name = useRef<HTMLButtonElement>(null)
	const isMoving = useRef(false)
	const previousIndex = useRef(index)
	useEffect(() => {
		// React moves the element of a reordered row, which makes it lose the focus.
		if (isMoving.current && index !== previousIndex.current) name.current?.focus()
		previousIndex.current = index
		isMoving.current = false
	}, [index])
	const onKeyDown = (event: KeyboardEvent) => {
		const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
		if (!step || !event.altKey || isComposing(event)) return
		event.preventDefault()
		isMoving.current = index + step >= 0 && index + step < count
		actions.move(phase, index + step)
	}
	return (
		<li className={styles['phase']} data-state={state} aria-current={state === 'on' ? 'step' : undefined} {...drag}>
			<span className={styles['number']}>{state === 'past' ? <Icon name="check" size={16} /> : index + 1}</span>
			<button ref={name} type="button" className={styles['title']} onClick={onOpen} onKeyDown={onKeyDown}>
				{title}
			</button>
			<span className={styles['minutes']}>
				{phase.minutes > 0 && t('runSheet.minutes', { minutes: phase.minutes })}
			</span>
			<PhaseNote phase={phase} isRevealed={isRevealed} />
			<span className={styles['actions']}>
				<Button
					icon="play"
					iconOnly
					size="small"
					variant="quiet"
					disabled={state === 'on'}
					aria-label={t('runSheet.startNamed', { phase: title })}
					title={t('runSheet.start')}
					onClick={() => actions.start(phase)}
				/>
				<Menu
					icon="more"
					label={t('runSheet.actionsOf', { phase: title })}
					items={[
						{ label: t('runSheet.edit'), onChoose: onOpen },
						{ label: t('runSheet.duplicate'), onChoose: () => actions.copy(phase) },
						...(index > 0 ? [{ label: t('runSheet.up'), onChoose: () => actions.move(phase, index - 1) }] : []),
						...(index < count - 1
							? [{ label: t('runSheet.down'), onChoose: () => actions.move(phase, index + 1) }]
							: []),
						...(state === 'on' ? [] : [{ label: t('runSheet.remove'), onChoose: () => actions.remove(phase) }]),
					]}
				/>
			</span>
		</li>
	)
}

function PhaseNote({ phase, isRevealed }: Pick<PhaseRowProps, 'phase' | 'isRevealed'>) {
	const { t } = useTranslation('dashboard')
	const prompt = localize(phase.prompt, useLocale())
	return (
		<small>
			{t(`runSheet.kinds.${phase.kind}`)}
			{phase.isPrivate && ` · ${t(isRevealed ? 'runSheet.revealedShort' : 'runSheet.privateShort')}`}
			{prompt && <span title={prompt}>{prompt}</span>}
		</small>
	)
}

/**
 * Reorders rows by drag and drop. Returns a function that gives the props of each row, and calls
 * `onMove` with the indexes from and to.
 */
function useDragOrder(onMove: (from: number, to: number) => void): (index: number) => DragProps {
	const [from, setFrom] = useState<number | null>(null)
	const [over, setOver] = useState<number | null>(null)
	const end = () => {
		setFrom(null)
		setOver(null)
	}
	return (index) => ({
		draggable: true,
		'data-drop': from !== null && over === index && from !== index ? (from < index ? 'after' : 'before') : undefined,
		onDragStart(event) {
			event.dataTransfer.effectAllowed = 'move'
			setFrom(index)
		},
		onDragOver(event) {
			if (from === null) return
			event.preventDefault()
			setOver(index)
		},
		onDragEnd: end,
		onDrop(event) {
			event.preventDefault()
			if (from !== null && from !== index) onMove(from, index)
			end()
		},
	})
}

function usePhaseActions(session: Session, run: RunCommand) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const showToast = useToast()
	const nameOf = (phase: Phase) => localize(phase.title, locale)
	return {
		start: (phase: Phase) => run({ type: 'phase.goto', phase: phase.id }),
		copy: (phase: Phase) => run({ type: 'phase.copy', phase: phase.id }),
		/** Moves a phase, with a toast that announces its new position. */
		async move(phase: Phase, to: number) {
			const index = Math.min(Math.max(to, 0), session.phases.length - 1)
			if (index === session.phases.indexOf(phase)) return
			const done = await run({ type: 'phase.move', phase: phase.id, to: index })
			if (done) showToast(t('runSheet.moved', { phase: nameOf(phase), place: index + 1 }))
		},
		/** Removes a phase, with a toast that can undo it. */
		async remove(phase: Phase) {
			const at = session.phases.indexOf(phase)
			if (!(await run({ type: 'phase.remove', phase: phase.id }))) return
			const plan = planOf(phase)
			showToast(t('runSheet.removed', { phase: nameOf(phase) }), 'note', {
				label: t('runSheet.undo'),
				onChoose: () => run({ type: 'phase.add', session: session.id, phase: plan, at }),
			})
		},
	}
}

type PhaseActions = ReturnType<typeof usePhaseActions>
