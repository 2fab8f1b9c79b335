import { type BoardContent, CARD_KINDS, type CardKind, translateTitle } from '@charrette/shared'
import { useEffect, useMemo, useState } from 'react'
import { baseOf, hasTexts, textsIn } from '../../i18n/texts.ts'
import { loadTexts } from '../../i18n/useTranslation.ts'
import { layOutScenes, MIN_TEXT, type Scene } from './layOutScenes.ts'
import type { SceneFacts, SceneTexts } from './sections.ts'

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
	factsOf: (scene: Pick<Scene, 'titles' | 'facts'>) => readonly SceneLine[]
}

interface ScenesOptions {
	content: BoardContent
	texts: SceneTexts
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
		factsOf: ({ titles, facts }) =>
			languages.map((each) => {
				const others = titles.map((title) => translateTitle(title, baseOf(each.language)))
				const renamed = others.filter((title, at) => title !== titles[at])
				return { language: each.language, text: [...renamed, factsIn(facts, each.t)].join(' · ') }
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
