import { citiesOfTravels, countIdeas, hasArcs, type Travels, travelTextsIn } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { fetchTravels } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunk } from '../connection/fetchChunk.ts'
import { useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'
import styles from './TravelsScene.module.css'

const REFRESH_MS = 30_000
/** The map is laid out for this width and enlarged, so that its names are legible from afar. */
const LAYOUT_WIDTH = 720
const TravelMapDrawing = lazy(() =>
	fetchChunk(async () => ({ default: (await import('../exchange/map/TravelMap.tsx')).TravelMapDrawing })),
)

/** How ideas travelled, as arcs on a map (MAP2). Without an arc, as a list of cities. */
export function TravelsScene({ credentials, ...props }: SceneProps & { credentials: Credentials }) {
	const { workshop } = props
	const texts = useProjectorTexts(workshop)
	const { locale } = workshop
	const { data } = useQuery({
		queryKey: ['travels', credentials.token, locale],
		queryFn: () => fetchTravels(credentials, locale),
		refetchInterval: REFRESH_MS,
	})
	const linesOf = (textOf: (words: ReturnType<typeof travelTextsIn>) => string) =>
		texts.map((one) => ({ locale: one.locale, text: textOf(travelTextsIn(one.locale)) }))
	const { travels } = data ?? { travels: [] }
	const summary = linesOf((words) => words.summary(countIdeas(travels), citiesOfTravels(travels).size))
	return (
		<SceneFrame {...props} title={<TextLines lines={linesOf(({ title }) => title)} />}>
			{data && (
				<div className={styles['travels']}>
					{hasArcs(data) ? (
						<Suspense>
							<TravelMapDrawing found={data} width={LAYOUT_WIDTH} />
						</Suspense>
					) : (
						<TravelList found={data} locale={locale} />
					)}
					<p>
						<TextLines lines={summary} />
					</p>
				</div>
			)}
		</SceneFrame>
	)
}

/** The number of lines that fit. */
const MAX_LINES = 8

function TravelList({ found, locale }: { found: Travels; locale: Parameters<typeof travelTextsIn>[0] }) {
	const words = travelTextsIn(locale)
	return (
		<ul>
			{found.travels.slice(0, MAX_LINES).map(({ from, to, ideas }) => (
				<li key={`${from} ${to}`} dir="auto">
					{words.travel(from || words.unnamed, to || words.unnamed, ideas.length)}
				</li>
			))}
		</ul>
	)
}
