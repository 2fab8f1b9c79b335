import type { CardKind } from '@charrette/shared'
import { type HTMLAttributes, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { keyLabels } from '../ui/keyLabels.ts'
import { roveFocus } from '../ui/rovingFocus.ts'
import { type CoverKind, useCover } from '../ui/useCover.ts'
import styles from './canvasControls.module.css'
import { useEditor } from './engine/editor.ts'

interface CanvasControlsProps extends HTMLAttributes<HTMLDivElement> {
	/** The place over the canvas, if the camera has to keep clear of it. */
	covers?: CoverKind
	'data-presents'?: ''
}

/**
 * A part of the interface over the canvas. Keys pressed in it do not reach the canvas, which would
 * apply Enter to the selected card. A toolbar is a single tab stop, and Esc moves the focus from it
 * back to the canvas; `data-compact` marks a toolbar whose words do not fit.
 */
export function CanvasControls({ covers, ...props }: CanvasControlsProps) {
	const editor = useEditor()
	const root = useRef<HTMLDivElement>(null)
	const isToolbar = props.role === 'toolbar'
	useCover(root, covers)
	useEffect(() => {
		const toolbar = root.current
		if (!toolbar || !isToolbar) return undefined
		const stop = roveFocus(toolbar)
		const measure = () => {
			toolbar.removeAttribute('data-compact')
			toolbar.toggleAttribute('data-compact', toolbar.scrollWidth > toolbar.clientWidth)
			// The panels use the width to stay within the sides of the canvas; see panel.module.css.
			toolbar.style.setProperty('--half-width', `${toolbar.offsetWidth / 2}px`)
		}
		const resized = new ResizeObserver(measure)
		for (const element of [toolbar, editor.getContainer()]) resized.observe(element)
		const translated = new MutationObserver(measure)
		translated.observe(toolbar, { childList: true, subtree: true, characterData: true })
		const onEscape = ({ key, defaultPrevented }: KeyboardEvent) => {
			// An open menu of the toolbar handles the key itself and prevents the default.
			if (key === 'Escape' && !defaultPrevented) editor.getContainer().focus()
		}
		toolbar.addEventListener('keydown', onEscape)
		return () => {
			stop()
			resized.disconnect()
			translated.disconnect()
			toolbar.removeEventListener('keydown', onEscape)
		}
	}, [editor, isToolbar])
	useEffect(() => {
		const element = root.current
		// tldraw ignores events with this mark; other shortcuts still work.
		const claim = (event: KeyboardEvent) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		element?.addEventListener('keyup', claim)
		return () => {
			element?.removeEventListener('keydown', claim)
			element?.removeEventListener('keyup', claim)
		}
	}, [])
	return <div ref={root} data-canvas-controls="" {...props} />
}

/**
 * Disables the shortcuts of the canvas while a dialog or menu is open; `id` is null while it is
 * closed.
 */
export function useRegisterOpenMenu(id: string | null): void {
	const editor = useEditor()
	useEffect(() => {
		if (id === null) return undefined
		editor.menus.addOpenMenu(id)
		return () => {
			editor.menus.deleteOpenMenu(id)
		}
	}, [editor, id])
}

/**
 * Returns whether a text field, a dialog or the details panel has keyboard focus. The shortcuts of
 * the board are inactive then.
 */
export function isKeyboardTaken(): boolean {
	return (
		document.querySelector('dialog[open]') !== null ||
		Boolean(document.activeElement?.closest('input, textarea, select, [contenteditable], [data-takes-keyboard]'))
	)
}

interface ToolButtonProps {
	label: string
	/** Replaces the label for screen readers and in the tooltip. */
	hint?: string
	/** The keyboard shortcut as displayed. */
	shortcut?: string
	kind?: CardKind
	isOn?: boolean
	isDisabled?: boolean
	/**
	 * The reason why the phase does not allow it. A press still calls `onChoose`, which shows the
	 * reason.
	 */
	deniedReason?: string | undefined
	/** Whether the button has no visible label. */
	isSmall?: boolean
	/** Hidden on the narrowest screens. */
	isFolded?: boolean
	onChoose: () => void
	children: ReactNode
}

/**
 * A button of the main toolbar. After a click the canvas gets the focus back, so that shortcuts
 * work.
 */
export function ToolButton(props: ToolButtonProps) {
	const {
		label,
		hint = label,
		shortcut,
		kind,
		isOn,
		isDisabled,
		deniedReason,
		isSmall,
		isFolded,
		onChoose,
		children,
	} = props
	const editor = useEditor()
	const choose = (event: MouseEvent) => {
		onChoose()
		const isPointer = event.detail > 0
		if (isPointer && !editor.getEditingShapeId()) editor.getContainer().focus()
	}
	return (
		<button
			type="button"
			className={styles['tool']}
			data-kind={kind}
			data-small={isSmall || undefined}
			data-folded={isFolded || undefined}
			aria-pressed={isOn}
			aria-label={hint}
			aria-disabled={isDisabled || deniedReason !== undefined || undefined}
			aria-description={deniedReason}
			title={deniedReason ?? (shortcut ? `${hint} (${keyLabels(shortcut)})` : hint)}
			onClick={isDisabled ? undefined : choose}
		>
			{children}
			{!isSmall && <span>{label}</span>}
		</button>
	)
}
