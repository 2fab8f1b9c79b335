import { findBoard } from '@charrette/shared'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import type { RoomDamage } from '../connection/frames.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardView } from '../navigation/boardView.ts'
import { useGoToBoard } from '../navigation/useGoToBoard.ts'
import { MessageNotice, ReminderNotice, SessionAnnouncer } from '../statusBar/SessionNotices.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { useIsSoon } from '../ui/useIsSoon.ts'
import { useLateComponent } from '../ui/useLateComponent.ts'

/** Notices that few boards ever have. */
const loadDamageNotice = async () => (await fetchChunkOnce(() => import('../statusBar/RareNotices.tsx'))).DamageNotice
const loadRestoredNotice = async () =>
	(await fetchChunkOnce(() => import('../statusBar/RareNotices.tsx'))).RestoredNotice
/** The notice that only facilitators fetch. */
const loadCalledNotice = async () => (await fetchChunkOnce(() => import('../statusBar/CalledNotice.tsx'))).CalledNotice
/** The notice of everyone else, which few need at once. */
const loadGatheringNotice = async () =>
	(await fetchChunkOnce(() => import('../statusBar/GatheringNotice.tsx'))).GatheringNotice

interface BoardPageNoticesProps {
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
	const { reminders, view, isViewingHistory } = props
	const { credentials, workshop, board, ownBoard, clock } = useBoardPlace()
	const goTo = useGoToBoard(workshop, credentials)
	const isFacilitator = credentials.role === 'facilitator'
	const CalledNotice = useLateComponent(isFacilitator, loadCalledNotice)
	const DamageNotice = useLateComponent(props.damage !== null, loadDamageNotice)
	const isSoon = useIsSoon()
	const GatheringNotice = useLateComponent(
		!isFacilitator && (isSoon || workshop.gathering !== null),
		loadGatheringNotice,
	)
	return (
		<>
			{props.damage && DamageNotice && <DamageNotice damage={props.damage} onHistory={props.onHistory} />}
			<MessageNotice message={workshop.message} to="all" />
			<MessageNotice message={findBoard(workshop, board)?.board.message ?? null} to="board" />
			<ReminderNotice reminders={reminders} />
			{credentials.role === 'participant' && <NewRestore />}
			{workshop.gathering && CalledNotice && (
				<CalledNotice {...{ view, isViewingHistory }} gathering={workshop.gathering} />
			)}
			{GatheringNotice && (
				<GatheringNotice
					workshop={workshop}
					openBoard={board}
					ownBoard={ownBoard}
					// The list cannot show a region of the board.
					canShowRegion={view === 'canvas'}
					isViewingHistory={isViewingHistory}
					onGo={goTo}
				/>
			)}
			<SessionAnnouncer workshop={workshop} clock={clock} role={credentials.role} />
		</>
	)
}

/** Informs a participant that the open board was restored in place meanwhile (REST1h). */
function NewRestore() {
	const { workshop, board } = useBoardPlace()
	const restore = findBoard(workshop, board)?.board.lastRestore
	const [seenAt, setSeenAt] = useState(restore?.at ?? 0)
	const isNew = restore !== undefined && restore.at > seenAt
	const RestoredNotice = useLateComponent(isNew, loadRestoredNotice)
	return isNew && RestoredNotice && <RestoredNotice to={restore.to} onClose={() => setSeenAt(restore.at)} />
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
