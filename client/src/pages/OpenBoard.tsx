import { type BoardId, countCardRecords, findBoard, type PrivateCardCounts } from '@charrette/shared'
import { useCallback, useRef, useState } from 'react'
import { BoardStateNotice } from '../boardParts/BoardStateNotice.tsx'
import {
	LeaveWhenSaved,
	type PrivateWriting,
	PrivateWritingNotice,
	useNewReveal,
	usePrivateWriting,
} from '../boardParts/private/PrivateWriting.tsx'
import { SendUnsentCards } from '../boardParts/private/SendUnsentCards.tsx'
import { BoardDocumentLoader, BoardLoading } from '../canvas/editor/BoardDocumentLoader.tsx'
import type { RoomDamage } from '../connection/frames.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { moveDraft } from '../list/focusProxy.ts'
import { type BoardPlace, IsReplacedContext, useBoardPlace } from '../navigation/BoardPlace.ts'
import { BoardWalkButtons } from '../navigation/BoardWalkButtons.tsx'
import { type BoardView, readView, writeView } from '../navigation/boardView.ts'
import { cardInAddress, VISIT_PARAM } from '../navigation/paths.ts'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { JoinedVotes } from '../vote/JoinedVotes.tsx'
import { useBoardVotes, VoteContext } from '../vote/useBoardVotes.ts'
import { BoardHistory, useBoardParam } from './BoardHistory.tsx'
import { BoardPageNotices, DamageReport } from './BoardPageNotices.tsx'
import { BOARD_VIEW, VisitView } from './boardViews.ts'
import { CardExtras } from './CardExtras.tsx'
import { FormerCards, WaitingEdits } from './LateNotices.tsx'
import { PageSuspense } from './lazyPage.tsx'

interface OpenBoardProps {
	/** The number of reminders to write a first card that this person has received. */
	reminders: number
	/** Increases when reactions at this board changed. */
	reactionHints: number
	/** The number of private cards at this board. */
	privateCards: PrivateCardCounts | undefined
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
	const { movesTo, privateCards } = props
	const place = useBoardPlace()
	const { credentials, workshop, board, ownBoard, isLive } = place
	const [view, setView] = useState<BoardView>(readView)
	const [damage, setDamage] = useState<RoomDamage | null>(null)
	const position = useRef(cardInAddress())
	const [snapshot, showSnapshot] = useBoardParam('history')
	const [visit, showVisit] = useBoardParam(VISIT_PARAM)
	const move = useMove(props, { place, isViewingHistory: snapshot !== null, showSnapshot })
	const onView = useCallback((chosen: BoardView) => {
		writeView(chosen)
		setView(chosen)
	}, [])
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	const privateWriting = usePrivateWriting(workshop, credentials, { board, cardCounts: privateCards })
	// The owner of the document on the page, until the next document is open.
	const [owner, setOwner] = useState(privateWriting.owner)
	const [reveal, onRevealSeen] = useNewReveal(findBoard(workshop, board)?.board.lastReveal)
	const { Page: View } = BOARD_VIEW[view]
	const isElsewhere = ownBoard !== null && ownBoard !== board
	const walk = <BoardWalkButtons />
	const leaveVisit = (card: string | null) => {
		position.current = card
		if (card === null) showVisit(null)
	}
	const isReplaced = owner !== privateWriting.owner
	const showsNotice = snapshot === null && visit === null && !isReplaced
	const notice = hasPrivateNotice(place, privateCards, privateWriting) ? 'private' : 'state'
	return (
		<VoteContext value={votes}>
			<BoardDocumentLoader
				board={board}
				credentials={credentials}
				workshop={workshop}
				owner={owner}
				next={privateWriting.owner}
				onNext={() => setOwner(privateWriting.owner)}
			>
				{(document) => (
					<PanelBoundary resetKeys={[view, snapshot, document]}>
						<PageSuspense fallback={<BoardLoading isOffline={false} />}>
							<DamageReport document={document} onDamage={setDamage} />
							<WaitingEdits document={document} />
							{showsNotice && !movesTo && notice === 'private' && (
								<PrivateWritingNotice
									privateWriting={privateWriting}
									cardCounts={privateCards}
									walk={isElsewhere && walk}
								/>
							)}
							{showsNotice && !movesTo && notice === 'state' && (
								<BoardStateNotice {...{ document, isElsewhere, walk }} />
							)}
							<FormerCards document={document} />
							{privateWriting.isLeaving && (
								<LeaveWhenSaved
									saveStatus={document.saveStatus}
									onLeave={() => privateWriting.leave(countCardRecords(document.records))}
								/>
							)}
							{snapshot !== null ? (
								<BoardHistory snapshot={snapshot} onSnapshot={showSnapshot} onMove={movesTo ? move : null} />
							) : visit !== null ? (
								<VisitView.Page onShow={leaveVisit} />
							) : (
								<JoinedVotes votes={votes} records={document.records}>
									<CardExtras document={document} isPrivate={owner !== null} reactionHints={props.reactionHints}>
										<IsReplacedContext value={isReplaced}>
											<View
												document={document}
												isPrivate={owner !== null}
												onMove={movesTo ? move : null}
												reveal={owner ? null : reveal}
												onRevealSeen={onRevealSeen}
												position={position}
												onView={onView}
												onHistory={() => showSnapshot('')}
												onVisit={() => showVisit('')}
											/>
										</IsReplacedContext>
									</CardExtras>
								</JoinedVotes>
							)}
						</PageSuspense>
					</PanelBoundary>
				)}
			</BoardDocumentLoader>
			<SendUnsentCards open={owner && board} />
			<BoardPageNotices
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
	{ movesTo, onMove }: OpenBoardProps,
	options: { place: BoardPlace; isViewingHistory: boolean; showSnapshot: (snapshot: string | null) => void },
): () => void {
	const { isViewingHistory, showSnapshot } = options
	const { workshop, board } = options.place
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
	{ workshop, credentials, board }: BoardPlace,
	privateCards: PrivateCardCounts | undefined,
	{ isActive, owner, waiting }: PrivateWriting,
): boolean {
	if (credentials.role === 'facilitator') return (privateCards?.cards ?? 0) > 0
	if (waiting > 0) return true
	return (isActive || owner !== null) && findBoard(workshop, board)?.board.frozen !== true
}
