import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchBackups, startBackup } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { formatBytes } from './formats.ts'
import styles from './server.module.css'

const REFRESH_MS = 10_000
/** The refresh interval while a backup is running. */
const REFRESH_SOON_MS = 1000
const SHOWN = 5
const QUERY_KEY = ['host', 'backups']

/**
 * The backups that the server makes automatically, newest first, and a button that starts a backup
 * immediately (BACKUP4).
 */
export function BackupPanel() {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const attempt = useAttempt()
	const queries = useQueryClient()
	const query = useQuery({
		queryKey: QUERY_KEY,
		queryFn: fetchBackups,
		refetchInterval: ({ state }) => (state.data?.backups?.isRunning ? REFRESH_SOON_MS : REFRESH_MS),
	})
	useFailureToast(queryFailure(query))
	if (!query.data) return null
	const { backups } = query.data
	const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
	const start = () => attempt(() => startBackup()).then(() => queries.invalidateQueries({ queryKey: QUERY_KEY }))
	return (
		<section className={styles['panel']} aria-labelledby="host-backups">
			<div className={styles['panelHead']}>
				<h2 id="host-backups">{t('backups.title')}</h2>
				{backups && (
					<Button busy={backups.isRunning} onClick={() => void start()}>
						{t(backups.isRunning ? 'backups.running' : 'backups.now')}
					</Button>
				)}
			</div>
			{!backups && <p className={styles['lead']}>{t('backups.off')}</p>}
			{backups?.failure && (
				<p className={styles['problem']} role="alert">
					<Icon name="warning" />
					{t('backups.failed', { when: time.format(backups.failure.at) })}{' '}
					<code lang="en">{backups.failure.message}</code>
				</p>
			)}
			{backups && (
				<>
					<p className={styles['lead']}>
						{backups.files.length === 0
							? t('backups.none')
							: t('backups.count', { count: backups.files.length, next: time.format(backups.nextAt) })}
					</p>
					{backups.files.length > 0 && (
						<ul className={styles['files']}>
							{backups.files.slice(0, SHOWN).map(({ name, at, bytes }) => (
								<li key={name}>
									<span>{time.format(at)}</span>
									<code>{name}</code>
									<span className={styles['when']}>{formatBytes(language, bytes)}</span>
								</li>
							))}
						</ul>
					)}
				</>
			)}
		</section>
	)
}
