import type { BoardId, Workshop } from '@charrette/shared'
import { useEffect, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import { GatheringNotice } from '../statusBar/GatheringNotice.tsx'
import { DamageNotice, MessageNotice, ReminderNotice, SessionAnnouncer } from '../statusBar/SessionNotices.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { BoardView } from '../workshop/boardView.ts'
import { boardPath } from '../workshop/paths.ts'

interface BoardPageNoticesProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The board of this person's group. */
	ownBoard: BoardId | null
	clock: ServerClock
	/** The number of reminders to write a first card that this person has received. */
	reminders: number
	view: BoardView
	isViewingHistory: boolean
	damage: RoomDamage | null
	/** Opens the version history; null if this person cannot restore a version. */
	onHistory: ((snapshot: string) => void) | null
}

/**
 * The notices for everyone at a board, in every view and in the history: a closed notice stays
 * closed when the view changes.
 */
export function BoardPageNotices(props: BoardPageNoticesProps) {
	const { credentials, workshop, board, ownBoard, clock, reminders, view, isViewingHistory } = props
	const [, navigate] = useLocation()
	const goTo = (target: BoardId) => {
		// The path of a participant's own board does not contain its id, so that it follows them from
		// group to group.
		const isOwn = credentials.role !== 'facilitator' && target === ownBoard
		navigate(isOwn ? `/w/${workshop.id}` : boardPath(workshop.id, target, credentials.role))
	}
	return (
		<>
			<DamageNotice damage={props.damage} onHistory={props.onHistory} />
			<MessageNotice message={workshop.message} />
			<ReminderNotice reminders={reminders} />
			<GatheringNotice
				workshop={workshop}
				openBoard={board}
				ownBoard={ownBoard}
				// The list cannot show a region of the board.
				canShowRegion={view === 'canvas' && credentials.role === 'participant'}
				isViewingHistory={isViewingHistory}
				onGo={goTo}
			/>
			<SessionAnnouncer workshop={workshop} clock={clock} />
		</>
	)
}

/** Reports the damage of the open document: the part that the server could not read. */
export function DamageReport({
	document: { damage },
	onDamage,
}: {
	document: BoardDocument
	onDamage: (damage: RoomDamage | null) => void
}) {
	const found = useSyncExternalStore(damage.subscribe, damage.get)
	useEffect(() => {
		onDamage(found)
		return () => onDamage(null)
	}, [found, onDamage])
	return null
}
