import { formatJoinCode, type JoinCode } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { useReachableAddress } from '../../workshop/useReachableAddress.ts'
import styles from './dialogs.module.css'

interface ShareDialogProps {
	code: JoinCode
	onClose: () => void
	/** How else the board is shared. */
	children?: ReactNode
}

/** How others get in: the QR, the code in big letters, the link; and below that, what else there is to share. */
export function ShareDialog({ code, onClose, children }: ShareDialogProps) {
	const { t } = useTranslation('board')
	const address = useReachableAddress()
	const link = `${address}/join#${code}`
	return (
		<Dialog title={t('bar.invite')} onClose={onClose}>
			<div className={styles['share']}>
				<QrCode text={link} label={t('bar.qrOf', { address: link })} className={styles['qr']} />
				<p>{t('bar.scan', { address: address.replace(/^https?:\/\//, '') })}</p>
				<strong>{formatJoinCode(code)}</strong>
				<CopyField label={t('bar.joinLink')} text={link} />
			</div>
			{children}
		</Dialog>
	)
}
