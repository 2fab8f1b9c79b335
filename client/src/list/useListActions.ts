import type { Activity, Card } from '@charrette/shared'
import { type KeyboardEvent, useMemo, useRef } from 'react'
import type { Translate } from '../i18n/Translate.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import type { ListEdits } from './listEdits.ts'
import type { Row } from './outline.ts'
import { takeBack } from './takeBack.ts'
import type { ListMoves } from './useListFocus.ts'

export interface ListActionsDeps {
	document: OpenDocument
	edits: ListEdits
	/** What the phase is for, as far as this person is concerned. */
	activities: ReadonlySet<Activity>
	moves: ListMoves
	/** The cards in the order of the list. */
	cards: readonly Card[]
	/** Keeps a new card right below the one under which it was written. */
	pin(card: string, below: string): void
}

/** What one does with a card in the list beyond changing it. */
export interface ListActions {
	/** Ends writing and goes on to a new card like this one, right below it. */
	writeNext(row: Row): void
	/** Takes a card off the board, and offers it back for a moment. */
	remove(card: string): void
	/** The keys of a card that is focused: arrows lead on, Delete takes it away. */
	onKeyDown(event: KeyboardEvent): void
}

/** The actions, the same objects as long as the document is the same. */
export function useListActions(deps: ListActionsDeps): ListActions {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const latest = useRef({ ...deps, t, showToast })
	latest.current = { ...deps, t, showToast }
	return useMemo(() => listActions(() => latest.current), [])
}

function listActions(
	now: () => ListActionsDeps & {
		t: Translate<['board']>
		showToast: ReturnType<typeof useToast>
	},
): ListActions {
	function remove(card: string): void {
		const { document, edits, activities, moves, cards, t, showToast } = now()
		if (!document.canWrite.get()) return
		if (!activities.has('write')) {
			showToast(t('stage.notNow.write'))
			return
		}
		const at = cards.findIndex(({ id }) => id === card)
		const next = cards[at + 1] ?? cards[at - 1]
		edits.remove(card)
		const undoIt = takeBack(document.undo)
		if (next) moves.goTo(next.id)
		showToast(t('list.removed'), 'note', { label: t('tools.undo'), onChoose: undoIt })
	}
	return {
		remove,
		writeNext({ card: { id, kind, cluster = null } }) {
			const { edits, activities, moves, pin, t, showToast } = now()
			if (!activities.has('write')) {
				showToast(t('stage.notNow.write'))
				moves.endWriting(true)
				return
			}
			const [made] = edits.addCards([''], { kind, cluster, below: id })
			if (!made) return
			pin(made, id)
			moves.write(made)
		},
		onKeyDown(event) {
			const card = cardAt(event.target)
			if (!card || event.ctrlKey || event.metaKey || event.altKey) return
			const { cards, moves } = now()
			if (event.key === 'Delete' || event.key === 'Backspace') remove(card)
			else {
				const next = neighbour(cards, card, event.key)
				if (!next) return
				moves.goTo(next.id)
			}
			event.preventDefault()
		},
	}
}

/** The card whose own button this is; null for anything else. */
function cardAt(target: EventTarget): string | null {
	if (!(target instanceof HTMLElement) || !target.matches('[data-main]')) return null
	return target.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? null
}

function neighbour(cards: readonly Card[], card: string, key: string): Card | undefined {
	const at = cards.findIndex(({ id }) => id === card)
	if (key === 'ArrowDown') return cards[at + 1]
	if (key === 'ArrowUp') return cards[at - 1]
	if (key === 'Home') return cards[0]
	return key === 'End' ? cards.at(-1) : undefined
}
