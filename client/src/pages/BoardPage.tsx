import { type BoardId, findGroup, findParticipant, homeBoard, type Signals, type Workshop } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AccessBanner } from '../board/AccessBanner.tsx'
import { BoardCanvas } from '../board/BoardCanvas.tsx'
import { CoveragePanel } from '../board/CoveragePanel.tsx'
import { MoveBanner } from '../board/MoveBanner.tsx'
import { TopBar } from '../board/TopBar.tsx'
import { ExportMenu } from '../export/ExportMenu.tsx'
import type { Credentials } from '../session/credentials.ts'
import { type Person, useWorkshop } from '../session/useWorkshop.ts'
import { TogetherBar } from '../together/TogetherBar.tsx'
import { TogetherLayer } from '../together/TogetherLayer.tsx'
import { useSignals } from '../together/useSignals.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { GatheringNotice } from '../workshop/GatheringNotice.tsx'
import { Loading } from '../workshop/Loading.tsx'
import styles from './BoardPage.module.css'
import { TroublePage } from './TroublePage.tsx'

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
	const { workshop, people, status } = useWorkshop(credentials, open, signals)
	const home = workshop ? homeOf(workshop, credentials) : null
	const wanted = board ?? home
	useToastsAboveTools()
	useDocumentTitle(workshop && wanted ? titleOf(workshop, wanted) : null)
	useEffect(() => {
		// Another board is opened at once, but one is not taken from a board under one's hands: see MoveBanner.
		setOpen((was) => (board === null && was !== null ? was : wanted))
	}, [board, wanted])

	if (status === 'refused')
		return <TroublePage trouble={credentials.role === 'facilitator' ? 'notDesk' : 'notSignedIn'} />
	if (!workshop)
		return status === 'offline' ? <TroublePage trouble="offline" /> : <Loading what={t('loading.workshop')} />
	if (!wanted) return <TroublePage trouble="notFound" />
	return (
		<main className={styles['page']}>
			<OpenBoardPage
				credentials={credentials}
				workshop={workshop}
				people={people}
				signals={signals}
				onSignals={setSignals}
				board={open ?? wanted}
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
	signals: Signals
	onSignals: (signals: Signals) => void
	board: BoardId
	home: BoardId | null
	/** The board of the group that this person was moved to, while another one is open. */
	movesTo: BoardId | null
	onMove: (board: BoardId) => void
}

function OpenBoardPage(props: OpenBoardPageProps) {
	const { credentials, workshop, people, signals, onSignals, board, home, movesTo, onMove } = props
	const { t } = useTranslation('board')
	const showToast = useToast()
	const group = groupOf(workshop, credentials)
	const move = useCallback(() => {
		if (!movesTo) return
		onMove(movesTo)
		showToast(t('notice.moved', { group }))
	}, [movesTo, onMove, showToast, t, group])
	return (
		<BoardCanvas key={board} board={board} credentials={credentials} workshop={workshop} mode="work">
			<TopBar
				workshop={workshop}
				together={<TogetherBar people={people} signals={signals} onSignals={onSignals} />}
				takeHome={<ExportMenu credentials={credentials} workshop={workshop} board={board} />}
			/>
			<TogetherLayer />
			<CoveragePanel />
			{movesTo ? <MoveBanner group={group} onGo={move} /> : <AccessBanner workshop={workshop} />}
			<GatheringNotice workshop={workshop} openBoard={board} homeBoard={home} />
		</BoardCanvas>
	)
}

/** Messages stand above the tools, not on them. */
function useToastsAboveTools(): void {
	useEffect(() => {
		const { style } = document.documentElement
		style.setProperty('--toast-bottom', '112px')
		return () => {
			style.removeProperty('--toast-bottom')
		}
	}, [])
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
