import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { registerDialog } from './dialogStack.ts'
import { isComposing } from './isComposing.ts'
import { isKeptPlace } from './keepFocus.ts'
import { PanelBoundary } from './PanelBoundary.tsx'

interface DialogProps {
	title: string
	onClose: () => void
	/**
	 * Whether an operation is running that only its own button cancels: Esc and a press beside the
	 * dialog then do nothing.
	 */
	isBusy?: boolean
	/** Whether the dialog is as wide as a page, for content in columns. */
	isWide?: boolean
	children: ReactNode
}

/**
 * A modal dialog, open as long as it is mounted. It traps the focus and returns it to the element
 * that had it before. Esc closes it, and so does a press beside it, unless text was typed in it.
 */
export function Dialog({ title, onClose, isBusy = false, isWide = false, children }: DialogProps) {
	const { t } = useTranslation()
	const titleId = useId()
	const dialog = useRef<HTMLDialogElement>(null)
	const isEdited = useRef(false)
	const isPressedBeside = useRef(false)
	useEffect(() => {
		const shown = dialog.current
		if (!shown) return undefined
		const opener = document.activeElement
		shown.showModal()
		focusFirstField(shown)
		const unregister = registerDialog(shown)
		const claim = (event: KeyboardEvent) => {
			// On a board, tldraw would handle Esc as well. It ignores events with this mark.
			Object.assign(event, { isKilled: true })
			// The browser would close the dialog at the Esc that cancels a composition.
			if (event.key === 'Escape' && isComposing(event)) event.preventDefault()
		}
		shown.addEventListener('keydown', claim)
		shown.addEventListener('keyup', claim)
		return () => {
			unregister()
			shown.removeEventListener('keydown', claim)
			shown.removeEventListener('keyup', claim)
			shown.close()
			// The browser returns the focus only while the dialog is still in the document.
			const active = document.activeElement
			const isLost = active === null || active === document.body || isKeptPlace(active)
			if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus()
		}
	}, [])
	const close = () => {
		if (!isBusy) onClose()
	}
	/**
	 * Reopens or closes the dialog: Chromium closes it on the second Esc, regardless of `onCancel`.
	 */
	const onClosed = () => {
		if (dialog.current?.open) return
		if (isBusy) dialog.current?.showModal()
		else onClose()
	}
	return (
		// A click on the backdrop has the dialog itself as its target; with the keyboard, Esc does the
		// same.
		// biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the dialog's own
		<dialog
			ref={dialog}
			aria-labelledby={titleId}
			className={styles['dialog']}
			data-wide={isWide || undefined}
			onCancel={(event) => {
				// The events of a dialog above this one, and of the browser's file picker, bubble up to
				// here.
				if (event.target !== event.currentTarget) return
				event.preventDefault()
				close()
			}}
			onClose={({ target, currentTarget }) => target === currentTarget && onClosed()}
			onInput={({ target }) => {
				isEdited.current ||= target instanceof HTMLTextAreaElement || isTextInput(target)
			}}
			onPointerDown={({ target, currentTarget }) => {
				// A text selection that is dragged beyond the edge also ends with a click on the backdrop.
				isPressedBeside.current = target === currentTarget
			}}
			onClick={({ target, currentTarget }) => {
				if (target === currentTarget && isPressedBeside.current && !isEdited.current) close()
			}}
		>
			<div className={styles['inner']}>
				<div className={styles['header']}>
					<h2 id={titleId}>{title}</h2>
					{!isBusy && <Button variant="quiet" icon="close" iconOnly aria-label={t('close')} onClick={onClose} />}
				</div>
				<PanelBoundary>{children}</PanelBoundary>
			</div>
		</dialog>
	)
}

/**
 * Focuses the first field of a dialog, or the chosen radio button of the first group. The browser
 * would focus the close button. On a touch screen, focusing a text field would open the keyboard.
 */
function focusFirstField(dialog: HTMLDialogElement): void {
	const isTouch = matchMedia('(pointer: coarse)').matches
	const fields = [...dialog.querySelectorAll<HTMLInputElement>('input, textarea, select')].filter(
		(field) => !field.disabled && !field.readOnly && field.getClientRects().length > 0,
	)
	const [first] = fields
	if (!first || (isTouch && (isTextInput(first) || first.matches('textarea, [type="search"]')))) return
	const chosen = fields.find((field) => field.type === 'radio' && field.name === first.name && field.checked)
	const target = chosen ?? first
	target.focus()
}

function isTextInput(target: EventTarget): boolean {
	return target instanceof HTMLInputElement && target.type === 'text'
}

interface ConfirmDialogProps {
	title: string
	/** The label of the button that confirms. */
	confirmLabel: string
	isBusy?: boolean
	onConfirm: () => void
	onClose: () => void
	/** A description of the consequences. */
	children: ReactNode
}

/** Asks for confirmation of an action that cannot be undone. */
export function ConfirmDialog({
	title,
	confirmLabel,
	isBusy = false,
	onConfirm,
	onClose,
	children,
}: ConfirmDialogProps) {
	const { t } = useTranslation()
	return (
		<Dialog title={title} onClose={onClose}>
			<div className={styles['confirm']}>
				{children}
				<div>
					<Button variant="danger" busy={isBusy} onClick={onConfirm}>
						{confirmLabel}
					</Button>
					<Button onClick={onClose}>{t('cancel')}</Button>
				</div>
			</div>
		</Dialog>
	)
}
