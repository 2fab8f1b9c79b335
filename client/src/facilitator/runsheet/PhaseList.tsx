import { type Phase, type PhasePlan, type Session, textIn } from '@charrette/shared'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { RunCommand } from '../useCommand.ts'
import { changesOf } from './phaseDraft.ts'
import styles from './runSheet.module.css'

interface PhaseRowProps {
	phase: Phase
	index: number
	/** Of all phases: where the last place is. */
	count: number
	state: 'past' | 'on' | 'coming'
	actions: PhaseActions
	onOpen: () => void
	drag: DragProps
}

/** What dragging this row means; a row over which another one hovers is marked. */
interface DragProps {
	draggable: boolean
	'data-drop'?: 'before' | 'after' | undefined
	onDragStart: (event: DragEvent) => void
	onDragOver: (event: DragEvent) => void
	onDragEnd: () => void
	onDrop: (event: DragEvent) => void
}

/** One phase of a run sheet: its name opens it, Alt and an arrow key move it, its menu holds the rest. */
export function PhaseRow({ phase, index, count, state, actions, onOpen, drag }: PhaseRowProps) {
	const { t } = useTranslation('dashboard')
	const title = textIn(phase.title, useLocale())
	const name = useRef<HTMLButtonElement>(null)
	const isMoving = useRef(false)
	const was = useRef(index)
	useEffect(() => {
		// A row that is put elsewhere in the page loses the focus, and who moved it by keys goes with it.
		if (isMoving.current && index !== was.current) name.current?.focus()
		was.current = index
		isMoving.current = false
	}, [index])
	const onKeyDown = (event: KeyboardEvent) => {
		const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
		if (!step || !event.altKey || event.nativeEvent.isComposing) return
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
			<PhaseNote phase={phase} />
			<span className={styles['actions']}>
				<Button
					icon="play"
					iconOnly
					size="small"
					variant="quiet"
					disabled={state === 'on'}
					aria-label={t('runSheet.startNamed', { phase: title })}
					title={t('runSheet.start')}
					onClick={() => actions.begin(phase)}
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

function PhaseNote({ phase }: { phase: Phase }) {
	const { t } = useTranslation('dashboard')
	const prompt = textIn(phase.prompt, useLocale())
	return (
		<small>
			{t(`runSheet.kinds.${phase.kind}`)}
			{phase.isPrivate && ` · ${t('runSheet.privateShort')}`}
			{prompt && <span>{prompt}</span>}
		</small>
	)
}

/** Rows that are put in another order by dragging; `onMove` hears which row goes to which place. */
export function useDragOrder(onMove: (from: number, to: number) => void): (index: number) => DragProps {
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

/** What a facilitator does to the phases of one session. */
export function usePhaseActions(session: Session, run: RunCommand) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const showToast = useToast()
	const nameOf = (phase: Phase) => textIn(phase.title, locale)
	return {
		add: (phase: PhasePlan) => run({ type: 'phase.add', session: session.id, phase }),
		async change(phase: Phase, wanted: PhasePlan) {
			const change = changesOf(phase, wanted)
			if (Object.keys(change).length > 0) await run({ type: 'phase.change', phase: phase.id, change })
		},
		begin: (phase: Phase) => run({ type: 'phase.goto', phase: phase.id }),
		copy: (phase: Phase) => run({ type: 'phase.copy', phase: phase.id }),
		/** Puts a phase at another place, said for those who do not see it. */
		async move(phase: Phase, to: number) {
			const place = Math.min(Math.max(to, 0), session.phases.length - 1)
			if (place === session.phases.indexOf(phase)) return
			const done = await run({ type: 'phase.move', phase: phase.id, to: place })
			if (done) showToast(t('runSheet.moved', { phase: nameOf(phase), place: place + 1 }))
		},
		/** Takes a phase out, with the way to take that back. */
		async remove(phase: Phase) {
			const at = session.phases.indexOf(phase)
			if (!(await run({ type: 'phase.remove', phase: phase.id }))) return
			const { id: _, ...plan } = phase
			showToast(t('runSheet.removed', { phase: nameOf(phase) }), 'note', {
				label: t('runSheet.undo'),
				onChoose: () => run({ type: 'phase.add', session: session.id, phase: plan, at }),
			})
		},
	}
}

type PhaseActions = ReturnType<typeof usePhaseActions>
