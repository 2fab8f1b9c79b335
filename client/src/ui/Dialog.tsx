import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { noteOpenDialog } from './openDialogs.ts'

interface DialogProps {
	title: string
	onClose: () => void
	/** Something is under way in it, which is called off by its own button, not by a stray key or click. */
	isHeld?: boolean
	children: ReactNode
}

/**
 * A modal dialog, shown as long as it is mounted. It keeps the focus inside and gives it back to what had it before; Esc closes,
 * and so does a press beside it, unless something was written in it.
 */
export function Dialog({ title, onClose, isHeld = false, children }: DialogProps) {
	const { t } = useTranslation()
	const titleId = useId()
	const dialog = useRef<HTMLDialogElement>(null)
	const isWritten = useRef(false)
	const isPressedBeside = useRef(false)
	useEffect(() => {
		const shown = dialog.current
		if (!shown) return undefined
		const opener = document.activeElement
		shown.showModal()
		const forget = noteOpenDialog(shown)
		return () => {
			forget()
			shown.close()
			// The browser gives it back only where the dialog is still on the page.
			const isLost = document.activeElement === null || document.activeElement === document.body
			if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus()
		}
	}, [])
	const close = () => {
		if (!isHeld) onClose()
	}
	/** Whoever insists on Esc closes it past us. */
	const onClosed = () => {
		if (dialog.current?.open) return
		if (isHeld) dialog.current?.showModal()
		else onClose()
	}
	return (
		// A click on the backdrop hits the dialog itself; the keyboard has Esc for the same.
		// biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the dialog's own
		<dialog
			ref={dialog}
			aria-labelledby={titleId}
			className={styles['dialog']}
			onCancel={(event) => {
				// A dialog over this one is called off by itself, and so is the browser's own for files.
				if (event.target !== event.currentTarget) return
				event.preventDefault()
				close()
			}}
			onClose={({ target, currentTarget }) => target === currentTarget && onClosed()}
			onInput={({ target }) => {
				isWritten.current ||= target instanceof HTMLTextAreaElement || isLine(target)
			}}
			onPointerDown={({ target, currentTarget }) => {
				// Who selects a text beyond the edge lets go beside the dialog, too.
				isPressedBeside.current = target === currentTarget
			}}
			onClick={({ target, currentTarget }) => {
				if (target === currentTarget && isPressedBeside.current && !isWritten.current) close()
			}}
		>
			<div className={styles['inner']}>
				<div className={styles['header']}>
					<h2 id={titleId}>{title}</h2>
					{!isHeld && <Button look="quiet" icon="close" iconOnly aria-label={t('close')} onClick={onClose} />}
				</div>
				{children}
			</div>
		</dialog>
	)
}

/** Whether it is a field for a line of text. */
function isLine(target: EventTarget): boolean {
	return target instanceof HTMLInputElement && target.type === 'text'
}
