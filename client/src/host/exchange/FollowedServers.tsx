import type { FollowedFeed } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchFeedsNow, fetchFollowing } from '../../connection/api/host.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useSave } from '../../ui/useSave.ts'
import { formatRelativeTime } from '../formats.ts'
import styles from './exchange.module.css'
import { REFRESH_MS } from './useRefresh.ts'

const QUERY_KEY = ['host', 'following']

/** The servers that this one follows, with the outcome of the last fetch (FOLLOW1). */
export function FollowedServers() {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const client = useQueryClient()
	const [isFetching, save] = useSave()
	const { data } = useQuery({ queryKey: QUERY_KEY, queryFn: fetchFollowing, refetchInterval: REFRESH_MS })
	if (!data) return null
	const fetchNow = async () => {
		const fetched = await save(() => attempt(fetchFeedsNow))
		if (fetched) client.setQueryData(QUERY_KEY, fetched)
		await client.invalidateQueries({ queryKey: ['host', 'practices'] })
	}
	return (
		<section className={styles['panel']} aria-labelledby="host-followed">
			<div className={styles['panelHead']}>
				<h2 id="host-followed">{t('exchange.followed')}</h2>
				{data.feeds.length > 0 && (
					<Button size="small" busy={isFetching} onClick={() => void fetchNow()}>
						{t('exchange.fetch')}
					</Button>
				)}
			</div>
			{data.feeds.length === 0 && <p className={styles['lead']}>{t('exchange.noneFollowed')}</p>}
			<ul className={styles['rows']}>
				{data.feeds.map((feed) => (
					<Feed key={feed.url} feed={feed} />
				))}
			</ul>
		</section>
	)
}

function Feed({
	feed: { url, outcome, problem, fetchedAt, nextAt, added, notices, counts, refused },
}: {
	feed: FollowedFeed
}) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' })
	const { invalid, forged, incomplete, foreign, blocked, older } = counts
	const all = invalid + forged + incomplete + foreign + blocked + older
	return (
		<li>
			<div>
				<strong>{url.replace(/^https?:\/\//, '')}</strong>
				<small>
					{[
						t(`exchange.outcomes.${outcome}`),
						fetchedAt !== null &&
							t('exchange.fetchedAt', { when: formatRelativeTime(language, fetchedAt, Date.now()) }),
						t('exchange.nextAt', { time: time.format(nextAt) }),
						t('exchange.addedSoFar', { count: added }),
						notices > 0 && t('exchange.notices', { count: notices }),
						all > 0 && t('exchange.refusedLast', { count: all }),
					]
						.filter(Boolean)
						.join(' · ')}
				</small>
				{problem && (
					<p className={styles['problem']} lang="en">
						<Icon name="warning" />
						{problem.detail}
					</p>
				)}
				{refused.length > 0 && (
					<details>
						<summary>{t('exchange.refusedList')}</summary>
						<ul>
							{refused.map(({ title, receipt, reason }, index) => (
								<li key={index}>
									<span dir="auto">{title}</span> <code lang="en">{reason ? `${receipt}: ${reason}` : receipt}</code>
								</li>
							))}
						</ul>
					</details>
				)}
			</div>
		</li>
	)
}
