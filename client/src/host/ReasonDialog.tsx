import { LIMITS } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './exchange.module.css'

interface ReasonDialogProps {
	title: string
	lead: string
	submit: string
	/** Whether a reason has to be given, may be given, or is not asked for. */
	needs: 'reason' | 'maybe' | 'nothing'
	/** Resolves with null if it failed; the failure is shown already. */
	send(reason: string): Promise<unknown>
	onDone(): void
	onClose(): void
}

/** Asks the host for the reason of a refusal or withdrawal, and sends it. */
export function ReasonDialog({ title, lead, submit, needs, send, onDone, onClose }: ReasonDialogProps) {
	const { t } = useTranslation(['host', 'app'])
	const attempt = useAttempt()
	const [reason, setReason] = useState('')
	const [error, setError] = useState<string | null>(null)
	const [isSaving, save] = useSave()
	const confirm = async () => {
		if (needs === 'reason' && reason.trim() === '') {
			setError(t('exchange.reasonMissing'))
			return
		}
		if (!(await save(() => attempt(() => send(reason.trim()))))) return
		onDone()
		onClose()
	}
	return (
		<Dialog title={title} onClose={onClose}>
			<form
				className={styles['form']}
				noValidate
				onSubmit={(event) => {
					event.preventDefault()
					void confirm()
				}}
			>
				<p>{lead}</p>
				{needs !== 'nothing' && (
					<Field
						label={t(needs === 'reason' ? 'exchange.reason' : 'exchange.reasonOptional')}
						hint={t('exchange.reasonHint')}
						error={error}
					>
						{(control) => (
							<textarea
								{...control}
								rows={3}
								dir="auto"
								maxLength={LIMITS.maxReasonLength}
								value={reason}
								onChange={({ target }) => setReason(target.value)}
							/>
						)}
					</Field>
				)}
				<div className={styles['buttons']}>
					<Button type="submit" variant="danger" busy={isSaving}>
						{submit}
					</Button>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
				</div>
			</form>
		</Dialog>
	)
}
