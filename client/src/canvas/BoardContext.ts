import type { Activity, BoardId, CardKind, Locale, NameOf, ParticipantId } from '@charrette/shared'
import { createContext, useContext } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { CanvasBinding } from '../sync/bindCanvas.ts'

/**
 * The mode of a board. `work`: with tools. `project`: on the projector, without any interface.
 * `view`: a read-only snapshot.
 */
export type BoardMode = 'work' | 'project' | 'view'

/** The state of an open board that its shapes and tools read. */
export interface BoardContextValue {
	board: BoardId
	canvasBinding: CanvasBinding
	credentials: Credentials
	mode: BoardMode
	/** Whether this person can edit the board now. */
	canEdit: boolean
	/** The activities that the phase allows this person (RUN5). */
	activities: ReadonlySet<Activity>
	/** The kind of card that the phase is about; null for none. */
	phaseKind: CardKind | null
	locale: Locale
	/** The author of new cards; a facilitator has no id and an empty city. */
	author: { id: ParticipantId | null; city: string }
	/** Display names by participant. */
	names: ReadonlyMap<string, string>
	/** Names kinds and categories in the interface language; one function for all cards. */
	nameOf: NameOf
}

export const BoardContext = createContext<BoardContextValue | null>(null)

/** Returns the context of the board around this component. */
export function useBoardContext(): BoardContextValue {
	const value = useContext(BoardContext)
	if (!value) throw new Error('there is no board around this component')
	return value
}
