import {
	currentSession,
	findBoard,
	openRound,
	projectorContent,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { BoardDocumentLoader } from '../board/editor/BoardDocumentLoader.tsx'
import type { Credentials } from '../connection/credentials.ts'
import { reloadWhenReachable } from '../connection/reloadPage.ts'
import { useWorkshop, type WorkshopState } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { BoardGridScene } from '../projector/BoardGridScene.tsx'
import { CoverageScene } from '../projector/CoverageScene.tsx'
import { LobbyScene } from '../projector/LobbyScene.tsx'
import { PromptScene } from '../projector/PromptScene.tsx'
import { useVoteLines } from '../projector/projectorTexts.ts'
import { ResultScene } from '../projector/ResultScene.tsx'
import { BoardScene } from '../projector/SceneFrame.tsx'
import { useDocumentTitle } from '../ui/browser.ts'
import { useResult } from '../vote/useBoardVotes.ts'
import { Loading } from '../workshop/Loading.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { fetchChunk } from './lazyPage.ts'

/** The canvas is fetched while the lobby is shown, so that the first board comes at once. */
const canvas = fetchChunk(() =>
	import('../board/editor/ProjectorBoard.tsx').then((module) => ({ default: module.ProjectorBoard })),
)
const BoardOnWall = lazy(() => canvas)

/** The wall: what the phase shows, or what the facilitator chose. It needs no clicks, and finds its way back by itself. */
export function ProjectorPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation()
	const state = useWorkshop(credentials, null)
	const { workshop, status } = state
	useDocumentTitle(workshop?.title ?? null)
	useWakeLock()
	if (status === 'refused')
		return (
			<AutoReload>
				<ErrorPage error="notProjector" />
			</AutoReload>
		)
	if (!workshop) return <Loading what={t('opening.workshop')} />
	return <ProjectedScene credentials={credentials} workshop={workshop} state={state} />
}

interface ProjectedSceneProps {
	credentials: Credentials
	workshop: Workshop
	state: WorkshopState
}

/** The scene that is due. Each leaves the one before it behind, and so does a crash of it. */
function ProjectedScene({ credentials, workshop, state }: ProjectedSceneProps) {
	const { people, clock, digests, status } = state
	const { shows, board } = projectorContent(workshop)
	const scene = { workshop, clock, isOffline: status !== 'live' }
	if (shows === 'board') return <ProjectedBoard id={board} credentials={credentials} people={people} {...scene} />
	if (shows === 'prompt') return <PromptScene {...scene} people={people} />
	if (shows === 'wall') return <BoardGridScene {...scene} digests={digests} />
	if (shows === 'coverage') return <CoverageScene {...scene} digests={digests} />
	if (shows === 'result') return <ProjectedVote credentials={credentials} workshop={workshop} state={state} />
	return <LobbyScene workshop={workshop} people={people} isOffline={scene.isOffline} />
}

interface ProjectedBoardProps {
	id: string | null
	credentials: Credentials
	workshop: Workshop
	people: WorkshopState['people']
	clock: WorkshopState['clock']
	isOffline: boolean
}

function ProjectedBoard({ id, credentials, workshop, people, clock, isOffline }: ProjectedBoardProps) {
	const { t } = useTranslation()
	const board = id === null ? null : (findBoard(workshop, id)?.board ?? null)
	if (!board) return <LobbyScene workshop={workshop} people={people} isOffline={isOffline} />
	return (
		<BoardScene workshop={workshop} title={board.title} clock={clock} isOffline={isOffline}>
			<BoardDocumentLoader
				key={board.id}
				board={board.id}
				credentials={credentials}
				workshop={workshop}
				whenUnavailable={
					<AutoReload>
						<Loading what={t('opening.workshop')} />
					</AutoReload>
				}
			>
				{(document) => (
					<Suspense fallback={null}>
						<BoardOnWall
							board={board.id}
							document={document}
							credentials={credentials}
							workshop={workshop}
							isLive={!isOffline}
						/>
					</Suspense>
				)}
			</BoardDocumentLoader>
		</BoardScene>
	)
}

/** The newest result of the session; while a vote is open what is voted on, and the prompt where there was no vote yet. */
function ProjectedVote({ credentials, workshop, state }: ProjectedSceneProps) {
	const { people, clock, status } = state
	const session = currentSession(workshop)
	const open = session && openRound(workshop, session.id)
	const closed = session ? latestClosedRound(workshop, session.id) : null
	const result = useResult(credentials, open ? null : (closed?.id ?? null))
	const lines = useVoteLines(workshop, open)
	const scene = { workshop, clock, isOffline: status !== 'live' }
	if (result) return <ResultScene {...scene} result={result} />
	return <PromptScene {...scene} people={people} {...(lines ? { lines } : {})} />
}

function latestClosedRound({ rounds = [] }: Workshop, session: string): VoteRound | null {
	const closed = rounds.filter((round) => round.session === session && round.state === 'closed')
	return closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null
}

const RELOAD_MS = 20_000

/** Shows what is in the wall's way, and tries anew by itself: nobody stands beside a projector. */
function AutoReload({ children }: { children: ReactNode }) {
	useEffect(() => reloadWhenReachable(RELOAD_MS), [])
	return children
}

/** Keeps the screen awake while the page is seen. Browsers allow it on secure pages only; elsewhere nothing happens. */
function useWakeLock(): void {
	useEffect(() => {
		if (!('wakeLock' in navigator)) return
		let isWanted = true
		let lock: WakeLockSentinel | null = null
		const hold = async () => {
			if (document.hidden) return
			const held = await navigator.wakeLock.request('screen').catch(() => null)
			if (isWanted) lock = held
			else held?.release()
		}
		hold()
		// The browser lets go of the lock whenever the page is hidden.
		document.addEventListener('visibilitychange', hold)
		return () => {
			isWanted = false
			document.removeEventListener('visibilitychange', hold)
			lock?.release()
		}
	}, [])
}
