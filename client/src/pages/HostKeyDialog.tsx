import { type FormEvent, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import styles from './HostKeyDialog.module.css'

interface HostKeyDialogProps {
	/** The key given before did not fit. */
	isWrong: boolean
	/** The key, or null when the person gives up. */
	onAnswer: (key: string | null) => void
}

/** Asks for the host's key, on servers that keep new workshops to invited hosts. */
export function HostKeyDialog({ isWrong, onAnswer }: HostKeyDialogProps) {
	const { t } = useTranslation()
	const [key, setKey] = useState('')
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (key.trim() !== '') onAnswer(key.trim())
	}
	return (
		<Dialog title={t('home.keyTitle')} onClose={() => onAnswer(null)}>
			<form className={styles['form']} onSubmit={submit} noValidate>
				<p>{t('home.keyLead')}</p>
				<TextField
					label={t('home.keyLabel')}
					type="password"
					value={key}
					onChange={setKey}
					error={isWrong && key === '' ? t('home.keyWrong') : null}
				/>
				<div className={styles['actions']}>
					<Button onClick={() => onAnswer(null)}>{t('cancel')}</Button>
					<Button type="submit" look="primary">
						{t('home.open')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}
