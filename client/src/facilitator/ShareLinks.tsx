import type { WorkshopLinks } from '@charrette/shared'
import { useState } from 'react'
import { type Credentials, loadCredentials, saveCredentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { useReachableAddress } from '../workshop/useReachableAddress.ts'
import styles from './ShareLinks.module.css'
import { useCommand } from './useCommand.ts'

interface ShareLinksProps {
	credentials: Credentials
	/** The join code, as people read it. */
	code: string
}

/** The code in big letters, its QR, and the links with their copy buttons. */
export function ShareLinks({ credentials, code }: ShareLinksProps) {
	const { t } = useTranslation('dashboard')
	const { links, create } = useLinks(credentials)
	const address = useReachableAddress()
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
					const link = links[role]
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
			</div>
		</div>
	)
}

/** A link's path and secret; its host may be one that only this machine knows. */
function pathOfLink(link: string): string {
	const { pathname, hash } = new URL(link)
	return `${pathname}${hash}`
}

/** The links this browser knows. A secret is shown once only, so a browser that lacks a link makes a new one. */
export function useLinks(credentials: Credentials) {
	const run = useCommand(credentials)
	const [links, setLinks] = useState<Partial<WorkshopLinks>>(credentials.links ?? {})

	const create = async (role: 'facilitator' | 'projector'): Promise<string | null> => {
		const link = (await run({ type: 'links.create', role }))?.link
		if (!link) return null
		// Another one may have been made meanwhile, here or in another tab.
		const kept = loadCredentials(credentials.workshop, credentials.role) ?? credentials
		const all = { ...kept.links, [role]: link }
		saveCredentials({ ...kept, links: all })
		setLinks(all)
		return link
	}
	return { links, create }
}
