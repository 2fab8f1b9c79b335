import type { BoardId, PersonStatus, Workshop } from '@charrette/shared'
import { createContext, useContext } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import type { Person } from '../connection/useWorkshop.ts'

/** Where this person is: the open board, in its workshop, with the people there. */
export interface BoardPlace {
	credentials: Credentials
	workshop: Workshop
	/** The open board. */
	board: BoardId
	/** The board of this person's group; null for facilitators. */
	ownBoard: BoardId | null
	people: readonly Person[]
	clock: ServerClock
	/** Whether the workshop's room is connected. */
	isLive: boolean
	/** This person's own status. */
	personStatus: PersonStatus
	onStatus: (personStatus: PersonStatus) => void
	/** Shows how many unread messages name this person, in the title of the tab (TALK4). */
	onMentions: (count: number) => void
}

export const BoardPlaceContext = createContext<BoardPlace | null>(null)

/** Whether the view around this component is about to be replaced by that of another document. */
export const IsReplacedContext = createContext(false)

/** Returns the place of the board page around this component. */
export function useBoardPlace(): BoardPlace {
	const place = useContext(BoardPlaceContext)
	if (!place) throw new Error('there is no board page around this component')
	return place
}
