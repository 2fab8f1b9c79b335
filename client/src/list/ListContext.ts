import type { Activity, Card, Cluster, EditingActivity } from '@charrette/shared'
import { createContext, type KeyboardEvent, useContext, useMemo, useRef } from 'react'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/openBoardDocument.ts'
import type { UndoHistory } from '../sync/undoHistory.ts'
import { useToast } from '../ui/Toasts.tsx'
import type { ListEdits } from './listEdits.ts'
import type { OutlineRow } from './outline.ts'
import type { ListNavigation } from './useListFocus.ts'

/** What a row of the list needs to know of what is around it; the same object until something of it changes. */
export interface ListContextValue extends ListNavigation, ListActions {
	document: BoardDocument
	edits: ListEdits
	/** Whether this person may change the board now. */
	canEdit: boolean
	/** What the phase is for, as far as this person is concerned (RUN5). */
	activities: ReadonlySet<Activity>
	clusters: readonly Pick<Cluster, 'id' | 'title'>[]
	/** Lets one choose a card to link this one with. */
	openLinkDialog(card: string): void
	/** A text has lost its card: it is offered back. */
	recoverText(text: string): void
}

export const ListContext = createContext<ListContextValue | null>(null)

/** Why something is not to be done now, in words; undefined where it may be. */
export function useListDeniedReason(activity: EditingActivity): string | undefined {
	const { t } = useTranslation('board')
	return useListContext().activities.has(activity) ? undefined : t(`statusBar.denied.${activity}`)
}

/** The list around this component. */
export function useListContext(): ListContextValue {
	const list = useContext(ListContext)
	if (!list) throw new Error('there is no list around this component')
	return list
}

export interface ListActionsDeps {
	document: BoardDocument
	edits: ListEdits
	/** What the phase is for, as far as this person is concerned. */
	activities: ReadonlySet<Activity>
	navigation: ListNavigation
	/** The cards in the order of the list. */
	cards: readonly Card[]
	/** Keeps a new card right below the one under which it was written. */
	pin(card: string, below: string): void
}

/** What one does with a card in the list beyond changing it. */
interface ListActions {
	/** Ends writing and goes on to a new card like this one, right below it. */
	writeNext(row: OutlineRow): void
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
	return useMemo(() => createListActions(() => latest.current), [])
}

function createListActions(
	now: () => ListActionsDeps & {
		t: Translate<['board']>
		showToast: ReturnType<typeof useToast>
	},
): ListActions {
	function remove(card: string): void {
		const { document, edits, activities, navigation, cards, t, showToast } = now()
		if (!document.canWrite.get()) return
		if (!activities.has('write')) {
			showToast(t('statusBar.denied.write'))
			return
		}
		const at = cards.findIndex(({ id }) => id === card)
		const next = cards[at + 1] ?? cards[at - 1]
		edits.remove(card)
		const undoIt = undoIfLast(document.undo)
		if (next) navigation.goTo(next.id)
		showToast(t('list.removed'), 'note', { label: t('tools.undo'), onChoose: undoIt })
	}
	return {
		remove,
		writeNext({ card: { id, kind, cluster = null } }) {
			const { edits, activities, navigation, pin, t, showToast } = now()
			if (!activities.has('write')) {
				showToast(t('statusBar.denied.write'))
				navigation.endWriting(true)
				return
			}
			const [made] = edits.addCards([''], { kind, cluster, below: id })
			if (!made) return
			pin(made, id)
			navigation.startWriting(made)
		},
		onKeyDown(event) {
			const card = cardAt(event.target)
			if (!card || event.ctrlKey || event.metaKey || event.altKey) return
			const { cards, navigation } = now()
			if (event.key === 'Delete' || event.key === 'Backspace') remove(card)
			else {
				const next = adjacentCard(cards, card, event.key)
				if (!next) return
				navigation.goTo(next.id)
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

function adjacentCard(cards: readonly Card[], card: string, key: string): Card | undefined {
	const at = cards.findIndex(({ id }) => id === card)
	if (key === 'ArrowDown') return cards[at + 1]
	if (key === 'ArrowUp') return cards[at - 1]
	if (key === 'Home') return cards[0]
	return key === 'End' ? cards.at(-1) : undefined
}

/** A way to take back the step that was just made, as long as it is the last one: another that came after it is not to be undone. */
export function undoIfLast(undo: UndoHistory): () => void {
	const step = undo.last()
	return () => {
		if (undo.last() === step) undo.undo()
	}
}
