import type { PracticeId, ReportId } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { dismissReport, fetchReports } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import styles from './reports.module.css'

/**
 * The reports of readers about a practice, for the facilitators of its workshop. Empty without
 * reports.
 */
export function ReportList({ credentials, practice }: { credentials: Credentials; practice: PracticeId }) {
	const { t } = useTranslation('exchange')
	const language = useLanguage()
	const attempt = useAttempt()
	const client = useQueryClient()
	const queryKey = ['reports', practice, credentials.token]
	const { data } = useQuery({ queryKey, queryFn: () => fetchReports(credentials, practice) })
	const dismiss = async (report: ReportId) => {
		await attempt(() => dismissReport(credentials, practice, report))
		await client.invalidateQueries({ queryKey })
		await client.invalidateQueries({ queryKey: ['own', credentials.token] })
	}
	if (!data || data.reports.length === 0) return null
	const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
	return (
		<section className={styles['reports']} aria-label={t('report.reports')}>
			<h2>{t('report.count', { count: data.reports.length + data.more })}</h2>
			<ul>
				{data.reports.map(({ id, at, reason, text }) => (
					<li key={id}>
						<div id={`report-${id}`}>
							<strong>{t(`report.reasons.${reason}`)}</strong>
							<small>{day.format(at)}</small>
						</div>
						{text && <p dir="auto">{text}</p>}
						<Button size="small" aria-describedby={`report-${id}`} onClick={() => dismiss(id)}>
							{t('report.dismiss')}
						</Button>
					</li>
				))}
			</ul>
			{data.more > 0 && <p>{t('report.more', { count: data.more })}</p>}
		</section>
	)
}
