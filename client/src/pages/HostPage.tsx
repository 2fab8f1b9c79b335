import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { checkSession, fetchWaiting, hostToken, signOut } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { ExchangePanel } from '../host/exchange/ExchangePanel.tsx'
import { HostOff, HostSignIn } from '../host/HostSignIn.tsx'
import styles from '../host/host.module.css'
import { ServerPanel } from '../host/ServerPanel.tsx'
import { SettingsForm } from '../host/SettingsForm.tsx'
import { WorkshopList } from '../host/WorkshopList.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { ErrorPage } from './ErrorPage.tsx'

/** The tabs by the end of their path. */
const TABS = { '': 'workshops', exchange: 'exchange', server: 'server', settings: 'settings' } as const
type Tab = keyof typeof TABS
const REFRESH_MS = 60_000

/** The page of the server's host, who signs in with the host key (HOST2). */
export function HostPage({ tab }: { tab: string }) {
	const { t } = useTranslation(['host', 'app'])
	useDocumentTitle(t('title'))
	const token = useSyncExternalStore(hostToken.subscribe, hostToken.get)
	const session = useQuery({
		queryKey: ['host', 'session', token],
		queryFn: checkSession,
		staleTime: Number.POSITIVE_INFINITY,
	})
	useFailureToast(queryFailure(session))
	if (!(tab in TABS)) return <ErrorPage error="notFound" />
	return (
		<div className={styles['page']}>
			<PageHeader />
			{session.data === 'signedIn' ? (
				<main className={styles['main']}>
					<div className={styles['head']}>
						<h1>{t('title')}</h1>
						<Button variant="quiet" size="small" onClick={signOut}>
							{t('signOut')}
						</Button>
					</div>
					<nav className={styles['tabs']} aria-label={t('title')}>
						{(Object.keys(TABS) as Tab[]).map((name) => (
							<Link key={name} href={name ? `/host/${name}` : '/host'} aria-current={name === tab ? 'page' : undefined}>
								{t(`tabs.${TABS[name]}`)}
								{name === 'exchange' && <WaitingBadge />}
							</Link>
						))}
					</nav>
					{tab === '' && <WorkshopList />}
					{tab === 'exchange' && <ExchangePanel />}
					{tab === 'server' && <ServerPanel />}
					{tab === 'settings' && <SettingsForm />}
				</main>
			) : (
				<main className={styles['centre']}>
					{session.data === undefined && <Loading what={t('app:opening.page')} />}
					{session.data === 'signedOut' && <HostSignIn />}
					{session.data === 'off' && <HostOff />}
				</main>
			)}
		</div>
	)
}

/** The number of practices that wait for the host (PRACTICE4a). */
function WaitingBadge() {
	const { t } = useTranslation('host')
	const { data } = useQuery({ queryKey: ['host', 'waiting'], queryFn: fetchWaiting, refetchInterval: REFRESH_MS })
	if (!data || data.waiting === 0) return null
	return (
		<span className={styles['badge']} role="img" aria-label={t('exchange.badge', { count: data.waiting })}>
			{data.waiting}
		</span>
	)
}
