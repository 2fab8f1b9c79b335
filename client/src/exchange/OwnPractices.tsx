import {
	adoptedTextId,
	ownTitleId,
	type Practice,
	practiceNamesIn,
	type WorkshopAdoptions,
	waitsForHost,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { fetchAdoptions, fetchOwnPractices } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import { adoptionQuery } from './exchangeAccess.ts'
import styles from './own.module.css'

interface AdoptedTitleProps {
	adoption: Pick<WorkshopAdoptions['adoptions'][number], 'id' | 'practice' | 'title' | 'titleLocale'>
	query: string
}

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
	const questions = own.data?.questions ?? {}
	const adoptions = adopted.data?.adoptions ?? []
	return (
		<>
			{adoptions.length > 0 && (
				<section className={styles['own']}>
					<h2>{t('adopted')}</h2>
					<ul>
						{adoptions.map(({ from, status, city, withdrawal, ...adoption }) => (
							<li key={adoption.id}>
								<AdoptedTitle adoption={adoption} query={query} />
								<small>
									{[from && t('from', { place: from.city || from.workshop }), city.name && `→ ${city.name}`]
										.filter(Boolean)
										.join(' ')}
								</small>
								{withdrawal && <span data-state="reported">{names.states.withdrawn}</span>}
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
						{practices.map((practice) => {
							const { id, state } = practice
							return (
								<li key={id}>
									<OwnTitle practice={practice} query={query} />
									{reports[id] && <span data-state="reported">{t('report.count', { count: reports[id] })}</span>}
									{questions[id] && <span data-state="reported">{t('ask.count', { count: questions[id] })}</span>}
									<HostState practice={practice} />
									<span data-state={state}>{names.states[state]}</span>
								</li>
							)
						})}
					</ul>
				</section>
			)}
		</>
	)
}

/** The title of a practice of the workshop, also of a draft, in the reader's language (READ9). */
function OwnTitle({ practice: { id, title, original }, query }: { practice: Practice; query: string }) {
	const { t } = useTranslation('exchange')
	const textId = ownTitleId(id)
	const read = useReadText(textId, title)
	return (
		<>
			<Link href={`/exchange/${id}${query}`} lang={read.lang ?? original} dir="auto">
				{read.text || t('untitled')}
			</Link>
			<TranslationMark card={textId} read={read} />
		</>
	)
}

/** The title of what was adopted, in the reader's language (READ9). */
function AdoptedTitle({ adoption, query }: AdoptedTitleProps) {
	const { t } = useTranslation('exchange')
	const { id, practice, title, titleLocale } = adoption
	const textId = adoptedTextId(id, titleLocale)
	const read = useReadText(textId, title)
	return (
		<>
			<Link
				href={`/exchange/${practice ?? `adoptions/${id}`}${adoptionQuery(query, id)}`}
				lang={read.lang ?? (titleLocale || undefined)}
				dir="auto"
			>
				{read.text || t('untitled')}
			</Link>
			<TranslationMark card={textId} read={read} />
		</>
	)
}

/** Whether a practice waits for the host, or was refused or withdrawn by the host (PRACTICE4a). */
function HostState({ practice }: { practice: Practice }) {
	const { t } = useTranslation('exchange')
	if (waitsForHost(practice)) return <span>{t('review.waiting')}</span>
	if (practice.review?.state === 'refused') return <span data-state="reported">{t('review.refusedShort')}</span>
	return practice.review?.state === 'withdrawn' ? <span data-state="reported">{t('review.withdrawn')}</span> : null
}
