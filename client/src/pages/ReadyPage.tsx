import { formatJoinCode, type Workshop } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { fetchWorkshop } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { ShareLinks } from '../facilitator/ShareLinks.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { Loading } from '../workshop/Loading.tsx'
import { PageHeader } from '../workshop/PageHeader.tsx'
import { dashboardPath } from '../workshop/paths.ts'
import { ErrorPage } from './ErrorPage.tsx'
import styles from './ReadyPage.module.css'

/** A workshop just opened: its code, its QR and its three links, and the way to the desk. */
export function ReadyPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [workshop, setWorkshop] = useState<Workshop | null>(null)
	const [failure, setFailure] = useState<FailureCode | null>(null)
	useDocumentTitle(workshop?.title ?? null)
	useEffect(() => {
		fetchWorkshop(credentials).then(
			(view) => setWorkshop(view.workshop),
			(thrown: unknown) => setFailure(failureOf(thrown)),
		)
		// Ahead of need; the desk itself insists.
		import('./DashboardPage.tsx').catch(() => null)
	}, [credentials])

	if (failure) return <ErrorPage error={failure === 'offline' ? 'offline' : 'notFacilitator'} />
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
