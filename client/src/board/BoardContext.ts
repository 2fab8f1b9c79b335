import type { Activity, BoardId, CardKind, Locale, ObstacleCategory, ParticipantId } from '@charrette/shared'
import { createContext, useContext } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { CanvasBinding } from '../sync/bindCanvas.ts'

/** The words of kinds and categories, fetched once for all cards. */
export interface CardLabels {
	kinds: Record<CardKind, string>
	categories: Record<ObstacleCategory, string>
}

/** `work`: with tools, for those at the board. `project`: the board alone, kept whole on the wall. `look`: an earlier moment of it. */
export type BoardMode = 'work' | 'project' | 'look'

/** What the shapes and tools of a board need to know of its surroundings. */
export interface BoardContextValue {
	board: BoardId
	/** The document behind the canvas. */
	canvasBinding: CanvasBinding
	credentials: Credentials
	mode: BoardMode
	/** Whether this person may change the board now. */
	canEdit: boolean
	/** What the phase is for, as far as this person is concerned (RUN5). */
	activities: ReadonlySet<Activity>
	locale: Locale
	/** Whose cards are made here: empty for a facilitator. */
	author: { id: ParticipantId | null; city: string }
	/** Names by participant. */
	names: ReadonlyMap<string, string>
	/** What stands on every card, in the present language. */
	labels: CardLabels
}

export const BoardContext = createContext<BoardContextValue | null>(null)

/** The surroundings of the board around this component. */
export function useBoardContext(): BoardContextValue {
	const surroundings = useContext(BoardContext)
	if (!surroundings) throw new Error('there is no board around this component')
	return surroundings
}
