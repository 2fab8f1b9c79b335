import { formatJoinCode, type JoinCode } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { useReachableAddress, withoutScheme } from '../../workshop/clientInfo.ts'
import { LanguageSwitch, ThemeSwitch } from '../../workshop/PageHeader.tsx'
import styles from './dialogs.module.css'

interface SettingsDialogProps {
	onClose: () => void
	/** Further settings of the view. */
	children?: ReactNode
}

/** The settings of this person: language and appearance. */
export function SettingsDialog({ onClose, children }: SettingsDialogProps) {
	const { t } = useTranslation(['board', 'app'])
	return (
		<Dialog title={t('board:topBar.settings')} onClose={onClose}>
			<div className={styles['settings']}>
				<span>{t('app:language')}</span>
				<LanguageSwitch />
				<span>{t('app:appearance')}</span>
				<ThemeSwitch />
			</div>
			{children}
		</Dialog>
	)
}

interface InviteDialogProps {
	code: JoinCode
	onClose: () => void
	/** Other ways to share the board. */
	children?: ReactNode
}

/** Shows how other people can join: the QR code, the join code in large letters, the link. */
export function InviteDialog({ code, onClose, children }: InviteDialogProps) {
	const { t } = useTranslation('board')
	const address = useReachableAddress()
	const link = `${address}/join#${code}`
	return (
		<Dialog title={t('topBar.inviteTitle')} onClose={onClose}>
			<div className={styles['invite']}>
				<QrCode text={link} label={t('topBar.qrOf', { address: link })} className={styles['qr']} />
				<p>{t('topBar.scan', { address: withoutScheme(address) })}</p>
				<strong>{formatJoinCode(code)}</strong>
				<CopyField label={t('topBar.joinLink')} text={link} />
			</div>
			{children}
		</Dialog>
	)
}
