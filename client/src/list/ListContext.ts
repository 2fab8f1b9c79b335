import type { Activity, Cluster, Editing } from '@charrette/shared'
import { createContext, useContext } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import type { ListEdits } from './listEdits.ts'
import type { ListActions } from './useListActions.ts'
import type { ListMoves } from './useListFocus.ts'

/** What a row of the list needs to know of what is around it; the same object until something of it changes. */
export interface ListSurroundings extends ListMoves, ListActions {
	document: OpenDocument
	edits: ListEdits
	/** Whether this person may change the board now. */
	canEdit: boolean
	/** What the phase is for, as far as this person is concerned (RUN5). */
	activities: ReadonlySet<Activity>
	clusters: readonly Pick<Cluster, 'id' | 'title'>[]
	/** Lets one choose a card to link this one with. */
	pickLink(card: string): void
	/** A text has lost its card: it is offered back. */
	offerBack(text: string): void
}

export const ListContext = createContext<ListSurroundings | null>(null)

/** Why something is not to be done now, in words; undefined where it may be. */
export function useWhyNot(activity: Editing): string | undefined {
	const { t } = useTranslation('board')
	return useList().activities.has(activity) ? undefined : t(`stage.notNow.${activity}`)
}

/** The list around this component. */
export function useList(): ListSurroundings {
	const list = useContext(ListContext)
	if (!list) throw new Error('there is no list around this component')
	return list
}
