import {
	type CollectionId,
	type CollectionSummary,
	type CollectionView,
	currentSession,
	type FoundPractice,
	type Workshop,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { fetchCollection, fetchCollections } from '../connection/api/collections.ts'
import { serverPath } from '../connection/basePath.ts'
import type { Credentials } from '../connection/credentials.ts'
import { countryName } from '../exchange/names.ts'
import { joinParts } from '../i18n/listText.ts'
import styles from './CollectionScene.module.css'
import { useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'

/** Facilitators may change a collection while it is shown. */
const REFRESH_MS = 20_000

/** A collection of practices: its title and text first, then each practice (COLLECT4). */
export function CollectionScene({ credentials, ...props }: SceneProps & { credentials: Credentials }) {
	const { workshop, steps } = props
	const texts = useProjectorTexts(workshop)
	const view = useProjectedCollection(workshop, credentials)
	const practices = view?.practices ?? []
	const { slide } = useSlideshow({ parts: 1, slides: practices.length + 1, steps })
	const titles = view
		? [{ locale: workshop.locale, text: view.collection.title }]
		: texts.map(({ locale, t }) => ({ locale, text: t('projections.collection') }))
	const practice = practices[slide - 1]
	return (
		<SceneFrame
			{...props}
			title={
				<span dir="auto">
					<TextLines lines={titles} />
				</span>
			}
			position={{ at: slide, count: practices.length + 1 }}
		>
			{view && (practice ? <PracticeSlide practice={practice} /> : <CollectionSlide view={view} />)}
		</SceneFrame>
	)
}

/** Fetches the chosen collection, else the newest one of the running session or the workshop. */
function useProjectedCollection(workshop: Workshop, credentials: Credentials): CollectionView | undefined {
	const { projectedCollection, locale } = workshop
	const list = useQuery({
		queryKey: ['collections', credentials.token],
		queryFn: () => fetchCollections(credentials),
		enabled: projectedCollection === undefined,
		refetchInterval: REFRESH_MS,
	})
	const id = projectedCollection ?? chooseCollection(workshop, list.data?.collections ?? [])
	const { data } = useQuery({
		queryKey: ['collection', id, locale],
		queryFn: () => fetchCollection(credentials, id as CollectionId, locale),
		enabled: id !== null,
		refetchInterval: REFRESH_MS,
	})
	return data
}

function chooseCollection(workshop: Workshop, collections: readonly CollectionSummary[]): CollectionId | null {
	const session = currentSession(workshop)?.id
	return (collections.find((one) => one.session === session) ?? collections[0])?.id ?? null
}

function CollectionSlide({ view: { collection, practices } }: { view: CollectionView }) {
	return (
		<div className={styles['slide']} data-pictured={collection.cover !== null}>
			{collection.cover && <img src={serverPath(collection.cover.path)} alt={collection.cover.alt} />}
			<div>
				{collection.text && <p dir="auto">{collection.text}</p>}
				<ol>
					{practices.map(({ id, title, locale }) => (
						<li key={id} lang={locale} dir="auto">
							{title.text}
						</li>
					))}
				</ol>
			</div>
		</div>
	)
}

function PracticeSlide({ practice: { title, abstract, city, country, image, locale } }: { practice: FoundPractice }) {
	return (
		<article className={styles['slide']} data-pictured={image !== undefined}>
			{image && <img key={image.path} src={serverPath(image.path)} alt={image.alt} />}
			<div>
				<small>{joinParts([city, country && countryName(country, locale)])}</small>
				<h2 lang={locale} dir="auto">
					{title.text}
				</h2>
				<p lang={locale} dir="auto">
					{abstract.text}
				</p>
			</div>
		</article>
	)
}
