import { formatJoinCode, type JoinCode, type Workshop } from '@charrette/shared'
import { lazy, type ReactNode, Suspense } from 'react'
import { useReachableAddress, withoutScheme } from '../../connection/clientInfo.ts'
import { fetchChunk } from '../../connection/fetchChunk.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { LanguageSwitch, ThemeSwitch } from '../../navigation/PageHeader.tsx'
import { ReadingSwitch } from '../../reading/ReadingSwitch.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './dialogs.module.css'

/** The encoder is a chunk of its own, for the few who open this dialog. */
const QrCode = lazy(() =>
	fetchChunk(() => import('../../ui/QrCode.tsx').then((module) => ({ default: module.QrCode }))),
)

export interface SettingsDialogProps {
	workshop: Workshop
	onClose: () => void
	/** Further settings of the view. */
	children?: ReactNode
}

/** The settings of this person: language and appearance. */
export function SettingsDialog({ workshop, onClose, children }: SettingsDialogProps) {
	const { t } = useTranslation(['board', 'app'])
	return (
		<Dialog title={t('board:topBar.settings')} onClose={onClose}>
			<div className={styles['settings']}>
				<span>{t('app:language')}</span>
				<LanguageSwitch />
				<span>{t('app:appearance')}</span>
				<ThemeSwitch />
			</div>
			<ReadingSwitch workshop={workshop} />
			{children}
		</Dialog>
	)
}

export interface InviteDialogProps {
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
				<Suspense fallback={<span className={styles['qr']} />}>
					<QrCode text={link} label={t('topBar.qrOf', { address: link })} className={styles['qr']} />
				</Suspense>
				<p>{t('topBar.scan', { address: withoutScheme(address) })}</p>
				<strong>{formatJoinCode(code)}</strong>
				<CopyField label={t('topBar.joinLink')} text={link} />
			</div>
			{children}
		</Dialog>
	)
}
