import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import styles from './FormDialog.module.css'
import { useAttempt } from './useAttempt.ts'
import { useSave } from './useSave.ts'

interface FormDialogProps {
	title: string
	/** What happens with the answer. */
	lead: string
	/** The label of the button that sends the form. */
	submit: string
	/** `danger` for what cannot be undone. */
	variant?: 'primary' | 'danger'
	/** Resolves with null to keep the dialog open. A failure is shown, and keeps it open, too. */
	send(): Promise<unknown>
	onClose(): void
	children?: ReactNode
}

/** A dialog with a form that is sent once. */
export function FormDialog({ title, lead, submit, variant = 'primary', send, onClose, children }: FormDialogProps) {
	const { t } = useTranslation()
	const attempt = useAttempt()
	const [isSaving, save] = useSave()
	const confirm = async () => {
		if (await save(() => attempt(send))) onClose()
	}
	return (
		<Dialog title={title} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					void confirm()
				}}
			>
				<p>{lead}</p>
				{children}
				<div className={styles['buttons']}>
					<Button type="submit" variant={variant} busy={isSaving}>
						{submit}
					</Button>
					<Button onClick={onClose}>{t('cancel')}</Button>
				</div>
			</form>
		</Dialog>
	)
}
