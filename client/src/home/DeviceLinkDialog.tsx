import { useCallback, useState } from 'react'
import { fetchClientInfo } from '../connection/api/server.ts'
import { createDeviceLink } from '../connection/api/workshops.ts'
import { pageAddress } from '../connection/basePath.ts'
import type { Credentials } from '../connection/credentials.ts'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { pathOfLink, pickAddress } from '../connection/pickAddress.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { useRestart } from '../ui/useRestart.ts'
import styles from './home.module.css'

interface DeviceLinkDialogProps {
	/** The credentials of a facilitator. */
	credentials: Credentials
	onClose: () => void
}

/**
 * Shows a link, as a QR code and as text, with which a facilitator continues on another device. It
 * works once and for a short time (HOME4).
 */
export function DeviceLinkDialog({ credentials, onClose }: DeviceLinkDialogProps) {
	const { t } = useTranslation(['home', 'app'])
	const [shown, setShown] = useState<{ link: string; until: number } | null>(null)
	const [failure, setFailure] = useState<FailureCode | null>(null)
	const time = new Intl.DateTimeFormat(useLanguage(), { timeStyle: 'short' })

	const create = useCallback(() => {
		let isShown = true
		setShown(null)
		setFailure(null)
		createReachableLink(credentials).then(
			(created) => isShown && setShown(created),
			(thrown) => isShown && setFailure(failureOf(thrown)),
		)
		return () => {
			isShown = false
		}
	}, [credentials])
	const createAnother = useRestart(create)

	return (
		<Dialog title={t('device.title')} onClose={onClose}>
			<div className={styles['device']}>
				{shown ? (
					<QrCode text={shown.link} label={t('device.qr')} className={styles['qr']} />
				) : (
					<p className={styles['qr']} role="status">
						{failure ? t(`app:errors.${failure}`) : t('device.creating')}
					</p>
				)}
				<div className={styles['deviceLead']}>
					<p>{t('device.lead')}</p>
					{shown && <p>{t('device.until', { time: time.format(shown.until) })}</p>}
					{shown && <CopyField label={t('device.link')} text={shown.link} />}
					<p className={styles['warning']}>{t('device.warning')}</p>
					<Button icon="rotate" onClick={createAnother}>
						{t('device.another')}
					</Button>
				</div>
			</div>
		</Dialog>
	)
}

/** Creates a link under the address at which other devices reach the server. */
async function createReachableLink(credentials: Credentials) {
	const [{ link, until }, { addresses }] = await Promise.all([createDeviceLink(credentials), fetchClientInfo()])
	return {
		link: `${pickAddress({ origin: pageAddress(), hostname: location.hostname }, addresses)}${pathOfLink(link)}`,
		until,
	}
}
