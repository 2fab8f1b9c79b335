import { citiesOfTravels, countIdeas, hasArcs, type Travels, travelTextsIn } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { fetchTravelFile, fetchTravels } from '../connection/api/exchange.ts'
import { TIME_ZONE } from '../connection/api/exports.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunk } from '../connection/fetchChunk.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { TravelDiagram } from '../exchange/TravelDiagram.tsx'
import { TravelTable } from '../exchange/TravelTable.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import styles from './ExchangePage.module.css'
import { ExchangeSubpage } from './ExchangeSubpage.tsx'

const TravelMap = lazy(() =>
	fetchChunk(async () => ({ default: (await import('../exchange/map/TravelMap.tsx')).TravelMap })),
)
const NO_TRAVELS: Travels = { travels: [], isPartial: false, places: {} }

/** The ideas that travelled from and to a workshop, as a diagram and as a table. */
export function TravelsPage() {
	const { t } = useTranslation(['exchange', 'app'])
	const words = travelTextsIn(useLocale())
	const { access, query } = useExchangeOrigin()
	return (
		<ExchangeSubpage title={words.title}>
			{access ? <OwnTravels credentials={access} query={query} /> : <p role="alert">{t('app:errors.not_signed_in')}</p>}
		</ExchangeSubpage>
	)
}

function OwnTravels({ credentials, query }: { credentials: Credentials; query: string }) {
	const { t } = useTranslation(['exchange', 'app'])
	const locale = useLocale()
	const words = travelTextsIn(locale)
	const found = useQuery({
		queryKey: ['travels', credentials.token, locale],
		queryFn: () => fetchTravels(credentials, locale),
	})
	const failure = found.data ? null : queryFailure(found)
	const { travels, isPartial, places } = found.data ?? NO_TRAVELS
	const isOnMap = hasArcs({ travels, places })
	const summary = words.summary(countIdeas(travels), citiesOfTravels(travels).size)
	return (
		<>
			<div className={styles['head']}>
				<div>
					<h1>{words.title}</h1>
					<p>{t('travels.lead')}</p>
				</div>
				{travels.length > 0 && <SaveButtons credentials={credentials} />}
			</div>
			{failure && <p role="alert">{t(`app:errors.${failure}`)}</p>}
			{!found.data && !failure && <Loading what={t('travels.opening')} />}
			{found.data && travels.length === 0 && <p>{t('travels.none')}</p>}
			{travels.length > 0 && (
				<>
					<p>{[summary, isPartial && words.partial].filter(Boolean).join(' · ')}</p>
					{found.data && isOnMap && (
						<Suspense fallback={<Loading what={t('map.opening')} />}>
							<TravelMap found={found.data} />
						</Suspense>
					)}
					<TravelDiagram travels={travels} />
					<TravelTable travels={travels} query={query} />
				</>
			)}
		</>
	)
}

/**
 * Buttons that save the diagram and the table as files, without adoptions that other cities keep
 * private.
 */
function SaveButtons({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const save = async (format: 'svg' | 'csv') => {
		const file = await attempt(() => fetchTravelFile(credentials, format, { locale, zone: TIME_ZONE }))
		if (file) saveFile(file.blob, file.name)
	}
	return (
		<div className={styles['tools']}>
			<Button variant="quiet" icon="download" onClick={() => save('svg')}>
				{t('travels.savePicture')}
			</Button>
			<Button variant="quiet" icon="download" onClick={() => save('csv')}>
				{t('travels.saveTable')}
			</Button>
		</div>
	)
}
