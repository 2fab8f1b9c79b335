import {
	type BoardId,
	CLOSE,
	type CloseCode,
	findBoard,
	findGroup,
	findParticipant,
	type HeldCards,
	homeBoard,
	type Signals,
	type Workshop,
} from '@charrette/shared'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { BoardDocument } from '../board/editor/BoardDocument.tsx'
import { BoardLoading } from '../board/notices/BoardLoading.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { carryDraft } from '../list/useDraft.ts'
import type { Credentials } from '../session/credentials.ts'
import { reloadPage } from '../session/reloadPage.ts'
import type { ServerClock } from '../session/serverClock.ts'
import { type Person, useWorkshop } from '../session/useWorkshop.ts'
import { PhaseBar } from '../stage/PhaseBar.tsx'
import { useSignals } from '../together/useSignals.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { useBoardVotes } from '../vote/useBoardVotes.ts'
import { VoteContext } from '../vote/VoteContext.ts'
import { AloneNote } from '../workshop/AloneNote.tsx'
import { type BoardView, readView, writeView } from '../workshop/boardView.ts'
import { LeaveWhenSaved } from '../workshop/LeaveWhenSaved.tsx'
import { Loading } from '../workshop/Loading.tsx'
import { type Alone, useAlone } from '../workshop/useAlone.ts'
import { BoardNotices } from './BoardNotices.tsx'
import styles from './BoardPage.module.css'
import { BoardPast } from './BoardPast.tsx'
import { BOARD_VIEW } from './boardViews.ts'
import { type Trouble, TroublePage } from './TroublePage.tsx'
import { useLookBack } from './useLookBack.ts'

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
	const { workshop, people, held, status, code, clock, hints } = useWorkshop(credentials, open, signals)
	const home = workshop ? homeOf(workshop, credentials) : null
	const wanted = board ?? home
	useDocumentTitle(workshop && wanted ? titleOf(workshop, wanted) : null)
	useEffect(() => {
		// Another board is opened at once, but one is not taken from a board under one's hands: see MoveBanner.
		setOpen((was) => (board === null && was !== null ? was : wanted))
	}, [board, wanted])

	if (status === 'refused') return <RefusedPage trouble={whyRefused(credentials, code)} />
	if (!workshop)
		return status === 'offline' ? <TroublePage trouble="offline" /> : <Loading what={t('loading.workshop')} />
	if (!wanted) return <TroublePage trouble="notFound" />
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
				held={held[opened]}
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
	held: HeldCards | undefined
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
	const { credentials, workshop, people, held, clock, isLive, signals, onSignals, board, movesTo, onMove } = props
	const { t } = useTranslation('board')
	const showToast = useToast()
	const [view, setView] = useState<BoardView>(readView)
	const place = useRef<string | null>(null)
	const group = groupOf(workshop, credentials)
	const [moment, lookBack] = useLookBack()
	const isLookingBack = moment !== null
	const move = useCallback(() => {
		if (!movesTo) return
		if (isLookingBack) lookBack(null)
		carryDraft(board, movesTo)
		onMove(movesTo)
		showToast(t('notice.moved', { group }))
	}, [board, movesTo, isLookingBack, lookBack, onMove, showToast, t, group])
	const onView = useCallback((chosen: BoardView) => {
		writeView(chosen)
		setView(chosen)
	}, [])
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	const alone = useAlone(workshop, credentials, board)
	const { owner, goToBoard } = alone
	const isRevealed = findBoard(workshop, board)?.board.revealed !== undefined
	const leave = useCallback(() => {
		goToBoard()
		showToast(t(isRevealed ? 'alone.revealed' : 'alone.ended'))
	}, [goToBoard, showToast, t, isRevealed])
	const { Page: View } = BOARD_VIEW[view]
	const now = (look: 'bar' | 'list') => <PhaseBar workshop={workshop} clock={clock} look={look} />
	return (
		<VoteContext value={votes}>
			<BoardDocument board={board} credentials={credentials} workshop={workshop} owner={owner}>
				{(document) => (
					<Suspense fallback={<BoardLoading isOffline={false} />}>
						{owner && !alone.isAlone && <LeaveWhenSaved saveStatus={document.saveStatus} onLeave={leave} />}
						{moment !== null ? (
							<BoardPast
								{...props}
								moment={moment}
								now={now('list')}
								onMoment={lookBack}
								onMove={movesTo ? move : null}
							/>
						) : (
							<View
								document={document}
								isAlone={owner !== null}
								credentials={credentials}
								workshop={workshop}
								people={people}
								now={now}
								signals={signals}
								onSignals={onSignals}
								board={board}
								group={group}
								onMove={movesTo ? move : null}
								note={hasNote(props, alone) ? <AloneNote alone={alone} held={held} /> : null}
								place={place}
								onView={onView}
								onHistory={() => lookBack('')}
							/>
						)}
					</Suspense>
				)}
			</BoardDocument>
			<BoardNotices
				{...props}
				showsParts={view === 'canvas' && credentials.role === 'participant'}
				isLookingBack={isLookingBack}
			/>
		</VoteContext>
	)
}

/** Why there is no board here; who was taken out may be in again by now. */
function RefusedPage({ trouble }: { trouble: Trouble }) {
	const { t } = useTranslation()
	if (trouble !== 'removed') return <TroublePage trouble={trouble} />
	return (
		<TroublePage trouble="removed">
			<Button look="primary" size="large" onClick={reloadPage}>
				{t('tryAgain')}
			</Button>
		</TroublePage>
	)
}

/** What the server's refusal means for the person who reads it. */
function whyRefused({ role }: Credentials, code: CloseCode | null): Trouble {
	if (role === 'facilitator') return 'notDesk'
	return code === CLOSE.noAccess ? 'removed' : 'notSignedIn'
}

/** Whether there is something to say of private writing: to those who write, and to those who look after the board. */
function hasNote({ workshop, credentials, board, held }: OpenBoardPageProps, { isAlone, owner }: Alone): boolean {
	if (credentials.role === 'facilitator') return held !== undefined
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
