import {
	type BoardId,
	findBoard,
	findGroup,
	findParticipant,
	type PrivateCardCounts,
	type Signals,
	type Workshop,
} from '@charrette/shared'
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useLocation, useSearch } from 'wouter'
import { BoardDocumentLoader, BoardLoading } from '../board/editor/BoardDocumentLoader.tsx'
import type { Credentials } from '../connection/credentials.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { moveDraft } from '../list/useDraft.ts'
import { GatheringNotice } from '../statusBar/GatheringNotice.tsx'
import {
	DamageNotice,
	MessageNotice,
	NoticeStack,
	NudgeNotice,
	SessionAnnouncer,
} from '../statusBar/SessionNotices.tsx'
import { SessionStatusBar } from '../statusBar/SessionStatusBar.tsx'
import type { BoardDocument } from '../sync/openBoardDocument.ts'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useBoardVotes, VoteContext } from '../vote/useBoardVotes.ts'
import { type BoardView, readView, writeView } from '../workshop/boardView.ts'
import {
	LeaveWhenSaved,
	type PrivateWriting,
	PrivateWritingNotice,
	usePrivateWriting,
} from '../workshop/PrivateWriting.tsx'
import { boardPath } from '../workshop/paths.ts'
import { BOARD_VIEW, HistoryView } from './boardViews.ts'

interface OpenBoardProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	clock: ServerClock
	isLive: boolean
	/** How many reminders to write a first card this person has had. */
	nudges: number
	/** How many private cards this board has. */
	privateCards: PrivateCardCounts | undefined
	signals: Signals
	onSignals: (signals: Signals) => void
	board: BoardId
	/** The board of this person's group. */
	home: BoardId | null
	/** The board of the group that this person was moved to, while another one is open. */
	movesTo: BoardId | null
	onMove: (board: BoardId) => void
}

/**
 * An open board, as canvas, as list or with its version history; the document stays open while the
 * view changes.
 */
export function OpenBoard(props: OpenBoardProps) {
	const { credentials, workshop, people, clock, isLive, signals, onSignals, board, movesTo } = props
	const [view, setView] = useState<BoardView>(readView)
	const [damage, setDamage] = useState<RoomDamage | null>(null)
	const position = useRef<string | null>(null)
	const group = groupOf(workshop, credentials)
	const [snapshot, showSnapshot] = useHistoryParam()
	const move = useMove(props, { group, isViewingHistory: snapshot !== null, showSnapshot })
	const onView = useCallback((chosen: BoardView) => {
		writeView(chosen)
		setView(chosen)
	}, [])
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	const privateWriting = usePrivateWriting(workshop, credentials, board)
	const { owner } = privateWriting
	const leave = useLeavePrivateWriting(workshop, board, privateWriting)
	const { Page: View } = BOARD_VIEW[view]
	const statusBar = (variant: 'bar' | 'list') => (
		<SessionStatusBar workshop={workshop} clock={clock} variant={variant} />
	)
	return (
		<VoteContext value={votes}>
			<BoardDocumentLoader board={board} credentials={credentials} workshop={workshop} owner={owner}>
				{(document) => (
					<PanelBoundary resetKeys={[view, snapshot, document]}>
						<Suspense fallback={<BoardLoading isOffline={false} />}>
							<DamageReport document={document} onDamage={setDamage} />
							{owner && !privateWriting.isActive && <LeaveWhenSaved saveStatus={document.saveStatus} onLeave={leave} />}
							{snapshot !== null ? (
								<BoardHistory
									credentials={credentials}
									workshop={workshop}
									board={board}
									snapshot={snapshot}
									statusBar={statusBar('list')}
									onSnapshot={showSnapshot}
									onMove={movesTo ? move : null}
								/>
							) : (
								<View
									document={document}
									isPrivate={owner !== null}
									credentials={credentials}
									workshop={workshop}
									people={people}
									statusBar={statusBar}
									signals={signals}
									onSignals={onSignals}
									board={board}
									group={group}
									onMove={movesTo ? move : null}
									notice={
										hasPrivateNotice(props, privateWriting) ? (
											<PrivateWritingNotice privateWriting={privateWriting} cardCounts={props.privateCards} />
										) : null
									}
									position={position}
									onView={onView}
									onHistory={() => showSnapshot('')}
								/>
							)}
						</Suspense>
					</PanelBoundary>
				)}
			</BoardDocumentLoader>
			<BoardPageNotices
				{...props}
				canShowRegion={view === 'canvas' && credentials.role === 'participant'}
				isViewingHistory={snapshot !== null}
				damage={damage}
				onHistory={credentials.role === 'facilitator' ? showSnapshot : null}
			/>
		</VoteContext>
	)
}

/** Reports what the server could not read of the open document. */
function DamageReport({
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

/**
 * Goes to the board of the group that this person was moved to, with the text that they were
 * writing.
 */
function useMove(
	{ board, movesTo, onMove }: OpenBoardProps,
	options: { group: string; isViewingHistory: boolean; showSnapshot: (snapshot: string | null) => void },
): () => void {
	const { group, isViewingHistory, showSnapshot } = options
	const { t } = useTranslation('board')
	const showToast = useToast()
	return useCallback(() => {
		if (!movesTo) return
		if (isViewingHistory) showSnapshot(null)
		moveDraft(board, movesTo)
		onMove(movesTo)
		showToast(t('notice.moved', { group }))
	}, [board, movesTo, isViewingHistory, showSnapshot, onMove, showToast, t, group])
}

/** Goes from the private document back to the board after private writing has ended. */
function useLeavePrivateWriting(workshop: Workshop, board: BoardId, { viewBoard }: PrivateWriting): () => void {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const isRevealed = findBoard(workshop, board)?.board.revealed !== undefined
	return useCallback(() => {
		viewBoard()
		showToast(t(isRevealed ? 'privateWriting.revealed' : 'privateWriting.ended'))
	}, [viewBoard, showToast, t, isRevealed])
}

/**
 * Whether private writing concerns this person: participants who write, and facilitators where
 * there are private cards.
 */
function hasPrivateNotice(
	{ workshop, credentials, board, privateCards }: OpenBoardProps,
	{ isActive, owner }: PrivateWriting,
): boolean {
	if (credentials.role === 'facilitator') return privateCards !== undefined
	return (isActive || owner !== null) && findBoard(workshop, board)?.board.frozen !== true
}

function groupOf(workshop: Workshop, credentials: Credentials): string {
	const me = credentials.participant && findParticipant(workshop, credentials.participant)
	return me ? (findGroup(workshop, me.group)?.name ?? '') : ''
}

interface BoardHistoryProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	snapshot: string
	statusBar: ReactNode
	onSnapshot: (snapshot: string | null) => void
	/** Goes to the board of the group that this person was moved to; null if they were not moved. */
	onMove: (() => void) | null
}

/** The board's version history in place of the board. */
function BoardHistory({ onMove, ...props }: BoardHistoryProps) {
	useEffect(() => {
		// Nothing is being edited here, so the move does not wait for a click.
		onMove?.()
	}, [onMove])
	return <HistoryView.Page {...props} onClose={() => props.onSnapshot(null)} />
}

const PARAM = 'history'

/**
 * The snapshot of the board that is shown, from the query (`?history=…`), so that the browser's
 * back button closes the history: empty for the history without a snapshot, null for the board of
 * today.
 */
function useHistoryParam(): [snapshot: string | null, showSnapshot: (snapshot: string | null) => void] {
	const snapshot = new URLSearchParams(useSearch()).get(PARAM)
	const [, navigate] = useLocation()
	const isViewingHistory = snapshot !== null
	const showSnapshot = useCallback(
		(next: string | null) => {
			const { pathname, searchParams } = new URL(location.href)
			if (next === null) searchParams.delete(PARAM)
			else searchParams.set(PARAM, next)
			const query = searchParams.toString()
			// All snapshots share one entry of the browser's history.
			navigate(query ? `${pathname}?${query}` : pathname, { replace: isViewingHistory && next !== null })
		},
		[navigate, isViewingHistory],
	)
	return [snapshot, showSnapshot]
}

interface BoardPageNoticesProps
	extends Pick<OpenBoardProps, 'credentials' | 'workshop' | 'board' | 'home' | 'clock' | 'nudges'> {
	/** Whether this view can show a region of the board. */
	canShowRegion: boolean
	isViewingHistory: boolean
	damage: RoomDamage | null
	/** Opens the version history; null where this person cannot restore a version. */
	onHistory: ((snapshot: string) => void) | null
}

/**
 * Notices for everybody at a board, in every view and in the history: one that was closed stays
 * closed in the next view.
 */
function BoardPageNotices(props: BoardPageNoticesProps) {
	const { credentials, workshop, board, home, clock, nudges, canShowRegion, isViewingHistory } = props
	const [, navigate] = useLocation()
	const goTo = (target: BoardId) => {
		// The path of a participant's own board does not name it: it follows them from group to group.
		const isOwn = credentials.role !== 'facilitator' && target === home
		navigate(isOwn ? `/w/${workshop.id}` : boardPath(workshop.id, target, credentials.role))
	}
	return (
		<NoticeStack isLow={isViewingHistory}>
			<DamageNotice damage={props.damage} onHistory={props.onHistory} />
			<MessageNotice message={workshop.message} />
			<NudgeNotice nudges={nudges} />
			<GatheringNotice
				workshop={workshop}
				openBoard={board}
				homeBoard={home}
				canShowRegion={canShowRegion}
				isViewingHistory={isViewingHistory}
				onGo={goTo}
			/>
			<SessionAnnouncer workshop={workshop} clock={clock} />
		</NoticeStack>
	)
}
