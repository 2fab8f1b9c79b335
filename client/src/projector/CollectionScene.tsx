import {
	type CollectionId,
	type CollectionSummary,
	type CollectionView,
	collectionTextId,
	currentSession,
	type FoundPractice,
	type Locale,
	practiceTextId,
	projectorLocales,
	switchOfText,
	type TranslationsBody,
	type Workshop,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { fetchCollection, fetchCollections } from '../connection/api/collections.ts'
import { fetchPracticeTranslations } from '../connection/api/exchange.ts'
import { serverPath } from '../connection/basePath.ts'
import type { Credentials } from '../connection/credentials.ts'
import { countryName } from '../exchange/names.ts'
import { joinParts } from '../i18n/listText.ts'
import { TextsProvider } from '../reading/ReadingProvider.tsx'
import { type TranslationOf, useProjectedTranslations } from '../reading/useProjectedTranslations.ts'
import type { BoardText } from '../reading/useReading.tsx'
import styles from './CollectionScene.module.css'
import { useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, TextLines, TranslatedLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'

/** Facilitators may change a collection while it is shown. */
const REFRESH_MS = 20_000

interface CollectionSceneProps extends SceneProps {
	credentials: Credentials
}

/**
 * A collection of practices: its title and text first, then each practice (COLLECT4). Practices
 * come from everywhere, so they are translated for workshops of one language, too (READ9).
 */
export function CollectionScene(props: CollectionSceneProps) {
	const { credentials, workshop } = props
	const ask = useCallback((body: TranslationsBody) => fetchPracticeTranslations(credentials, body), [credentials])
	return (
		<TextsProvider
			workshop={workshop.id}
			isUntranslated={workshop.isUntranslated === true}
			ask={ask}
			switchOf={switchOfText}
			projectedLocales={workshop.projectsOriginals ? [] : projectorLocales(workshop)}
		>
			<ProjectedCollection {...props} />
		</TextsProvider>
	)
}

function ProjectedCollection({ credentials, ...props }: CollectionSceneProps) {
	const { workshop, steps } = props
	const texts = useProjectorTexts(workshop)
	const view = useProjectedCollection(workshop, credentials)
	const practices = view?.practices ?? []
	const { slide } = useSlideshow({ parts: 1, slides: practices.length + 1, steps })
	const translationOf = useProjectedTranslations(useMemo(() => textsOf(view), [view]))
	const titles = texts.map(({ locale, t }) => ({ locale, text: t('projections.collection') }))
	const practice = practices[slide - 1]
	return (
		<SceneFrame
			{...props}
			title={
				<span dir="auto">
					{view ? (
						<TranslatedLines text={view.collection.title} translation={translationOf(ownText(view, 'title'))} />
					) : (
						<TextLines lines={titles} />
					)}
				</span>
			}
			position={{ at: slide, count: practices.length + 1 }}
		>
			{view &&
				(practice ? (
					<PracticeSlide practice={practice} translationOf={translationOf} />
				) : (
					<CollectionSlide view={view} translationOf={translationOf} />
				))}
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

/** The texts of a collection, and those of its practices that are shown. */
function textsOf(view: CollectionView | undefined): readonly BoardText[] {
	if (!view) return []
	const ofPractices = view.practices.flatMap((practice) => [
		practiceText(practice, 'title'),
		practiceText(practice, 'abstract'),
	])
	return [ownText(view, 'title'), ownText(view, 'text'), ...ofPractices].filter(({ text }) => text !== '')
}

function ownText({ collection }: CollectionView, key: 'title' | 'text'): BoardText {
	return { id: collectionTextId(collection.id, key), text: collection[key] }
}

function practiceText({ id, locale, ...practice }: FoundPractice, key: 'title' | 'abstract'): BoardText {
	return { id: practiceTextId(id, locale, key), text: practice[key].text }
}

interface SlideProps {
	translationOf: TranslationOf
}

function CollectionSlide({ view, translationOf }: SlideProps & { view: CollectionView }) {
	const { collection, practices } = view
	return (
		<div className={styles['slide']} data-pictured={collection.cover !== null}>
			{collection.cover && <img src={serverPath(collection.cover.path)} alt={collection.cover.alt} />}
			<div>
				{collection.text && (
					<p>
						<InOurLanguage written={ownText(view, 'text')} translationOf={translationOf} />
					</p>
				)}
				<ol>
					{practices.map((practice) => (
						<li key={practice.id}>
							<InOurLanguage
								written={practiceText(practice, 'title')}
								lang={practice.locale}
								translationOf={translationOf}
							/>
						</li>
					))}
				</ol>
			</div>
		</div>
	)
}

function PracticeSlide({ practice, translationOf }: SlideProps & { practice: FoundPractice }) {
	const { title, city, country, image, locale } = practice
	return (
		<article className={styles['slide']} data-pictured={image !== undefined}>
			{image && <img key={image.path} src={serverPath(image.path)} alt={image.alt} />}
			<div>
				<small>{joinParts([city, country && countryName(country, locale)])}</small>
				<h2 lang={locale}>
					<TranslatedLines text={title.text} translation={translationOf(practiceText(practice, 'title'))} />
				</h2>
				<p>
					<InOurLanguage written={practiceText(practice, 'abstract')} lang={locale} translationOf={translationOf} />
				</p>
			</div>
		</article>
	)
}

interface InOurLanguageProps extends SlideProps {
	written: BoardText
	/** The language of the original, if it is known. */
	lang?: Locale
}

/** A text for which there is no room twice: its translation, or the original without one. */
function InOurLanguage({ written, lang, translationOf }: InOurLanguageProps) {
	const translation = translationOf(written)
	return (
		<span lang={translation?.lang ?? lang} dir="auto">
			{translation?.text ?? written.text}
		</span>
	)
}
