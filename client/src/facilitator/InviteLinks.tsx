import { useReachableAddress, useRetentionDays } from '../connection/clientInfo.ts'
import type { Credentials } from '../connection/credentials.ts'
import { pathOfLink } from '../connection/pickAddress.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { useRoleLinks } from './access/useRoleLinks.ts'
import styles from './InviteLinks.module.css'

interface InviteLinksProps {
	credentials: Credentials
	/** The formatted join code. */
	code: string
}

/** The join code, its QR code, and the links, each with a button that copies it. */
export function InviteLinks({ credentials, code }: InviteLinksProps) {
	const { t } = useTranslation('dashboard')
	const { known, create } = useRoleLinks(credentials)
	const address = useReachableAddress()
	const retentionDays = useRetentionDays()
	const joinLink = `${address}/join#${code.replace('-', '')}`
	return (
		<div className={styles['share']}>
			<figure className={styles['door']}>
				<QrCode text={joinLink} label={t('links.qrOf', { address: joinLink })} className={styles['qr']} />
				<figcaption>
					<span>{t('ready.scan')}</span>
					<strong>{code}</strong>
				</figcaption>
			</figure>
			<div className={styles['links']}>
				<CopyField label={t('links.participant')} hint={t('links.participantHint')} text={joinLink} />
				{(['projector', 'facilitator'] as const).map((role) => {
					const link = known[role]
					return link ? (
						<CopyField
							key={role}
							label={t(`links.${role}`)}
							hint={t(`links.${role}Hint`)}
							text={`${address}${pathOfLink(link)}`}
						/>
					) : (
						<div key={role} className={styles['missing']}>
							<strong>{t(`links.${role}`)}</strong>
							<Button icon="plus" onClick={() => create(role)}>
								{t('links.create')}
							</Button>
							<p>{t(`links.${role}Hint`)}</p>
						</div>
					)
				})}
				{retentionDays !== null && (
					<p className={styles['retention']}>{t('ready.retention', { days: retentionDays })}</p>
				)}
			</div>
		</div>
	)
}
