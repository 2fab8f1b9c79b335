import type { Activity, BoardId, Card, EditingActivity } from '@charrette/shared'
import { createContext, type KeyboardEvent, useContext, useMemo } from 'react'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { undoIfLast } from '../sync/undoHistory.ts'
import { focusMain } from '../ui/SkipLink.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useEvent } from '../ui/useEvent.ts'
import type { ListEdits } from './listEdits.ts'
import type { OutlineRow } from './outline.ts'
import type { ListNavigation } from './useListFocus.ts'
import type { ClusterRequest, ListCluster } from './useListModel.ts'

/**
 * The state and actions that the components of a list share; the same object until a value in it
 * changes.
 */
export interface ListContextValue extends ListNavigation, ListActions {
	document: BoardDocument
	boardId: BoardId
	/** Whether it is this person's private document (ROOM3). */
	isPrivate: boolean
	live: Pick<LiveBoard, 'shown' | 'textOf'>
	isFacilitator: boolean
	edits: ListEdits
	/** Whether this person can edit the board now. */
	canEdit: boolean
	/** The activities that the phase allows this person (RUN5). */
	activities: ReadonlySet<Activity>
	clusters: readonly ListCluster[]
	/** Opens the dialog that links this card to another one. */
	openLinkDialog(card: string): void
	/** Opens the dialog that adds or renames a cluster. */
	openClusterDialog(request: ClusterRequest): void
	/** Lists only the obstacles that nobody has answered (COVER1). */
	showOpenObstacles(): void
	/**
	 * Puts the text of a card that another person deleted into the composer; with `takesFocus`, this
	 * person continues to write there.
	 */
	recoverText(text: string, takesFocus: boolean): void
}

export const ListContext = createContext<ListContextValue | null>(null)

/**
 * Returns the reason why the phase does not allow this activity, as a sentence; undefined if it is
 * allowed.
 */
export function useListDeniedReason(activity: EditingActivity): string | undefined {
	const { t } = useTranslation('board')
	return useListContext().activities.has(activity) ? undefined : t(`statusBar.denied.${activity}`)
}

/** Returns the context of the list around this component. */
export function useListContext(): ListContextValue {
	const list = useContext(ListContext)
	if (!list) throw new Error('there is no list around this component')
	return list
}

export interface ListActionsDeps {
	document: BoardDocument
	live: Pick<LiveBoard, 'publish'>
	edits: ListEdits
	/** The activities that the phase allows this person. */
	activities: ReadonlySet<Activity>
	navigation: ListNavigation
	/** The cards in the order of the list. */
	cards: readonly Card[]
	/** Lists a new card right below another one, regardless of its position on the board. */
	pin(card: string, below: string): void
}

/** Actions that move the focus and edit the board. */
interface ListActions {
	/**
	 * Ends the editing of a card and starts a new card of the same kind and cluster right below it.
	 */
	writeNext(row: OutlineRow): void
	/** Deletes a card, and shows a toast that can undo it. */
	remove(card: string): void
	/**
	 * Handles the keys of a focused card: arrows, Home and End move the focus, Delete deletes the
	 * card.
	 */
	onKeyDown(event: KeyboardEvent): void
}

/** Returns the actions of a list; the same object for the component's lifetime. */
export function useListActions(deps: ListActionsDeps): ListActions {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const now = useEvent(() => ({ ...deps, t, showToast }))
	return useMemo(() => createListActions(now), [now])
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
		const undo = undoIfLast(document.undo)
		if (next) navigation.goTo(next.id)
		else focusMain()
		showToast(t('list.removed'), 'note', { label: t('tools.undo'), onChoose: undo })
	}
	return {
		remove,
		writeNext({ card: { id, kind, cluster = null } }) {
			const { live, edits, activities, navigation, pin, t, showToast } = now()
			if (!activities.has('write')) {
				showToast(t('statusBar.denied.write'))
				navigation.endWriting(true)
				return
			}
			const [added] = edits.addCards([''], { kind, cluster, below: id })
			if (!added) return
			pin(added, id)
			navigation.startWriting(added)
			// The new field replaces this one in the same rendering: without a field, typed letters
			// would be lost, and a phone would close its keyboard.
			live.publish()
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

/** Returns the card whose main button is the event's target; null for any other element. */
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
