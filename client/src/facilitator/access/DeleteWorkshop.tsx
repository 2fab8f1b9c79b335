import type { Workshop } from '@charrette/shared'
import { useState } from 'react'
import { deleteWorkshop } from '../../connection/api/workshops.ts'
import { type Credentials, forgetCredentials } from '../../connection/credentials.ts'
import { removeCopies } from '../../connection/forgetCopies.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { useSave } from '../../ui/useSave.ts'
import { ARCHIVE_DIALOG } from '../boards/BoardGrid.tsx'
import styles from './access.module.css'

interface DeleteWorkshopProps {
	credentials: Credentials
	workshop: Workshop
}

/**
 * Deletes the workshop after two confirmations; the first one offers to export all boards. The page
 * then says that the workshop is gone, as it does for everyone (ACCESS6).
 */
export function DeleteWorkshop({ credentials, workshop }: DeleteWorkshopProps) {
	const { t } = useTranslation('dashboard')
	const attempt = useAttempt()
	const archive = useLazyDialog(ARCHIVE_DIALOG, { credentials, workshop })
	const [asked, setAsked] = useState<'first' | 'again' | null>(null)
	const [isSaving, save] = useSave()
	const [keepsPractices, setKeeps] = useState(false)
	const published = workshop.practices?.filter(({ state }) => state === 'published').length ?? 0
	const close = () => setAsked(null)
	const remove = async () => {
		const isDeleted = await save(() => attempt(() => deleteWorkshop(credentials, { keepsPractices })))
		if (!isDeleted) return
		void removeCopies(workshop.id)
		forgetCredentials(workshop.id, credentials.role)
	}
	return (
		<section aria-labelledby="access-delete">
			<h3 id="access-delete">{t('access.delete')}</h3>
			<div className={styles['row']}>
				<p>{t('access.deleteLead')}</p>
				<Button variant="danger" onClick={() => setAsked('first')}>
					{t('access.deleteAsk')}
				</Button>
			</div>
			{asked === 'first' && (
				<ConfirmDialog
					title={t('access.delete')}
					confirmLabel={t('access.deleteContinue')}
					onConfirm={() => setAsked('again')}
					onClose={close}
				>
					<p>{t('access.deleteFirst')}</p>
					<div>
						<Button icon="download" onClick={archive.open}>
							{t('boards.exportAll')}
						</Button>
					</div>
				</ConfirmDialog>
			)}
			{asked === 'again' && (
				<ConfirmDialog
					title={t('access.deleteNamed', { title: workshop.title })}
					confirmLabel={t('access.deleteNow')}
					isBusy={isSaving}
					onConfirm={remove}
					onClose={close}
				>
					<p>{t('access.deleteAgain')}</p>
					{published > 0 && (
						<fieldset className={styles['practices']}>
							<legend>{t('access.practices', { count: published })}</legend>
							{([false, true] as const).map((keeps) => (
								<label key={String(keeps)} className={styles['choice']}>
									<input
										type="radio"
										name="practices"
										checked={keepsPractices === keeps}
										onChange={() => setKeeps(keeps)}
									/>
									{t(keeps ? 'access.practicesKeep' : 'access.practicesErase')}
								</label>
							))}
						</fieldset>
					)}
				</ConfirmDialog>
			)}
			{archive.dialog}
		</section>
	)
}
