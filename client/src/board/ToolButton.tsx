import type { CardKind } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import type { MouseEvent, ReactNode } from 'react'
import styles from './toolbar.module.css'

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
	whyNot?: string | undefined
	/** Shows its icon alone. */
	isSmall?: boolean
	onChoose: () => void
	children: ReactNode
}

/** A button of the toolbar: icon and word. After a click the canvas has the keyboard again, so that keys go on working. */
export function ToolButton(props: ToolButtonProps) {
	const { label, hint = label, shortcut, kind, isOn, isDisabled, whyNot, isSmall, onChoose, children } = props
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
			aria-disabled={isDisabled || whyNot !== undefined || undefined}
			aria-description={whyNot}
			title={whyNot ?? (shortcut ? `${hint} (${shortcut})` : hint)}
			onClick={isDisabled ? undefined : choose}
		>
			{children}
			{!isSmall && <span>{label}</span>}
		</button>
	)
}
