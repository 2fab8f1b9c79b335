import type { CardKind } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import { type HTMLAttributes, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import styles from './chrome.module.css'

/**
 * A part of the interface that lies over the canvas. Keys that work a button or a menu stay its own: the canvas, which
 * listens around it, would take an Enter for the selected card.
 */
export function Chrome(props: HTMLAttributes<HTMLDivElement>) {
	const root = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const element = root.current
		// The mark is tldraw's own for "somebody else has dealt with it"; other shortcuts go on working.
		const claim = (event: KeyboardEvent) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		element?.addEventListener('keyup', claim)
		return () => {
			element?.removeEventListener('keydown', claim)
			element?.removeEventListener('keyup', claim)
		}
	}, [])
	return <div ref={root} {...props} />
}

/** While a dialog or menu is open over the canvas, it takes no shortcuts. Null while none is. */
export function useOpenMenu(id: string | null): void {
	const editor = useEditor()
	useEffect(() => {
		if (id === null) return undefined
		editor.menus.addOpenMenu(id)
		return () => {
			editor.menus.deleteOpenMenu(id)
		}
	}, [editor, id])
}

interface ToolButtonProps {
	label: string
	/** Said in place of the label where it is not enough by itself. */
	hint?: string
	/** The key that does the same, as people write it. */
	shortcut?: string
	kind?: CardKind
	isOn?: boolean
	isDisabled?: boolean
	/** Why it is not of use now; a press still reaches `onChoose`, which says so. */
	deniedReason?: string | undefined
	/** Shows its icon alone. */
	isSmall?: boolean
	onChoose: () => void
	children: ReactNode
}

/** A button of the toolbar: icon and word. After a click the canvas has the keyboard again, so that keys go on working. */
export function ToolButton(props: ToolButtonProps) {
	const { label, hint = label, shortcut, kind, isOn, isDisabled, deniedReason, isSmall, onChoose, children } = props
	const editor = useEditor()
	const choose = (event: MouseEvent) => {
		onChoose()
		const isByMouse = event.detail > 0
		if (isByMouse && !editor.getEditingShapeId()) editor.getContainer().focus()
	}
	return (
		<button
			type="button"
			className={styles['tool']}
			data-kind={kind}
			data-small={isSmall || undefined}
			aria-pressed={isOn}
			aria-label={hint}
			aria-disabled={isDisabled || deniedReason !== undefined || undefined}
			aria-description={deniedReason}
			title={deniedReason ?? (shortcut ? `${hint} (${shortcut})` : hint)}
			onClick={isDisabled ? undefined : choose}
		>
			{children}
			{!isSmall && <span>{label}</span>}
		</button>
	)
}
