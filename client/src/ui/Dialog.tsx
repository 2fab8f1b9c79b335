import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'

interface DialogProps {
	title: string
	onClose: () => void
	children: ReactNode
}

/**
 * A modal dialog, shown as long as it is mounted. The browser keeps the focus inside and gives it back; Esc closes, and so does a
 * press beside it, unless something was written in it.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
	const { t } = useTranslation()
	const titleId = useId()
	const dialog = useRef<HTMLDialogElement>(null)
	const isWritten = useRef(false)
	const isPressedBeside = useRef(false)
	useEffect(() => {
		const shown = dialog.current
		shown?.showModal()
		return () => shown?.close()
	}, [])
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
				onClose()
			}}
			onInput={({ target }) => {
				isWritten.current ||= target instanceof HTMLTextAreaElement || isLine(target)
			}}
			onPointerDown={({ target, currentTarget }) => {
				// Who selects a text beyond the edge lets go beside the dialog, too.
				isPressedBeside.current = target === currentTarget
			}}
			onClick={({ target, currentTarget }) => {
				if (target === currentTarget && isPressedBeside.current && !isWritten.current) onClose()
			}}
		>
			<div className={styles['inner']}>
				<div className={styles['header']}>
					<h2 id={titleId}>{title}</h2>
					<Button look="quiet" icon="close" iconOnly aria-label={t('close')} onClick={onClose} />
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
