import type { ServerHost } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { fetchClientInfo } from '../connection/api/server.ts'
import { serverPath } from '../connection/basePath.ts'
import { retryCall } from '../connection/retry.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { HostMark } from '../ui/HostMark.tsx'
import styles from './ServerHostMark.module.css'

/**
 * The logo and name of the server's host, once the server has answered, with the link to the legal
 * notice, which has the contact; nothing without a host.
 */
export function ServerHostMark() {
	const { t } = useTranslation()
	const [host, setHost] = useState<ServerHost | null>(null)
	useEffect(
		() => retryCall(fetchClientInfo, { onAnswer: (info) => setHost(info.host), onFailure: () => setHost(null) }),
		[],
	)
	if (!host) return null
	return (
		<div className={styles['host']}>
			<HostMark host={host} />
			{host.hasTexts && (
				<a href={serverPath('/legal')} target="_blank" rel="noreferrer">
					{t('join.legal')}
				</a>
			)}
		</div>
	)
}
