import type { WebhookDelivery } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchWebhook, testWebhook } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { formatRelativeTime } from './formats.ts'
import styles from './server.module.css'

const REFRESH_MS = 10_000
const SHOWN = 8
const QUERY_KEY = ['host', 'webhook']
/** The keys of the events' texts. */
const EVENT_TEXTS = {
	'practice.waiting': 'practiceWaiting',
	'practice.reported': 'practiceReported',
	'practice.adopted': 'practiceAdopted',
	'backup.failed': 'backupFailed',
	'disk.full': 'diskFull',
	test: 'test',
} as const

/** The webhook with its last deliveries, and a button that sends a test (HOOK5). */
export function WebhookPanel() {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const queries = useQueryClient()
	const [isSending, setSending] = useState(false)
	const query = useQuery({ queryKey: QUERY_KEY, queryFn: fetchWebhook, refetchInterval: REFRESH_MS })
	useFailureToast(queryFailure(query))
	if (!query.data) return null
	const { webhook } = query.data
	const test = async () => {
		setSending(true)
		await attempt(() => testWebhook())
		await queries.invalidateQueries({ queryKey: QUERY_KEY })
		setSending(false)
	}
	return (
		<section className={styles['panel']} aria-labelledby="host-webhook">
			<div className={styles['panelHead']}>
				<h2 id="host-webhook">{t('webhook.title')}</h2>
				{webhook && (
					<Button busy={isSending} onClick={() => void test()}>
						{t('webhook.test')}
					</Button>
				)}
			</div>
			{!webhook && <p className={styles['lead']}>{t('webhook.off')}</p>}
			{webhook && (
				<>
					<p className={styles['lead']}>
						<code>{webhook.host}</code>
						{webhook.waiting > 0 && ` · ${t('webhook.waiting', { count: webhook.waiting })}`}
					</p>
					<div role="status">
						{webhook.deliveries.length === 0 ? (
							<p>{t('webhook.none')}</p>
						) : (
							<ul className={styles['deliveries']}>
								{webhook.deliveries.slice(0, SHOWN).map((delivery) => (
									<Delivery key={delivery.id} delivery={delivery} />
								))}
							</ul>
						)}
					</div>
				</>
			)}
		</section>
	)
}

function Delivery({ delivery: { event, at, state, answer } }: { delivery: WebhookDelivery }) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	return (
		<li>
			<span>{t(`webhook.events.${EVENT_TEXTS[event]}`)}</span>
			<span className={state === 'delivered' ? styles['fine'] : state === 'failed' ? styles['problem'] : undefined}>
				{state !== 'waiting' && <Icon name={state === 'delivered' ? 'check' : 'warning'} />}
				{t(`webhook.states.${state}`)}
				{answer !== null && <code lang="en">{answer}</code>}
			</span>
			<span className={styles['when']}>{formatRelativeTime(language, at, Date.now())}</span>
		</li>
	)
}
