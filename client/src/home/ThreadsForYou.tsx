import type { ThreadsForMe } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { fetchThreadsForMe } from '../connection/api/threads.ts'
import type { Credentials } from '../connection/credentials.ts'
import { readLastVisits } from '../connection/lastVisits.ts'
import { retryCall } from '../connection/retry.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { messagePath } from '../threads/messageLink.ts'
import styles from './home.module.css'

/**
 * The number of threads of a workshop with new messages for this person since their last visit
 * (TALK6), which opens the latest of these messages. It is fetched after the list.
 */
export function ThreadsForYou({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('home')
	const [found, setFound] = useState<ThreadsForMe | null>(null)
	const { workshop, role, token } = credentials
	useEffect(() => {
		const visits = readLastVisits({ workshop, role }, 'at')
		return retryCall(() => fetchThreadsForMe({ workshop, token }, visits), {
			onAnswer: setFound,
			onFailure: () => setFound(null),
		})
	}, [workshop, role, token])
	const latest = found?.threads[0]
	if (!found || !latest) return null
	const { board, on, message } = latest
	const path = messagePath(workshop, { board, card: on.id ?? null, message }, role)
	return (
		<Link className={styles['news']} href={path}>
			{t('forYou', { count: found.count })}
		</Link>
	)
}
