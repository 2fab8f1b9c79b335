import { formatJoinCode } from '@charrette/shared'
import { useEffect } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useWorkshop } from '../connection/useWorkshop.ts'
import { InviteLinks } from '../facilitator/InviteLinks.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { dashboardPath } from '../navigation/paths.ts'
import { LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { MissingWorkshop } from './MissingWorkshop.tsx'
import styles from './WorkshopCreatedPage.module.css'

/**
 * The page after a workshop was created: its join code, its QR code, its three links, and the link
 * to the dashboard.
 */
export function WorkshopCreatedPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const { workshop, status, code } = useWorkshop(credentials, null)
	useDocumentTitle(workshop?.title ?? null)
	useEffect(() => {
		// This is a prefetch: if it fails, the dashboard's page fetches its chunk again.
		fetchChunkOnce(() => import('./DashboardPage.tsx')).catch(() => null)
	}, [])

	if (status === 'refused' || !workshop) return <MissingWorkshop status={status} code={code} />
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main className={styles['main']}>
				<p className={styles['eyebrow']}>{workshop.title}</p>
				<h1>{t('ready.title')}</h1>
				<p className={styles['lead']}>{t('ready.lead')}</p>
				<div className={styles['panel']}>
					<InviteLinks credentials={credentials} code={formatJoinCode(workshop.joinCode)} />
				</div>
				<LinkButton href={dashboardPath(workshop.id)} variant="primary" size="large" icon="arrowRight">
					{t('ready.goToDashboard')}
				</LinkButton>
			</main>
		</div>
	)
}
