/* The model of a list: the edits of its board, its clusters, the listed cards and their order. */
import { type BoardContent, findParticipant, translateTitle, type Workshop } from '@charrette/shared'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import type { UndoHistory } from '../sync/undoHistory.ts'
import { undoKey } from '../sync/undoKey.ts'
import { createListEdits, type ListEdits } from './listEdits.ts'
import { filterOutline, type OutlineGroup, type Pins } from './outline.ts'

/** Returns the listed part of the outline, and its cards in the order of the list. */
export function useListedCards(outline: readonly OutlineGroup[], visibleIds: ReadonlySet<string> | null) {
	return useMemo(() => {
		const listed = filterOutline(outline, visibleIds)
		return { outline: listed, cards: listed.flatMap(({ rows }) => rows.map(({ card }) => card)) }
	}, [outline, visibleIds])
}

export function usePins(): [pins: Pins, pin: (card: string, below: string) => void] {
	const [pins, setPins] = useState<Pins>(new Map())
	return [pins, useCallback((card: string, below: string) => setPins((was) => new Map(was).set(card, below)), [])]
}

interface EditsDeps {
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	live: LiveBoard
}

export function useEdits({ document, credentials, workshop, live }: EditsDeps): ListEdits {
	const { participant } = credentials
	const city = (participant && findParticipant(workshop, participant)?.city) ?? ''
	return useMemo(
		() =>
			createListEdits({
				records: document.records,
				board: live,
				undo: document.undo,
				author: { id: participant, city: city ?? '' },
				canWrite: document.canWrite.get,
			}),
		[document, live, participant, city],
	)
}

/** A cluster of the board. */
export interface ListCluster {
	id: string
	/** Translated if it is one of Charrette's own titles. */
	title: string
	/** Whether a person has locked it (LOCK1, SETUP1). */
	isLocked: boolean
}

/**
 * A request for the cluster dialog: a cluster to rename, or a new cluster, either with a card in it
 * or empty.
 */
export type ClusterRequest = ListCluster | { card: string | null }

/** Returns the board's clusters; the same array until one of them changes. */
export function useClusters({ clusters }: BoardContent, live: LiveBoard): ListCluster[] {
	const shown = live.shown()
	const isLocked = (id: string) => {
		const record = shown.get(id)
		return record?.typeName === 'shape' && (record.isLocked || record.meta['isSetUp'] === true)
	}
	const locale = useLocale()
	const facts = JSON.stringify(
		clusters.map(({ id, title }) => ({ id, title: translateTitle(title, locale), isLocked: isLocked(id) })),
	)
	return useMemo(() => JSON.parse(facts) as ListCluster[], [facts])
}

/**
 * Binds the keys of undo and redo outside of text fields. `undo` is null while the
 * board is read-only.
 */
export function useUndoKeys(undo: UndoHistory | null): void {
	useEffect(() => {
		if (!undo) return undefined
		const onKeyDown = (event: KeyboardEvent) => {
			const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
			const step = isText ? null : undoKey(event)
			if (!step) return
			event.preventDefault()
			undo[step]()
		}
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [undo])
}
