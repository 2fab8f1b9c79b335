import type { Board, HeldCards, Workshop } from '@charrette/shared'
import type { Readable } from '../session/cell.ts'
import type { Credentials } from '../session/credentials.ts'
import type { ServerClock } from '../session/serverClock.ts'
import type { Digests, Person } from '../session/useWorkshop.ts'
import type { GroupSignals } from '../workshop/groupSignals.ts'
import type { RunCommand } from './useCommand.ts'

/** What is known of one board at the desk. */
export interface BoardTileProps {
	credentials: Credentials
	workshop: Workshop
	board: Board
	digests: Readable<Digests>
	clock: ServerClock
	signals: GroupSignals
	/** Who has this board open. */
	people: readonly Person[]
	/** What people hold in private at this board, in numbers alone. */
	held: HeldCards | undefined
	/** Who has written is not known then (ROOM3). */
	isWrittenInPrivate: boolean
	isOnWall: boolean
	isGathering: boolean
	run: RunCommand
}
