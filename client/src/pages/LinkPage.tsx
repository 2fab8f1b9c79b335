import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { loadCredentials, saveCredentials } from '../connection/credentials.ts'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { exchangeSecret } from '../connection/joinApi.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../workshop/Loading.tsx'
import { dashboardPath } from '../workshop/paths.ts'
import { ErrorPage } from './ErrorPage.tsx'

const RETRY_MS = 3000

/**
 * `/f#<secret>` and `/p#<secret>`: exchanges the link's secret for a token, and opens the dashboard
 * or the projector.
 */
export function LinkPage() {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const [secret] = useState(() => location.hash.slice(1))
	const [failure, setFailure] = useState<FailureCode | null>(null)

	const open = useCallback(async () => {
		try {
			const { token, role, workshop } = await exchangeSecret(secret)
			// The browser that created the workshop has its links.
			const links = loadCredentials(workshop.id, role)?.links
			saveCredentials({ workshop: workshop.id, token, role, participant: null, ...(links ? { links } : {}) })
			// This removes the secret from the address bar and the browser's history.
			navigate(role === 'projector' ? `/w/${workshop.id}/projector` : dashboardPath(workshop.id), { replace: true })
		} catch (thrown) {
			setFailure(failureOf(thrown))
		}
	}, [secret, navigate])

	useEffect(() => {
		if (secret) open()
	}, [secret, open])

	useEffect(() => {
		// Nobody operates a projector, so it retries without a click.
		if (failure !== 'offline') return
		const timer = setInterval(open, RETRY_MS)
		return () => clearInterval(timer)
	}, [failure, open])

	if (!secret || failure === 'unknown_secret' || failure === 'invalid_input') return <ErrorPage error="link" />
	if (failure === null) return <Loading what={t('opening.link')} />
	return (
		<ErrorPage error="offline">
			<Button variant="primary" size="large" onClick={open}>
				{t('tryAgain')}
			</Button>
		</ErrorPage>
	)
}
