import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { registerDialog } from './openDialogs.ts'

interface DialogProps {
	title: string
	onClose: () => void
	/** Something is under way in it, which is called off by its own button, not by a stray key or click. */
	isBusy?: boolean
	children: ReactNode
}

/**
 * A modal dialog, shown as long as it is mounted. It keeps the focus inside and gives it back to what had it before; Esc closes,
 * and so does a press beside it, unless something was written in it.
 */
export function Dialog({ title, onClose, isBusy = false, children }: DialogProps) {
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
		const forget = registerDialog(shown)
		return () => {
			forget()
			shown.close()
			// The browser gives it back only where the dialog is still on the page.
			const isLost = document.activeElement === null || document.activeElement === document.body
			if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus()
		}
	}, [])
	const close = () => {
		if (!isBusy) onClose()
	}
	/** Whoever insists on Esc closes it past us. */
	const onClosed = () => {
		if (dialog.current?.open) return
		if (isBusy) dialog.current?.showModal()
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
				isWritten.current ||= target instanceof HTMLTextAreaElement || isTextInput(target)
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
					{!isBusy && <Button variant="quiet" icon="close" iconOnly aria-label={t('close')} onClick={onClose} />}
				</div>
				{children}
			</div>
		</dialog>
	)
}

/** Whether it is a field for a line of text. */
function isTextInput(target: EventTarget): boolean {
	return target instanceof HTMLInputElement && target.type === 'text'
}

interface ConfirmDialogProps {
	title: string
	/** What is done, as its button says it. */
	confirmLabel: string
	isBusy?: boolean
	onConfirm: () => void
	onClose: () => void
	/** What it means. */
	children: ReactNode
}

/** Asks before something is done that cannot be taken back. */
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
