import { practiceNamesIn } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { fetchAdoptions, fetchOwnPractices } from './exchangeApi.ts'
import styles from './own.module.css'

/** The practices that the workshop writes, and those that it has adopted, with where each stands. */
export function OwnPractices({ credentials, query }: { credentials: Credentials; query: string }) {
	const { t } = useTranslation('exchange')
	const names = practiceNamesIn(useLocale())
	const { token } = credentials
	const own = useQuery({ queryKey: ['own', token], queryFn: () => fetchOwnPractices(credentials) })
	const adopted = useQuery({ queryKey: ['adopted', token], queryFn: () => fetchAdoptions(credentials) })
	const practices = own.data?.practices ?? []
	const adoptions = adopted.data?.adoptions ?? []
	return (
		<>
			{practices.length > 0 && (
				<section className={styles['own']}>
					<h2>{t('own')}</h2>
					<ul>
						{practices.map(({ id, title, state, original }) => (
							<li key={id}>
								<Link href={`/exchange/${id}${query}`} lang={original}>
									{title || t('untitled')}
								</Link>
								<span data-state={state}>{names.states[state]}</span>
							</li>
						))}
					</ul>
				</section>
			)}
			{adoptions.length > 0 && (
				<section className={styles['own']}>
					<h2>{t('adopted')}</h2>
					<ul>
						{adoptions.map(({ id, practice, title, from, status }) => (
							<li key={id}>
								<Link href={`/exchange/${practice ?? `adoptions/${id}`}${query}`}>{title || t('untitled')}</Link>
								{from && <small>{t('from', { place: from.city || from.workshop })}</small>}
								<span data-state={status}>{names.statuses[status]}</span>
							</li>
						))}
					</ul>
				</section>
			)}
		</>
	)
}
