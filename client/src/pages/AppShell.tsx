import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { startAppShell } from '../connection/appShell.ts'
import { reloadPage } from '../connection/fetchChunk.ts'
import { evictUnused } from '../connection/forgetCopies.ts'
import { hasNewVersion } from '../connection/release.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useWhenIdle } from '../ui/useWhenIdle.ts'

/**
 * Starts the service worker, and removes unused copies of boards (OFFLINE6b). When there is a new
 * release, shows a notice with a button that reloads the page. The notice waits while this person
 * types; the projector does not show it, because no person is there to respond.
 */
export function AppShell() {
	const { t } = useTranslation()
	useEffect(startAppShell, [])
	useEffect(() => void evictUnused(), [])
	const [path] = useLocation()
	const isNew = useSyncExternalStore(hasNewVersion.subscribe, hasNewVersion.get)
	const isShown = useWhenIdle(isNew || null)
	const [isClosed, setClosed] = useState(false)
	if (!isShown || isClosed || path.endsWith('/projector')) return null
	return (
		<Notice
			rank="message"
			icon="rotate"
			actions={
				<Button variant="quiet" onClick={reloadPage}>
					{t('errorPage.reload')}
				</Button>
			}
			onClose={() => setClosed(true)}
		>
			{t('newVersion')}
		</Notice>
	)
}
