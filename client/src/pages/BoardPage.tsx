import {
	type BoardId,
	CLOSE,
	type CloseCode,
	findBoard,
	findGroup,
	findParticipant,
	homeBoard,
	type PrivateCardCounts,
	type Signals,
	type Workshop,
} from '@charrette/shared'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { BoardDocumentLoader, BoardLoading } from '../board/editor/BoardDocumentLoader.tsx'
import type { Credentials } from '../connection/credentials.ts'
import { reloadPage } from '../connection/reloadPage.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import { type Person, useWorkshop } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { moveDraft } from '../list/useDraft.ts'
import { useSignals } from '../presence/SignalButtons.tsx'
import { SessionStatusBar } from '../statusBar/SessionStatusBar.tsx'
import { Button } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/browser.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useBoardVotes, VoteContext } from '../vote/useBoardVotes.ts'
import { type BoardView, readView, writeView } from '../workshop/boardView.ts'
import { Loading } from '../workshop/Loading.tsx'
import {
	LeaveWhenSaved,
	type PrivateWriting,
	PrivateWritingNotice,
	usePrivateWriting,
} from '../workshop/PrivateWriting.tsx'
import styles from './BoardPage.module.css'
import { BOARD_VIEW } from './boardViews.ts'
import { ErrorPage, type PageError } from './ErrorPage.tsx'
import { BoardHistory, BoardPageNotices, useHistoryParam } from './OpenBoard.tsx'

interface BoardPageProps {
	credentials: Credentials
	/** Null: the board where this participant belongs, wherever they are moved. */
	board: BoardId | null
}

/** A board to work at. */
export function BoardPage({ credentials, board }: BoardPageProps) {
	const { t } = useTranslation('board')
	const [open, setOpen] = useState<BoardId | null>(board)
	const [signals, setSignals] = useSignals(credentials.workshop)
	const { workshop, people, privateCards, status, code, clock, hints } = useWorkshop(credentials, open, signals)
	const home = workshop ? homeOf(workshop, credentials) : null
	const wanted = board ?? home
	useDocumentTitle(workshop && wanted ? titleOf(workshop, wanted) : null)
	useEffect(() => {
		// Another board is opened at once, but one is not taken from a board under one's hands: see MoveBanner.
		setOpen((was) => (board === null && was !== null ? was : wanted))
	}, [board, wanted])

	if (status === 'refused') return <RefusedPage error={errorOfRefusal(credentials, code)} />
	if (!workshop) return status === 'offline' ? <ErrorPage error="offline" /> : <Loading what={t('loading.workshop')} />
	if (!wanted) return <ErrorPage error="notFound" />
	const opened = open ?? wanted
	return (
		<main className={styles['page']}>
			<OpenBoardPage
				key={opened}
				credentials={credentials}
				workshop={workshop}
				people={people}
				clock={clock}
				isLive={status === 'live'}
				nudges={hints.nudge}
				privateCards={privateCards[opened]}
				signals={signals}
				onSignals={setSignals}
				board={opened}
				home={home}
				movesTo={open && open !== wanted ? wanted : null}
				onMove={setOpen}
			/>
		</main>
	)
}

interface OpenBoardPageProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	clock: ServerClock
	isLive: boolean
	nudges: number
	/** What is held in private at this board. */
	privateCards: PrivateCardCounts | undefined
	signals: Signals
	onSignals: (signals: Signals) => void
	board: BoardId
	home: BoardId | null
	/** The board of the group that this person was moved to, while another one is open. */
	movesTo: BoardId | null
	onMove: (board: BoardId) => void
}

/** One board, open, in the view of one's choice: the document stays while the view changes. */
function OpenBoardPage(props: OpenBoardPageProps) {
	const { credentials, workshop, people, privateCards, clock, isLive, signals, onSignals, board, movesTo, onMove } =
		props
	const { t } = useTranslation('board')
	const showToast = useToast()
	const [view, setView] = useState<BoardView>(readView)
	const place = useRef<string | null>(null)
	const group = groupOf(workshop, credentials)
	const [moment, lookBack] = useHistoryParam()
	const isLookingBack = moment !== null
	const move = useCallback(() => {
		if (!movesTo) return
		if (isLookingBack) lookBack(null)
		moveDraft(board, movesTo)
		onMove(movesTo)
		showToast(t('notice.moved', { group }))
	}, [board, movesTo, isLookingBack, lookBack, onMove, showToast, t, group])
	const onView = useCallback((chosen: BoardView) => {
		writeView(chosen)
		setView(chosen)
	}, [])
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	const alone = usePrivateWriting(workshop, credentials, board)
	const { owner, viewBoard } = alone
	const isRevealed = findBoard(workshop, board)?.board.revealed !== undefined
	const leave = useCallback(() => {
		viewBoard()
		showToast(t(isRevealed ? 'alone.revealed' : 'alone.ended'))
	}, [viewBoard, showToast, t, isRevealed])
	const { Page: View } = BOARD_VIEW[view]
	const now = (look: 'bar' | 'list') => <SessionStatusBar workshop={workshop} clock={clock} variant={look} />
	return (
		<VoteContext value={votes}>
			<BoardDocumentLoader board={board} credentials={credentials} workshop={workshop} owner={owner}>
				{(document) => (
					<Suspense fallback={<BoardLoading isOffline={false} />}>
						{owner && !alone.isAlone && <LeaveWhenSaved saveStatus={document.saveStatus} onLeave={leave} />}
						{moment !== null ? (
							<BoardHistory
								{...props}
								snapshot={moment}
								phaseBar={now('list')}
								onSnapshot={lookBack}
								onMove={movesTo ? move : null}
							/>
						) : (
							<View
								document={document}
								isPrivate={owner !== null}
								credentials={credentials}
								workshop={workshop}
								people={people}
								phaseBar={now}
								signals={signals}
								onSignals={onSignals}
								board={board}
								group={group}
								onMove={movesTo ? move : null}
								note={hasPrivateNote(props, alone) ? <PrivateWritingNotice alone={alone} held={privateCards} /> : null}
								place={place}
								onView={onView}
								onHistory={() => lookBack('')}
							/>
						)}
					</Suspense>
				)}
			</BoardDocumentLoader>
			<BoardPageNotices
				{...props}
				canShowRegion={view === 'canvas' && credentials.role === 'participant'}
				isViewingHistory={isLookingBack}
			/>
		</VoteContext>
	)
}

/** Why there is no board here; who was taken out may be in again by now. */
function RefusedPage({ error }: { error: PageError }) {
	const { t } = useTranslation()
	if (error !== 'removed') return <ErrorPage error={error} />
	return (
		<ErrorPage error="removed">
			<Button variant="primary" size="large" onClick={reloadPage}>
				{t('tryAgain')}
			</Button>
		</ErrorPage>
	)
}

/** What the server's refusal means for the person who reads it. */
function errorOfRefusal({ role }: Credentials, code: CloseCode | null): PageError {
	if (role === 'facilitator') return 'notDesk'
	return code === CLOSE.noAccess ? 'removed' : 'notSignedIn'
}

/** Whether there is something to say of private writing: to those who write, and to those who look after the board. */
function hasPrivateNote(
	{ workshop, credentials, board, privateCards }: OpenBoardPageProps,
	{ isAlone, owner }: PrivateWriting,
): boolean {
	if (credentials.role === 'facilitator') return privateCards !== undefined
	return (isAlone || owner !== null) && findBoard(workshop, board)?.board.frozen !== true
}

function homeOf(workshop: Workshop, credentials: Credentials): BoardId | null {
	const me = credentials.participant && findParticipant(workshop, credentials.participant)
	return me ? (homeBoard(workshop, me)?.id ?? null) : null
}

function groupOf(workshop: Workshop, credentials: Credentials): string {
	const me = credentials.participant && findParticipant(workshop, credentials.participant)
	return me ? (findGroup(workshop, me.group)?.name ?? '') : ''
}

function titleOf(workshop: Workshop, id: BoardId): string {
	const boards = workshop.sessions.flatMap((session) => session.boards)
	return boards.find((candidate) => candidate.id === id)?.title ?? workshop.title
}
