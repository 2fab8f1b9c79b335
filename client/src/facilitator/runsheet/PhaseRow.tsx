import { type Phase, textIn } from '@charrette/shared'
import { type DragEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import styles from './runSheet.module.css'
import type { PhaseActions } from './usePhaseActions.ts'

interface PhaseRowProps {
	phase: Phase
	index: number
	/** Of all phases: where the last place is. */
	count: number
	state: 'past' | 'on' | 'coming'
	actions: PhaseActions
	onOpen: () => void
	drag: Drag
}

/** What dragging this row means; a row over which another one hovers is marked. */
export interface Drag {
	draggable: boolean
	'data-drop'?: 'before' | 'after' | undefined
	onDragStart: (event: DragEvent) => void
	onDragOver: (event: DragEvent) => void
	onDragEnd: () => void
	onDrop: (event: DragEvent) => void
}

/** One phase of a run sheet: its name opens it, Alt and an arrow key move it, its menu holds the rest. */
export function PhaseRow({ phase, index, count, state, actions, onOpen, drag }: PhaseRowProps) {
	const { t } = useTranslation('desk')
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
			<span className={styles['minutes']}>{phase.minutes > 0 && t('sheet.minutes', { minutes: phase.minutes })}</span>
			<PhaseNote phase={phase} />
			<span className={styles['actions']}>
				<Button
					icon="play"
					iconOnly
					size="small"
					look="quiet"
					disabled={state === 'on'}
					aria-label={t('sheet.beginNamed', { phase: title })}
					title={t('sheet.begin')}
					onClick={() => actions.begin(phase)}
				/>
				<Menu
					icon="more"
					label={t('sheet.actionsOf', { phase: title })}
					items={[
						{ label: t('sheet.change'), onChoose: onOpen },
						{ label: t('sheet.copy'), onChoose: () => actions.copy(phase) },
						...(index > 0 ? [{ label: t('sheet.up'), onChoose: () => actions.move(phase, index - 1) }] : []),
						...(index < count - 1 ? [{ label: t('sheet.down'), onChoose: () => actions.move(phase, index + 1) }] : []),
						...(state === 'on' ? [] : [{ label: t('sheet.remove'), onChoose: () => actions.remove(phase) }]),
					]}
				/>
			</span>
		</li>
	)
}

function PhaseNote({ phase }: { phase: Phase }) {
	const { t } = useTranslation('desk')
	const prompt = textIn(phase.prompt, useLocale())
	return (
		<small>
			{t(`sheet.kinds.${phase.kind}`)}
			{phase.isPrivate && ` · ${t('sheet.privateShort')}`}
			{prompt && <span>{prompt}</span>}
		</small>
	)
}
