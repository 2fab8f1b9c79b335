import { type AdoptionId, adoptedTextId, type WorkshopAdoptions } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchAdoptions } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { AdoptionForm } from '../exchange/AdoptionForm.tsx'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import { Loading } from '../ui/Loading.tsx'
import styles from './ExchangePage.module.css'
import { ExchangeReading, ExchangeReadingButton } from './ExchangeReading.tsx'
import { ExchangeSubpage } from './ExchangeSubpage.tsx'

type AdoptedPractice = WorkshopAdoptions['adoptions'][number]

/**
 * The transfer check of a solution that the workshop adopted from another board. The transfer check
 * of a practice is on the practice's page.
 */
export function AdoptionPage({ adoption }: { adoption: AdoptionId }) {
	const { t } = useTranslation(['exchange', 'app'])
	const { access } = useExchangeOrigin()
	return (
		<ExchangeReading>
			<ExchangeSubpage title={t('transfer.title')} tools={<ExchangeReadingButton />}>
				{access ? (
					<OwnAdoption credentials={access} id={adoption} />
				) : (
					<p role="alert">{t('app:errors.not_signed_in')}</p>
				)}
			</ExchangeSubpage>
		</ExchangeReading>
	)
}

function OwnAdoption({ credentials, id }: { credentials: Credentials; id: AdoptionId }) {
	const { t } = useTranslation(['exchange', 'app'])
	const client = useQueryClient()
	const queryKey = ['adopted', credentials.token]
	const query = useQuery({ queryKey, queryFn: () => fetchAdoptions(credentials) })
	const failure = query.data ? null : queryFailure(query)
	const adoption = query.data?.adoptions.find((one) => one.id === id)
	if (failure) return <p role="alert">{t(`app:errors.${failure}`)}</p>
	if (!query.data) return <Loading what={t('opening')} />
	if (!adoption) return <p role="alert">{t('app:errors.not_found')}</p>
	const { from } = adoption
	const place = from && [from.city, from.group, from.session, from.workshop].filter(Boolean).join(' · ')
	return (
		<>
			<div className={styles['head']}>
				<div>
					<AdoptedTitle adoption={adoption} />
					{place && <p>{t('from', { place })}</p>}
				</div>
			</div>
			<AdoptionForm
				key={adoption.id}
				credentials={credentials}
				adoption={adoption}
				onSaved={() => client.invalidateQueries({ queryKey })}
			/>
		</>
	)
}

function AdoptedTitle({ adoption: { id, title, titleLocale } }: { adoption: AdoptedPractice }) {
	const textId = adoptedTextId(id, titleLocale)
	const read = useReadText(textId, title)
	return (
		<>
			<h1 lang={read.lang ?? (titleLocale || undefined)} dir="auto">
				{read.text}
			</h1>
			<TranslationMark card={textId} read={read} />
		</>
	)
}
