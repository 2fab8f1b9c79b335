import {
	type BoardId,
	CLOSE,
	type CloseCode,
	currentPhase,
	findBoard,
	type PhaseId,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { fetchWorkshop } from '../connection/api/join.ts'
import { storeBoardFiles } from '../connection/appShell.ts'
import { type Credentials, saveJoinCode, saveParticipant } from '../connection/credentials.ts'
import { fetchChunkOnce, reloadPage } from '../connection/fetchChunk.ts'
import { useWorkshop, useWorkshopOrStoredCopy } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { type BoardPlace, BoardPlaceContext } from '../navigation/BoardPlace.ts'
import { ownBoardOf } from '../navigation/useGoToBoard.ts'
import { usePersonStatus } from '../presence/StatusButtons.tsx'
import { useReportedCards, useUnsentCards } from '../sync/unsentCards.ts'
import { Button } from '../ui/Button.tsx'
import { CoversProvider } from '../ui/Covers.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { useLateComponent } from '../ui/useLateComponent.ts'
import styles from './BoardPage.module.css'
import { ErrorPage, type PageError, refusalOf } from './ErrorPage.tsx'
import { MissingWorkshop } from './MissingWorkshop.tsx'
import { OpenBoard } from './OpenBoard.tsx'
import { useVisit } from './useVisit.ts'

/** The calls for help from other boards, which only facilitators fetch. */
const loadBoardCalls = async () =>
	(await fetchChunkOnce(() => import('../facilitator/tables/BoardCalls.tsx'))).BoardCalls

interface BoardPageProps {
	credentials: Credentials
	/**
	 * The board of the page; null for the participant's own board, which changes when they are moved
	 * to another group.
	 */
	board: BoardId | null
}

export function BoardPage({ credentials, board }: BoardPageProps) {
	const { t } = useTranslation('board')
	const [open, setOpen] = useState<BoardId | null>(board)
	const [phase, setPhase] = useState<PhaseId | null>()
	const [personStatus, setPersonStatus] = usePersonStatus(credentials.workshop, phase)
	const unsent = useReportedCards(useUnsentCards(credentials.participant))
	const live = useWorkshop(credentials, open, personStatus, unsent)
	const { people, privateCards, status, code, clock, hints } = live
	const workshop = useWorkshopOrStoredCopy(credentials, live)
	useEffect(storeBoardFiles, [])
	const current = workshop ? (currentPhase(workshop)?.id ?? null) : undefined
	useEffect(() => setPhase(current), [current])
	const ownBoard = (workshop && ownBoardOf(workshop, credentials)?.id) ?? null
	const wanted = board ?? ownBoard
	const [calls, setCalls] = useState(0)
	const BoardCalls = useLateComponent(credentials.role === 'facilitator', loadBoardCalls)
	const [mentions, setMentions] = useState(0)
	const title = workshop && wanted ? titleOf(workshop, wanted) : null
	useDocumentTitle(title && calls + mentions > 0 ? `(${calls + mentions}) ${title}` : title)
	const path = useRef(board)
	useEffect(() => {
		// Another path opens another board immediately. A participant whose own board changes stays at
		// the open board until they pause: see `useDelayedMove`.
		const isSamePath = path.current === board
		path.current = board
		setOpen((current) => (isSamePath && board === null && current !== null ? current : wanted))
	}, [board, wanted])
	const movesTo = useNewOwnBoard(ownBoard, open)
	const [, navigate] = useLocation()
	const onMove = (target: BoardId) => {
		setOpen(target)
		// The path of a participant's own board does not contain its id, so that it follows them from
		// group to group.
		if (board !== null) navigate(`/w/${credentials.workshop}`)
	}

	const joinCode = workshop?.joinCode
	useEffect(() => {
		if (joinCode) saveJoinCode(credentials.workshop, joinCode)
	}, [credentials.workshop, joinCode])

	useVisit({ credentials, clock, isLive: status === 'live' }, workshop ? open : null)
	if (status === 'refused') return <RefusedPage credentials={credentials} error={errorOfRefusal(credentials, code)} />
	if (!workshop) return <MissingWorkshop status={status} code={code} what={t('loading.workshop')} />
	if (!wanted) return <ErrorPage error="notFound" />
	const opened = open ?? wanted
	const place: BoardPlace = {
		credentials,
		workshop,
		board: opened,
		ownBoard,
		people,
		clock,
		isLive: status === 'live',
		personStatus,
		onStatus: setPersonStatus,
		onMentions: setMentions,
	}
	return (
		<div className={styles['page']}>
			{BoardCalls && <BoardCalls {...{ credentials, workshop, people, open }} onCount={setCalls} />}
			<CoversProvider>
				<BoardPlaceContext value={place}>
					<OpenBoard
						key={opened}
						reminders={hints.nudge}
						reactionHints={hints.reactions}
						privateCards={privateCards[opened]}
						movesTo={movesTo}
						onMove={onMove}
					/>
				</BoardPlaceContext>
			</CoversProvider>
		</div>
	)
}

/**
 * Returns the participant's own board after it changed, by a new session or a move to another
 * group, until that board is open; otherwise null.
 */
function useNewOwnBoard(ownBoard: BoardId | null, open: BoardId | null): BoardId | null {
	const [known, setKnown] = useState(ownBoard)
	const isNew = known !== null && ownBoard !== null && ownBoard !== known && ownBoard !== open
	useEffect(() => {
		if (!isNew) setKnown(ownBoard)
	}, [ownBoard, isNew])
	return isNew ? ownBoard : null
}

/**
 * Shows why the server refused this person. A removed person can try again, because the facilitator
 * may have readmitted them. A person whose entry was merged into another one continues as that one
 * immediately.
 */
function RefusedPage({ credentials, error }: { credentials: Credentials; error: PageError }) {
	const { t } = useTranslation()
	useEffect(() => {
		if (error !== 'removed') return
		fetchWorkshop(credentials).then(
			({ participant }) => {
				if (participant && saveParticipant(credentials, participant)) reloadPage()
			},
			// The page shows that they were removed, and lets them try again.
			() => null,
		)
	}, [credentials, error])
	if (error !== 'removed') return <ErrorPage error={error} />
	return (
		<ErrorPage error="removed">
			<Button variant="primary" size="large" onClick={reloadPage}>
				{t('tryAgain')}
			</Button>
		</ErrorPage>
	)
}

function errorOfRefusal({ role }: Credentials, code: CloseCode | null): PageError {
	return role === 'participant' && code === CLOSE.noAccess ? 'removed' : refusalOf(code)
}

function titleOf(workshop: Workshop, id: BoardId): string {
	return findBoard(workshop, id)?.board.title ?? workshop.title
}
