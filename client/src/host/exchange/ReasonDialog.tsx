import { LIMITS } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Field } from '../../ui/Field.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'

interface ReasonDialogProps {
	title: string
	lead: string
	submit: string
	/** Whether a reason has to be given, may be given, or is not asked for. */
	needs: 'reason' | 'maybe' | 'nothing'
	send(reason: string): Promise<unknown>
	onDone(): void
	onClose(): void
}

/** Asks the host for the reason of a refusal or withdrawal, and sends it. */
export function ReasonDialog({ title, lead, submit, needs, send, onDone, onClose }: ReasonDialogProps) {
	const { t } = useTranslation('host')
	const [reason, setReason] = useState('')
	const [error, setError] = useState<string | null>(null)
	const confirm = async () => {
		if (needs === 'reason' && reason.trim() === '') {
			setError(t('exchange.reasonMissing'))
			return null
		}
		const sent = await send(reason.trim())
		onDone()
		return sent
	}
	return (
		<FormDialog title={title} lead={lead} submit={submit} variant="danger" send={confirm} onClose={onClose}>
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
		</FormDialog>
	)
}
