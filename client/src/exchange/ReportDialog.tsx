import { LIMITS, type PracticeId, REPORT_REASONS, type ReportReason } from '@charrette/shared'
import { useState } from 'react'
import { type ExchangeAccess, reportPractice } from '../connection/api/exchange.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useToast } from '../ui/Toasts.tsx'
import styles from './reports.module.css'

/** A button that opens a dialog for reporting a practice. */
export function ReportButton({ access, practice }: { access: ExchangeAccess; practice: PracticeId }) {
	const { t } = useTranslation('exchange')
	const [isOpen, setOpen] = useState(false)
	return (
		<div className={styles['button']}>
			<Button variant="quiet" size="small" icon="warning" onClick={() => setOpen(true)}>
				{t('report.report')}
			</Button>
			{isOpen && <ReportDialog access={access} practice={practice} onClose={() => setOpen(false)} />}
		</div>
	)
}

interface ReportDialogProps {
	access: ExchangeAccess
	practice: PracticeId
	onClose: () => void
}

function ReportDialog({ access, practice, onClose }: ReportDialogProps) {
	const { t } = useTranslation('exchange')
	const showToast = useToast()
	const [reason, choose] = useState<ReportReason>('wrong')
	const [text, setText] = useState('')
	const send = async () => {
		await reportPractice(access, practice, { reason, text })
		showToast(t('report.sent'))
		return true
	}
	return (
		<FormDialog
			title={t('report.report')}
			lead={t('report.hint')}
			submit={t('report.send')}
			send={send}
			onClose={onClose}
		>
			<fieldset className={styles['reasons']}>
				<legend>{t('report.reason')}</legend>
				{REPORT_REASONS.map((value) => (
					<label key={value}>
						<input type="radio" name="reason" checked={value === reason} onChange={() => choose(value)} />
						{t(`report.reasons.${value}`)}
					</label>
				))}
			</fieldset>
			<Field label={t('report.text')}>
				{(control) => (
					<textarea
						{...control}
						rows={4}
						dir="auto"
						maxLength={LIMITS.maxReportLength}
						value={text}
						onChange={({ target }) => setText(target.value)}
					/>
				)}
			</Field>
		</FormDialog>
	)
}
