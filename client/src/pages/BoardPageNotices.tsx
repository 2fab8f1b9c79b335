import { type BoardId, type Command, findBoard, type Gathering, type Workshop } from '@charrette/shared'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { sendCommand } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useGatheringControls } from '../statusBar/GatheringControls.tsx'
import { GatheringNotice } from '../statusBar/GatheringNotice.tsx'
import { DamageNotice, MessageNotice, ReminderNotice, SessionAnnouncer } from '../statusBar/SessionNotices.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Notice } from '../ui/Notices.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import type { BoardView } from '../workshop/boardView.ts'
import { boardPath } from '../workshop/paths.ts'

interface BoardPageNoticesProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The board of this person's group. */
	ownBoard: BoardId | null
	clock: ServerClock
	people: readonly Person[]
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
			<MessageNotice message={workshop.message} to="all" />
			<MessageNotice message={findBoard(workshop, board)?.board.message ?? null} to="board" />
			<ReminderNotice reminders={reminders} />
			{credentials.role === 'participant' && <RestoredNotice workshop={workshop} board={board} />}
			{credentials.role === 'facilitator' ? (
				workshop.gathering && <CalledNotice {...props} gathering={workshop.gathering} />
			) : (
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

/** Tells a participant that the open board was restored in place while they were there (REST1h). */
function RestoredNotice({ workshop, board }: Pick<BoardPageNoticesProps, 'workshop' | 'board'>) {
	const { t } = useTranslation('board')
	const restore = findBoard(workshop, board)?.board.lastRestore
	const [seenAt, setSeenAt] = useState(restore?.at ?? 0)
	const time = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
	if (!restore || restore.at <= seenAt) return null
	return (
		<Notice rank="message" icon="history" onClose={() => setSeenAt(restore.at)}>
			{t('notice.restored', { when: time.format(restore.to) })}
		</Notice>
	)
}

/** Tells a facilitator who has come to the gathering, which asks only the others (STAGE2a). */
function CalledNotice(props: BoardPageNoticesProps & { gathering: Gathering }) {
	const { workshop, credentials, gathering, view } = props
	const { t } = useTranslation()
	const attempt = useAttempt()
	const run = (command: Command) => attempt(() => sendCommand(credentials, command))
	const { progress, buttons } = useGatheringControls({
		...props,
		run,
		// The canvas has a button that ends a gathering at its board.
		isStopElsewhere: view === 'canvas' && gathering.board === props.board && !props.isViewingHistory,
	})
	const board = findBoard(workshop, gathering.board)?.board.title ?? ''
	return (
		<Notice rank="state" icon="gather" actions={buttons}>
			{t('gathering.calling', { board })} {progress}
		</Notice>
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
