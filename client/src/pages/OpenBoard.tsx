import {
	type BoardId,
	countCardRecords,
	findBoard,
	type PersonStatus,
	type PrivateCardCounts,
	type Workshop,
} from '@charrette/shared'
import { useCallback, useRef, useState } from 'react'
import { BoardDocumentLoader, BoardLoading } from '../board/editor/BoardDocumentLoader.tsx'
import type { Credentials } from '../connection/credentials.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { moveDraft } from '../list/focusProxy.ts'
import { WaitingNotice } from '../statusBar/SessionNotices.tsx'
import { SessionStatusBar } from '../statusBar/SessionStatusBar.tsx'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useBoardVotes, VoteContext } from '../vote/useBoardVotes.ts'
import { BoardStateNotice } from '../workshop/BoardStateNotice.tsx'
import { BoardWalkButtons } from '../workshop/BoardWalkButtons.tsx'
import { type BoardView, readView, writeView } from '../workshop/boardView.ts'
import { FormerCardsNotice } from '../workshop/FormerCardsNotice.tsx'
import {
	LeaveWhenSaved,
	type PrivateWriting,
	PrivateWritingNotice,
	useNewReveal,
	usePrivateWriting,
} from '../workshop/PrivateWriting.tsx'
import { cardInAddress } from '../workshop/paths.ts'
import { SendUnsentCards } from '../workshop/SendUnsentCards.tsx'
import { BoardHistory, useHistoryParam } from './BoardHistory.tsx'
import { BoardPageNotices, DamageReport } from './BoardPageNotices.tsx'
import { BOARD_VIEW } from './boardViews.ts'
import { CardExtras } from './CardExtras.tsx'
import { PageSuspense } from './lazyPage.tsx'

interface OpenBoardProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	clock: ServerClock
	isLive: boolean
	/** The number of reminders to write a first card that this person has received. */
	reminders: number
	/** Increases when reactions at this board changed. */
	reactionHints: number
	/** The number of private cards at this board. */
	privateCards: PrivateCardCounts | undefined
	personStatus: PersonStatus
	onStatus: (personStatus: PersonStatus) => void
	board: BoardId
	/** The board of this person's group. */
	ownBoard: BoardId | null
	/**
	 * The board of the group to which this person was moved, while another board is open; otherwise
	 * null.
	 */
	movesTo: BoardId | null
	onMove: (board: BoardId) => void
}

/**
 * An open board: as canvas, as list, or with its version history. The document stays open while the
 * view changes.
 */
export function OpenBoard(props: OpenBoardProps) {
	const { credentials, workshop, people, clock, isLive, personStatus, onStatus, board, ownBoard, movesTo } = props
	const [view, setView] = useState<BoardView>(readView)
	const [damage, setDamage] = useState<RoomDamage | null>(null)
	const position = useRef(cardInAddress())
	const ownBoardTitle = (ownBoard && findBoard(workshop, ownBoard)?.board.title) || ''
	const [snapshot, showSnapshot] = useHistoryParam()
	const move = useMove(props, { isViewingHistory: snapshot !== null, showSnapshot })
	const onView = useCallback((chosen: BoardView) => {
		writeView(chosen)
		setView(chosen)
	}, [])
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	const privateWriting = usePrivateWriting(workshop, credentials, { board, cardCounts: props.privateCards })
	const { owner } = privateWriting
	const [reveal, onRevealSeen] = useNewReveal(findBoard(workshop, board)?.board.lastReveal)
	const { Page: View } = BOARD_VIEW[view]
	const isElsewhere = ownBoard !== null && ownBoard !== board
	const walk = <BoardWalkButtons {...{ workshop, credentials, board, clock }} />
	const statusBar = (variant: 'bar' | 'list') => (
		<SessionStatusBar {...{ workshop, clock, credentials, board, variant }} />
	)
	return (
		<VoteContext value={votes}>
			<BoardDocumentLoader board={board} credentials={credentials} workshop={workshop} owner={owner}>
				{(document) => (
					<PanelBoundary resetKeys={[view, snapshot, document]}>
						<PageSuspense fallback={<BoardLoading isOffline={false} />}>
							<DamageReport document={document} onDamage={setDamage} />
							<WaitingNotice document={document} workshop={workshop} />
							{snapshot === null &&
								!movesTo &&
								(hasPrivateNotice(props, privateWriting) ? (
									<PrivateWritingNotice
										privateWriting={privateWriting}
										cardCounts={props.privateCards}
										walk={isElsewhere && walk}
									/>
								) : (
									<BoardStateNotice {...{ document, workshop, board, isElsewhere, walk }} />
								))}
							<FormerCardsNotice document={document} author={credentials.participant} />
							{privateWriting.isLeaving && (
								<LeaveWhenSaved
									saveStatus={document.saveStatus}
									onLeave={() => privateWriting.leave(countCardRecords(document.records))}
								/>
							)}
							{snapshot !== null ? (
								<BoardHistory
									credentials={credentials}
									workshop={workshop}
									board={board}
									snapshot={snapshot}
									peopleHere={countParticipants(people, board)}
									statusBar={statusBar('list')}
									onSnapshot={showSnapshot}
									onMove={movesTo ? move : null}
								/>
							) : (
								<CardExtras
									{...{ document, credentials, workshop, board, isLive }}
									isPrivate={owner !== null}
									reactionHints={props.reactionHints}
								>
									<View
										document={document}
										isPrivate={owner !== null}
										credentials={credentials}
										workshop={workshop}
										people={people}
										statusBar={statusBar}
										personStatus={personStatus}
										onStatus={onStatus}
										board={board}
										ownBoardTitle={ownBoardTitle}
										onMove={movesTo ? move : null}
										reveal={owner ? null : reveal}
										onRevealSeen={onRevealSeen}
										position={position}
										onView={onView}
										onHistory={() => showSnapshot('')}
									/>
								</CardExtras>
							)}
						</PageSuspense>
					</PanelBoundary>
				)}
			</BoardDocumentLoader>
			<SendUnsentCards credentials={credentials} workshop={workshop} open={owner && board} />
			<BoardPageNotices
				{...{ credentials, workshop, board, clock, people }}
				ownBoard={props.ownBoard}
				reminders={props.reminders}
				view={view}
				isViewingHistory={snapshot !== null}
				damage={damage}
				onHistory={credentials.role === 'facilitator' ? showSnapshot : null}
			/>
		</VoteContext>
	)
}

/**
 * Returns a function that opens the board of the group to which this person was moved. It takes
 * along the text that they were writing.
 */
function useMove(
	{ workshop, board, movesTo, onMove }: OpenBoardProps,
	options: { isViewingHistory: boolean; showSnapshot: (snapshot: string | null) => void },
): () => void {
	const { isViewingHistory, showSnapshot } = options
	const title = (movesTo && findBoard(workshop, movesTo)?.board.title) || ''
	const { t } = useTranslation('board')
	const showToast = useToast()
	return useCallback(() => {
		if (!movesTo) return
		if (isViewingHistory) showSnapshot(null)
		moveDraft(board, movesTo)
		onMove(movesTo)
		showToast(t('notice.moved', { board: title }))
	}, [board, movesTo, isViewingHistory, showSnapshot, onMove, showToast, t, title])
}

/**
 * Returns whether the notice of private writing is shown: to participants who write privately, and
 * to facilitators if there are private cards.
 */
function hasPrivateNotice(
	{ workshop, credentials, board, privateCards }: OpenBoardProps,
	{ isActive, owner, waiting }: PrivateWriting,
): boolean {
	if (credentials.role === 'facilitator') return (privateCards?.cards ?? 0) > 0
	if (waiting > 0) return true
	return (isActive || owner !== null) && findBoard(workshop, board)?.board.frozen !== true
}

/** Returns the number of participants who have a board open. */
function countParticipants(people: readonly Person[], board: BoardId): number {
	const here = people.filter((person) => person.board === board && person.role === 'participant')
	return new Set(here.map(({ participant }) => participant)).size
}
