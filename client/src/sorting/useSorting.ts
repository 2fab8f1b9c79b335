import { isCard } from '@charrette/shared'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { LOCAL_ORIGIN, undoIfLast } from '../sync/undoHistory.ts'
import { acceptSuggestions } from './acceptSuggestions.ts'
import { createSorter, type Sorter } from './createSorter.ts'
import { fetchNames, nameSuggestions } from './modelNames.ts'
import { fetchVectors, fitsModel, type ModelPlace } from './modelVectors.ts'
import {
	keepLoose,
	moveCard,
	type Preview,
	type PreviewedSuggestion,
	removeSuggestions,
	renameSuggestion,
	type SuggestionKey,
	startPreview,
} from './preview.ts'
import type { SortRequest } from './sortCards.ts'
import { isLoose, readSortRequest, zonesOf } from './sortedBoard.ts'

export interface SortingOptions {
	document: BoardDocument
	live: LiveBoard
	role: Credentials['role']
	/** The selected shapes; null for the whole board. */
	selected: readonly string[] | null
	/** Whose language model compares the cards; null for the words alone. */
	model: ModelPlace | null
	/** Null until the worker is there. */
	sorter: Sorter | null
}

/** How cards are compared: `fallback` is by words, since the model gave no answer (MODEL1a). */
type Comparison = 'words' | 'model' | 'fallback'

/** The suggestions for a board, and what a person does with them. */
export interface Sorting {
	/** Null until the suggestions are there. */
	preview: Preview | null
	hasFailed: boolean
	comparison: Comparison
	move(card: string, to: SuggestionKey): void
	rename(key: SuggestionKey, name: string): void
	refuse(key: SuggestionKey): void
	/** Writes suggestions in one step of undo; returns the undo, or null if none were written. */
	accept(suggestions: readonly PreviewedSuggestion[]): (() => void) | null
}

/** Returns a worker that compares cards while the component is mounted; null before. */
export function useSorter(start: () => Sorter = createSorter): Sorter | null {
	const [sorter, setSorter] = useState<Sorter | null>(null)
	useEffect(() => {
		const started = start()
		setSorter(started)
		return started.close
	}, [start])
	return sorter
}

/**
 * Sorts the cards of a board when the component is mounted, and those of each selection for which
 * suggestions are asked for; announces that meanwhile.
 */
export function useSorting(options: SortingOptions): Sorting {
	const { document, live, role, selected, model, sorter } = options
	const locale = useLocale()
	const [preview, setPreview] = useState<Preview | null>(null)
	const [hasFailed, setFailed] = useState(false)
	const [comparison, setComparison] = useState<Comparison>('words')
	useSyncExternalStore(live.version.subscribe, live.version.get)
	const change = (next: (was: Preview) => Preview) => setPreview((was) => was && next(was))
	const read = useEffectEvent((of: typeof selected) => readSortRequest(live.shown(), { role, locale, selected: of }))
	const readVectors = useEffectEvent(async (request: SortRequest, signal: AbortSignal) => {
		if (!model?.embeds || !fitsModel(request)) return request
		const vectors = await fetchVectors(model, request, signal)
		if (!signal.aborted) setComparison(vectors ? 'model' : 'fallback')
		return vectors ? { ...request, vectors } : request
	})
	const nameBy = useEffectEvent(async (started: Preview, signal: AbortSignal) => {
		if (!model?.names) return
		const names = await fetchNames(model, started, { to: locale, signal })
		if (!signal.aborted) change((was) => nameSuggestions(was, names))
	})
	useEffect(() => {
		if (!sorter) return undefined
		setPreview(null)
		setFailed(false)
		setComparison('words')
		const request = read(selected)
		const ending = new AbortController()
		const sort = async () => sorter.sort(await readVectors(request, ending.signal))
		sort().then(
			(result) => {
				if (ending.signal.aborted) return
				const started = startPreview(
					result,
					request.cards.map(({ id }) => id),
				)
				setPreview(started)
				void nameBy(started, ending.signal)
			},
			() => !ending.signal.aborted && setFailed(true),
		)
		document.isSorting.set(true)
		return () => {
			ending.abort()
			document.isSorting.set(false)
		}
	}, [document, sorter, selected])
	const isCurrent = currentCards(options)
	return {
		preview: preview && keepLoose(preview, isCurrent),
		hasFailed,
		comparison,
		move: (card, to) => change((was) => moveCard(was, card, to)),
		rename: (key, name) => change((was) => renameSuggestion(was, key, name)),
		refuse: (key) => change((was) => removeSuggestions(was, new Set([key]), { areAccepted: false })),
		accept(accepted) {
			if (!document.canWrite.get()) return null
			const { records, undo } = document
			undo.startStep()
			const moved = (records.doc as Y.Doc).transact(
				() => acceptSuggestions(records, live.shown(), { accepted, role, selected }),
				LOCAL_ORIGIN,
			)
			undo.startStep()
			change((was) => removeSuggestions(was, new Set(accepted.map(({ key }) => key)), { areAccepted: true }))
			return moved.length === 0 ? null : undoIfLast(undo)
		},
	}
}

/** Returns whether a card can still be moved. */
function currentCards({ live, role, selected }: SortingOptions): (card: string) => boolean {
	const shown = live.shown()
	const scope = { shown, zones: zonesOf(shown), role, chosen: selected && new Set(selected) }
	return (id) => {
		const card = shown.get(id)
		return isCard(card) && isLoose(card, scope)
	}
}
