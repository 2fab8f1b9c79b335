import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'
import { Dialog } from './Dialog.tsx'

interface AskDialogProps {
	title: string
	/** What is done, as its button says it. */
	action: string
	isBusy?: boolean
	onDo: () => void
	onClose: () => void
	/** What it means. */
	children: ReactNode
}

/** Asks before something is done that cannot be taken back. */
export function AskDialog({ title, action, isBusy = false, onDo, onClose, children }: AskDialogProps) {
	const { t } = useTranslation()
	return (
		<Dialog title={title} onClose={onClose}>
			<div className={styles['ask']}>
				{children}
				<div>
					<Button look="danger" busy={isBusy} onClick={onDo}>
						{action}
					</Button>
					<Button onClick={onClose}>{t('cancel')}</Button>
				</div>
			</div>
		</Dialog>
	)
}
