import { formatJoinCode } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { fetchWorkshop } from '../connection/joinApi.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { ShareLinks } from '../facilitator/ShareLinks.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { Loading } from '../workshop/Loading.tsx'
import { PageHeader } from '../workshop/PageHeader.tsx'
import { dashboardPath } from '../workshop/paths.ts'
import { ErrorPage } from './ErrorPage.tsx'
import styles from './ReadyPage.module.css'

/**
 * The page after a workshop was created: its join code, its QR code, its three links, and the link
 * to the dashboard.
 */
export function ReadyPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const query = useQuery({ queryKey: ['workshop', credentials.token], queryFn: () => fetchWorkshop(credentials) })
	const workshop = query.data?.workshop
	const failure = queryFailure(query)
	useDocumentTitle(workshop?.title ?? null)
	useEffect(() => {
		// A prefetch: if it fails, the dashboard fetches its chunk again.
		import('./DashboardPage.tsx').catch(() => null)
	}, [])

	if (!workshop && failure) return <ErrorPage error={failure === 'offline' ? 'offline' : 'notFacilitator'} />
	if (!workshop) return <Loading what={t('app:opening.workshop')} />
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main className={styles['main']}>
				<p className={styles['eyebrow']}>{workshop.title}</p>
				<h1>{t('ready.title')}</h1>
				<p className={styles['lead']}>{t('ready.lead')}</p>
				<div className={styles['panel']}>
					<ShareLinks credentials={credentials} code={formatJoinCode(workshop.joinCode)} />
				</div>
				<LinkButton href={dashboardPath(workshop.id)} variant="primary" size="large" icon="arrowRight">
					{t('ready.goToDashboard')}
				</LinkButton>
			</main>
		</div>
	)
}
