import { practiceNamesIn } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { adoptionQuery } from './exchangeAccess.ts'
import { fetchAdoptions, fetchOwnPractices } from './exchangeApi.ts'
import styles from './own.module.css'

/**
 * The practices that the workshop has adopted, and the practices that it writes, with their states.
 */
export function OwnPractices({ credentials, query }: { credentials: Credentials; query: string }) {
	const { t } = useTranslation('exchange')
	const names = practiceNamesIn(useLocale())
	const { token } = credentials
	const own = useQuery({ queryKey: ['own', token], queryFn: () => fetchOwnPractices(credentials) })
	const adopted = useQuery({ queryKey: ['adopted', token], queryFn: () => fetchAdoptions(credentials) })
	const practices = own.data?.practices ?? []
	const reports = own.data?.reports ?? {}
	const adoptions = adopted.data?.adoptions ?? []
	return (
		<>
			{adoptions.length > 0 && (
				<section className={styles['own']}>
					<h2>{t('adopted')}</h2>
					<ul>
						{adoptions.map(({ id, practice, title, from, status, city }) => (
							<li key={id}>
								<Link href={`/exchange/${practice ?? `adoptions/${id}`}${adoptionQuery(query, id)}`}>
									{title || t('untitled')}
								</Link>
								<small>
									{[from && t('from', { place: from.city || from.workshop }), city.name && `→ ${city.name}`]
										.filter(Boolean)
										.join(' ')}
								</small>
								<span data-state={status}>{names.statuses[status]}</span>
							</li>
						))}
					</ul>
				</section>
			)}
			{practices.length > 0 && (
				<section className={styles['own']}>
					<h2>{t('own')}</h2>
					<ul>
						{practices.map(({ id, title, state, original }) => (
							<li key={id}>
								<Link href={`/exchange/${id}${query}`} lang={original}>
									{title || t('untitled')}
								</Link>
								{reports[id] && <span data-state="reported">{t('report.count', { count: reports[id] })}</span>}
								<span data-state={state}>{names.states[state]}</span>
							</li>
						))}
					</ul>
				</section>
			)}
		</>
	)
}
