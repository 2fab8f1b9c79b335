import { isCard } from '@charrette/shared'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { LOCAL_ORIGIN, undoIfLast } from '../sync/undoHistory.ts'
import { acceptSuggestions } from './acceptSuggestions.ts'
import { createSorter } from './createSorter.ts'
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
import { isLoose, readSortRequest, zonesOf } from './sortedBoard.ts'

export interface SortingOptions {
	document: BoardDocument
	live: LiveBoard
	role: Credentials['role']
	/** The selected shapes; null for the whole board. */
	selected: readonly string[] | null
}

/** The suggestions for a board, and what a person does with them. */
export interface Sorting {
	/** Null until the suggestions are there. */
	preview: Preview | null
	/** Groups of cards that say nearly the same, and still exist. */
	same: readonly (readonly string[])[]
	hasFailed: boolean
	move(card: string, to: SuggestionKey): void
	rename(key: SuggestionKey, name: string): void
	refuse(key: SuggestionKey): void
	/** Hides a group of cards that say nearly the same. */
	keep(group: readonly string[]): void
	/** Writes suggestions in one step of undo; returns the undo, or null if none were written. */
	accept(suggestions: readonly PreviewedSuggestion[]): (() => void) | null
}

/** Sorts the cards of a board when the component is mounted, and announces that meanwhile. */
export function useSorting(options: SortingOptions): Sorting {
	const { document, live, role, selected } = options
	const locale = useLocale()
	const [preview, setPreview] = useState<Preview | null>(null)
	const [same, setSame] = useState<readonly (readonly string[])[]>([])
	const [hasFailed, setFailed] = useState(false)
	useSyncExternalStore(live.version.subscribe, live.version.get)
	const read = useEffectEvent(() => readSortRequest(live.shown(), { role, locale, selected }))
	useEffect(() => {
		const sorter = createSorter()
		const request = read()
		let isOpen = true
		sorter.sort(request).then(
			(result) => {
				if (!isOpen) return
				setPreview(
					startPreview(
						result,
						request.cards.map(({ id }) => id),
					),
				)
				setSame(result.same)
			},
			() => isOpen && setFailed(true),
		)
		document.isSorting.set(true)
		return () => {
			isOpen = false
			document.isSorting.set(false)
			sorter.close()
		}
	}, [document])
	const change = (next: (was: Preview) => Preview) => setPreview((was) => was && next(was))
	const isCurrent = currentCards(options)
	return {
		preview: preview && keepLoose(preview, isCurrent),
		same: same.filter((group) => group.every((card) => isCard(live.shown().get(card)))),
		hasFailed,
		move: (card, to) => change((was) => moveCard(was, card, to)),
		rename: (key, name) => change((was) => renameSuggestion(was, key, name)),
		refuse: (key) => change((was) => removeSuggestions(was, new Set([key]), { areAccepted: false })),
		keep: (group) => setSame((was) => was.filter((one) => one !== group)),
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
