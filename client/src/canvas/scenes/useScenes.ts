import {
	type BoardContent,
	type BoardId,
	CARD_KINDS,
	type CardKind,
	isDefaultTitle,
	translateTitle,
} from '@charrette/shared'
import { useEffect, useMemo, useState } from 'react'
import { baseOf, hasTexts, textsIn } from '../../i18n/texts.ts'
import { loadTexts } from '../../i18n/useTranslation.ts'
import { useProjectedTranslations } from '../../reading/useProjectedTranslations.ts'
import { layOutScenes, MIN_TEXT, type Scene } from './layOutScenes.ts'
import type { SceneFacts, SceneOptions, SceneTexts } from './sections.ts'

/** A text of a scene in one of its languages. */
export interface SceneLine {
	language: string
	text: string
}

/** The texts of a presentation in one or two languages. */
export interface SceneLanguages {
	/** In the first language. */
	texts: SceneTexts
	unanswered: readonly SceneLine[]
	/**
	 * Returns the line below the title of a scene in each language: "7 obstacles · 4 answered · 5
	 * cities", in the second language after the titles.
	 */
	factsOf: (scene: Pick<Scene, 'titles' | 'translatedTitles' | 'facts'>) => readonly SceneLine[]
}

interface ScenesOptions {
	content: BoardContent
	texts: SceneOptions
	/** The size of the smallest card text, in px. */
	minTextPx: number
}

/**
 * Lays out a board in scenes for the element that gets `ref`. There are no scenes until it is
 * measured.
 */
export function useScenes({ content, texts, minTextPx }: ScenesOptions) {
	const [element, setElement] = useState<HTMLElement | null>(null)
	const [size, setSize] = useState<{ w: number; h: number } | null>(null)
	useEffect(() => {
		if (!element) return undefined
		const observer = new ResizeObserver(([entry]) => {
			if (entry) setSize({ w: entry.contentRect.width, h: entry.contentRect.height })
		})
		observer.observe(element)
		return () => observer.disconnect()
	}, [element])
	const unit = minTextPx / MIN_TEXT
	const scenes = useMemo<readonly Scene[] | null>(
		() => (size && size.h > 0 ? layOutScenes(content, { w: size.w / unit, h: size.h / unit }, texts) : null),
		[content, size, unit, texts],
	)
	return { ref: setElement, scenes, unit }
}

/**
 * Returns the texts of the scenes of a board with the translations of its cards and titles below
 * the originals (READ6).
 */
export function useTranslatedScenes(
	texts: SceneTexts,
	{ board, content: { cards, clusters } }: { board: BoardId; content: BoardContent },
): SceneOptions {
	const asked = useMemo(
		() => [
			...cards.map(({ id, text }) => ({ board, id, text })),
			...clusters.map(({ id, title }) => ({ board, id, text: isDefaultTitle(title) ? '' : title })),
		],
		[board, cards, clusters],
	)
	const translationOf = useProjectedTranslations(asked)
	return useMemo(
		() => ({ ...texts, translationOf: (id, text) => translationOf({ board, id, text }) }),
		[texts, translationOf, board],
	)
}

/** Returns the texts of scenes in these languages; null until they are fetched. */
export function useSceneLanguages(languages: readonly string[]): SceneLanguages | null {
	const key = languages.join(' ')
	const [ready, setReady] = useState('')
	useEffect(() => {
		let isWanted = true
		const done = () => isWanted && setReady(key)
		// If a language cannot be fetched, the others are shown without it.
		Promise.all(key.split(' ').flatMap((language) => [loadTexts(language, 'app'), loadTexts(language, 'board')])).then(
			done,
			done,
		)
		return () => {
			isWanted = false
		}
	}, [key])
	return useMemo(() => (ready === key ? sceneLanguages(key.split(' ')) : null), [ready, key])
}

function sceneLanguages(wanted: readonly string[]): SceneLanguages | null {
	const languages = wanted
		.filter((language) => hasTexts(language, 'board') && hasTexts(language, 'app'))
		.map((language) => ({ language, t: textsIn(language, 'board', 'app') }))
	const [first] = languages
	if (!first) return null
	const { language, t } = first
	const kinds = CARD_KINDS.map((kind): [CardKind, string] => [kind, t(`app:kinds.${kind}`)])
	return {
		texts: {
			kinds: Object.fromEntries(kinds) as Record<CardKind, string>,
			open: t('list.open'),
			withoutCluster: t('list.unclustered'),
			titleOf: (title) => translateTitle(title.trim(), baseOf(language)) || t('cluster.untitled'),
		},
		unanswered: languages.map((each) => ({ language: each.language, text: each.t('scene.unanswered') })),
		factsOf: ({ titles, translatedTitles, facts }) =>
			languages.map((each) => {
				const others = titles.map((title) => translateTitle(title, baseOf(each.language)))
				const renamed = others.filter((title, at) => title !== titles[at])
				const translated = translatedTitles.filter(({ lang }) => lang === each.language).map(({ text }) => text)
				return { language: each.language, text: [...renamed, ...translated, factsIn(facts, each.t)].join(' · ') }
			}),
	}
}

function factsIn({ cards, obstacles, answered, cities }: SceneFacts, t: ReturnType<typeof textsIn<['board', 'app']>>) {
	const counts =
		obstacles > 0
			? [t('scene.obstacles', { count: obstacles }), t('scene.answered', { count: answered })]
			: [t('scene.cards', { count: cards })]
	return [...counts, ...(cities.length > 0 ? [t('scene.cities', { count: cities.length })] : [])].join(' · ')
}
