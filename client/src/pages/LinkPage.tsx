import { useCallback, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { exchangeSecret } from '../connection/api/join.ts'
import { loadCredentials, saveCredentials } from '../connection/credentials.ts'
import type { FailureCode } from '../connection/http.ts'
import { retryCall } from '../connection/retry.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { dashboardPath } from '../navigation/paths.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useRestart } from '../ui/useRestart.ts'
import { ErrorPage } from './ErrorPage.tsx'

/**
 * `/f#<secret>` and `/p#<secret>`: exchanges the link's secret for a token, and opens the dashboard
 * or the projector. A corrected link may be opened in the same tab.
 */
export function LinkPage() {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const secret = useSyncExternalStore(onHashChange, readSecret)
	const [failure, setFailure] = useState<FailureCode | null>(null)

	const exchange = useCallback(() => {
		setFailure(null)
		if (!secret) return undefined
		// A projector runs unattended, so the page retries without a click.
		return retryCall(() => exchangeSecret(secret), {
			onFailure: setFailure,
			onAnswer({ token, role, workshop }) {
				// The browser that created the workshop has its links: they are kept.
				const links = loadCredentials(workshop.id, role)?.links
				saveCredentials({ workshop: workshop.id, token, role, participant: null, ...(links ? { links } : {}) })
				// The redirect removes the secret from the address bar and the browser's history.
				navigate(role === 'projector' ? `/w/${workshop.id}/projector` : dashboardPath(workshop.id), { replace: true })
			},
		})
	}, [secret, navigate])
	const retry = useRestart(exchange)

	if (!secret || failure === 'unknown_secret' || failure === 'invalid_input') return <ErrorPage error="link" />
	if (failure === null) return <Loading what={t('opening.link')} />
	return (
		<ErrorPage error="offline">
			<Button variant="primary" size="large" onClick={retry}>
				{t('tryAgain')}
			</Button>
		</ErrorPage>
	)
}

const readSecret = () => location.hash.slice(1)

function onHashChange(onChange: () => void): () => void {
	addEventListener('hashchange', onChange)
	return () => removeEventListener('hashchange', onChange)
}
