import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './history.module.css'

/** Says what it means that a board is replaced, before it is. */
export function ReplaceDialog({ onReplace, onClose }: { onReplace: () => void; onClose: () => void }) {
	const { t } = useTranslation('history')
	return (
		<Dialog title={t('replaceTitle')} onClose={onClose}>
			<div className={styles['replace']}>
				<p>{t('replaceLead')}</p>
				<p>{t('replaceLoss')}</p>
				<p>{t('replaceKept')}</p>
				<div className={styles['row']}>
					<Button look="danger" onClick={onReplace}>
						{t('replaceNow')}
					</Button>
					<Button look="quiet" onClick={onClose}>
						{t('cancel')}
					</Button>
				</div>
			</div>
		</Dialog>
	)
}
