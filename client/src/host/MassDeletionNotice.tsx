import type { MassDeletion } from '@charrette/shared'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmMassDeletion } from '../connection/api/host.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './workshops.module.css'

interface MassDeletionNoticeProps {
	deletion: MassDeletion
	retentionDays: number
}

/** Informs the host that most workshops would be deleted, and asks for a confirmation (HOST10d). */
export function MassDeletionNotice({ deletion, retentionDays }: MassDeletionNoticeProps) {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const client = useQueryClient()
	const [isAsking, setAsking] = useState(false)
	const [isSaving, save] = useSave()
	const { unused, all, isConfirmed } = deletion
	const confirm = async () => {
		if (!(await save(() => attempt(confirmMassDeletion)))) return
		setAsking(false)
		await client.invalidateQueries({ queryKey: ['host', 'workshops'] })
	}
	return (
		<div className={styles['massDeletion']} role="status">
			<p>
				<Icon name="warning" />
				{t('massDeletion.unused', { unused, all, days: retentionDays })}{' '}
				{t(isConfirmed ? 'massDeletion.confirmed' : 'massDeletion.waiting')}
			</p>
			{!isConfirmed && <Button onClick={() => setAsking(true)}>{t('massDeletion.action')}</Button>}
			{isAsking && (
				<ConfirmDialog
					title={t('massDeletion.title')}
					confirmLabel={t('massDeletion.confirm')}
					isBusy={isSaving}
					onConfirm={confirm}
					onClose={() => setAsking(false)}
				>
					<p>{t('massDeletion.lead')}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}
